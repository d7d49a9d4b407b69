import { hour } from "../domain/clock.ts";
import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { acceptedAs, mailbox, paused, readJson, receiptOfStatus, textAt } from "./read-answer.ts";

/**
 * Resend's HTTP API (resend.com/docs: "Send Email", "Idempotency keys", "Errors", "Rate limit"). Which events come back,
 * and how they are proven: resend-events.ts.
 */
export function resend(apiKey: string, baseUrl = "https://api.resend.com"): MailProvider {
  return {
    id: "resend",
    // Documented as 24 h; the last hour is left out for clocks that differ.
    idempotencyWindow: 23 * hour,
    // Older pages say 2, newer ones 5: the smaller.
    perSecond: 2,
    returnsOurId: true,
    request: async (mail, key) =>
      new Request(`${baseUrl}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "idempotency-key": key,
          "user-agent": "cartwright",
        },
        body: JSON.stringify(toBody(mail, key)),
      }),
    receipt,
  };
}

function toBody(mail: Mail, key: string) {
  return {
    from: mailbox(mail.from),
    to: [mail.to],
    ...(mail.replyTo === null ? {} : { reply_to: mail.replyTo }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
    tags: [{ name: messageTag, value: key }],
  };
}

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  if (response.ok) return acceptedAs(typeof body?.id === "string" ? textAt(body, "id") : null);
  const name = typeof body?.name === "string" ? body.name.slice(0, 60) : null;
  // A day's or a month's quota is not over in the seconds that Retry-After may say.
  if (name?.endsWith("_quota_exceeded")) return paused(name, 6 * hour);
  // The first call with this key is still being worked on: its outcome is what counts.
  if (name === "concurrent_idempotent_requests") return { status: "unknown", reason: name };
  return receiptOfStatus(response, name);
}
