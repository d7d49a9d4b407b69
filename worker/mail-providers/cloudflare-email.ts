import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { asObject, paused, readJson, receiptOfStatus, textAt, word } from "./read-answer.ts";

export interface CloudflareEmailSettings {
  accountId: string;
  apiToken: string;
}

/**
 * Cloudflare Email Service over REST (developers.cloudflare.com/email-service: "REST API", "Email headers", "Limits").
 *
 * Proven against a fake made after that documentation only: never against the service, and no local stand-in for its REST
 * API exists. It is young and says of itself that it is for transactional mail. It knows no idempotency keys, names no rate,
 * and tells what became of a mail through a queue of the account, not by a webhook: those events are not read here, so
 * an uncertain outcome stays `unknown`, and bounces and complaints are kept from by Cloudflare's own suppression list. An
 * address that is bounced at once is named in the answer and is suppressed by us too.
 */
export function cloudflareEmail(
  settings: CloudflareEmailSettings,
  baseUrl = "https://api.cloudflare.com",
): MailProvider {
  return {
    id: "cloudflare-email",
    idempotencyWindow: null,
    perSecond: null,
    returnsOurId: false,
    request: async (mail, key) =>
      new Request(
        `${baseUrl}/client/v4/accounts/${encodeURIComponent(settings.accountId)}/email/sending/send`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${settings.apiToken}`, "content-type": "application/json" },
          body: JSON.stringify(toBody(mail, key)),
        },
      ),
    receipt,
  };
}

function toBody(mail: Mail, key: string) {
  return {
    to: mail.to,
    from: { address: mail.from.address, name: mail.from.name },
    ...(mail.replyTo === null ? {} : { reply_to: mail.replyTo }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    // Anything but a known header or one that begins with X- is refused.
    headers: { ...mail.headers, [`X-${messageTag}`]: key },
  };
}

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  const result = asObject(body?.result);
  if (response.ok && body?.success === true && result) {
    const taken = [...listAt(result, "delivered"), ...listAt(result, "queued")];
    // Newer answers name the message; older ones only sort the addresses.
    const providerMessageId = textAt(result, "message_id");
    if (taken.length > 0) return { status: "accepted", providerMessageId };
    if (listAt(result, "permanent_bounces").length > 0) {
      return { status: "suppressed", reason: "permanent bounce" };
    }
  }
  if (response.ok) return { status: "unknown", reason: "an answer that names nobody" };
  const errors = Array.isArray(body?.errors) ? body.errors : [];
  const code = word(textAt(errors[0], "code"));
  const reason = code === null ? null : `error ${code}`;
  // The service that knows the token could not be asked, so that nothing was sent yet.
  if (code === "10100") return { status: "deferred", reason: "error 10100", retryAfter: null };
  if (response.status === 404) return paused(reason ?? "http 404");
  return receiptOfStatus(response, reason);
}

function listAt(value: Record<string, unknown>, name: string): unknown[] {
  const list = value[name];
  return Array.isArray(list) ? list : [];
}
