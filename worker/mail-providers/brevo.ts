import { minute } from "../domain/clock.ts";
import { toHex, utf8 } from "../domain/keys.ts";
import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { acceptedAs, paused, readJson, receiptOfStatus, retryAfter, textAt, word } from "./read-answer.ts";

/**
 * Brevo's transactional mail API v3 (developers.brevo.com: "Send a transactional email", "Idempotency", "Rate limits").
 * The idempotency key is a UUID in the body; a second request under it is refused with `duplicate_parameter` instead of
 * answered again, so that a retry never makes two mails but cannot say whether the first made one: events do.
 */
export function brevo(apiKey: string, baseUrl = "https://api.brevo.com"): MailProvider {
  return {
    id: "brevo",
    // Older pages say 15 minutes, newer ones 30: the smaller, less a minute for clocks that differ.
    idempotencyWindow: 14 * minute,
    perSecond: 1000,
    returnsOurId: true,
    request: async (mail, key) =>
      new Request(`${baseUrl}/v3/smtp/email`, {
        method: "POST",
        headers: { accept: "application/json", "api-key": apiKey, "content-type": "application/json" },
        body: JSON.stringify(await toBody(mail, key)),
      }),
    receipt,
  };
}

async function toBody(mail: Mail, key: string) {
  return {
    sender: { name: mail.from.name, email: mail.from.address },
    to: [{ email: mail.to }],
    ...(mail.replyTo === null ? {} : { replyTo: { email: mail.replyTo } }),
    subject: mail.subject,
    htmlContent: mail.html,
    textContent: mail.text,
    headers: {
      ...mail.headers,
      // Comes back with every event.
      "X-Mailin-custom": JSON.stringify({ [messageTag]: key }),
      idempotencyKey: await uuidOf(key),
    },
  };
}

const ofTheAccount = new Set([
  "unauthorized",
  "permission_denied",
  "not_enough_credits",
  "account_under_validation",
  "reseller_permission_denied",
  "document_not_found",
]);

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  const id = textAt(body, "messageId");
  if (response.ok) return acceptedAs(id === null ? null : withoutBrackets(id));
  const code = word(body?.code);
  if (response.status === 429 || code === "too_many_requests") {
    const wait = retryAfter(response, ["retry-after", "x-sib-ratelimit-reset"]);
    return { status: "deferred", reason: code ?? "http 429", retryAfter: wait };
  }
  // An earlier call came through under this key. Whether it was taken, Brevo does not say again.
  if (code === "duplicate_parameter") return { status: "unknown", reason: code };
  if (response.status < 500 && code !== null && ofTheAccount.has(code)) return paused(code);
  return receiptOfStatus(response, code);
}

const withoutBrackets = (id: string) => id.replace(/^<|>$/g, "");

/** A UUID of version 5 (RFC 9562 §5.5): the same key gives the same one, in a namespace made for this. */
async function uuidOf(key: string): Promise<string> {
  const name = utf8(`6f0e2c1a-8f5b-4d53-9a43-1c7c1b0a9d11/${key}`);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-1", name)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
