import { hour } from "../domain/clock.ts";
import type { Mail, MailProvider, Receipt } from "./contract.ts";

/** Resend's HTTP API (resend.com/docs: "Send Email", "Idempotency keys", "Errors"). */
export function resend(apiKey: string, baseUrl = "https://api.resend.com"): MailProvider {
  return {
    id: "resend",
    // Documented as 24 h; the last hour is left out for clocks that differ.
    idempotencyWindow: 23 * hour,
    request: (mail, key) =>
      new Request(`${baseUrl}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "idempotency-key": key,
          "user-agent": "cartwright",
        },
        body: JSON.stringify(toBody(mail)),
      }),
    receipt,
  };
}

function toBody(mail: Mail) {
  return {
    from: `"${mail.from.name.replace(/["\\]/g, "")}" <${mail.from.address}>`,
    to: [mail.to],
    ...(mail.replyTo === null ? {} : { reply_to: mail.replyTo }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
  };
}

/** Names of refusals that say nothing about this message and pass with time. */
const passing = new Set(["rate_limit_exceeded", "daily_quota_exceeded", "monthly_quota_exceeded"]);

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  const id = body?.id;
  if (response.ok) {
    return typeof id === "string" && id !== ""
      ? { status: "accepted", providerMessageId: id }
      : { status: "unknown", reason: "an answer without an id" };
  }
  const name = typeof body?.name === "string" ? body.name.slice(0, 60) : `http ${response.status}`;
  if (response.status === 429 || passing.has(name)) {
    return { status: "deferred", reason: name, retryAfter: retryAfter(response, name) };
  }
  // The first call with this key is still being worked on: its outcome is what counts.
  if (name === "concurrent_idempotent_requests") return { status: "unknown", reason: name };
  // A key or a domain that is not right is the store's to mend, not the message's fault.
  if (response.status === 401 || response.status === 403) {
    return { status: "deferred", reason: name, retryAfter: hour };
  }
  // Only a refusal is certain: a redirect, a time-out (408) or a server's failure says nothing about the mail.
  const isRefusal = response.status >= 400 && response.status < 500 && response.status !== 408;
  return { status: isRefusal ? "rejected" : "unknown", reason: name };
}

function retryAfter(response: Response, name: string): number | null {
  if (name.endsWith("_quota_exceeded")) return 6 * hour;
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

async function readJson(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const body = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
