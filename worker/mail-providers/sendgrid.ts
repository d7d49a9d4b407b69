import { second } from "../domain/clock.ts";
import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { acceptedAs, asObject, readJson, receiptOfStatus, retryAfter, word } from "./read-answer.ts";

/** Accounts of the EU region have an address of their own, and get 401 from the other. */
export const sendgridHosts = {
  global: "https://api.sendgrid.com",
  eu: "https://api.eu.sendgrid.com",
} as const;

/**
 * Twilio SendGrid's v3 Mail Send API (twilio.com/docs/sendgrid: "Mail Send", "Errors", "Rate limits"). It knows no
 * idempotency keys and answers 202 with an empty body: its id is in a header. Its own tracking stays off: it would rewrite
 * the links.
 */
export function sendgrid(apiKey: string, baseUrl: string = sendgridHosts.global): MailProvider {
  return {
    id: "sendgrid",
    idempotencyWindow: null,
    perSecond: null,
    returnsOurId: true,
    request: async (mail, key) =>
      new Request(`${baseUrl}/v3/mail/send`, {
        method: "POST",
        headers: {
          accept: "application/json",
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(toBody(mail, key)),
      }),
    receipt,
  };
}

function toBody(mail: Mail, key: string) {
  return {
    // Kept for long and seen by SendGrid's own people: an id of ours says nothing to them.
    personalizations: [{ to: [{ email: mail.to }], custom_args: { [messageTag]: key } }],
    from: { email: mail.from.address, name: mail.from.name },
    ...(mail.replyTo === null ? {} : { reply_to: { email: mail.replyTo } }),
    subject: mail.subject,
    // In this order, or it is refused.
    content: [
      { type: "text/plain", value: mail.text },
      { type: "text/html", value: mail.html },
    ],
    headers: mail.headers,
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  };
}

async function receipt(response: Response): Promise<Receipt> {
  const { status } = response;
  if (response.ok) return acceptedAs(status === 202 ? word(response.headers.get("x-message-id")) : null);
  const body = await readJson(response);
  const errors = Array.isArray(body?.errors) ? body.errors : [];
  const field = word(asObject(errors[0])?.field);
  const reason = field === null ? null : `http ${status}: ${field}`;
  if (status !== 429) return receiptOfStatus(response, reason);
  return { status: "deferred", reason: "http 429", retryAfter: retryAfter(response) ?? untilReset(response) };
}

/** `X-RateLimit-Reset` is a time in epoch seconds; read against the answer's own date. */
function untilReset(response: Response): number | null {
  const reset = Number(response.headers.get("x-ratelimit-reset") ?? Number.NaN) * second;
  const wait = reset - Date.parse(response.headers.get("date") ?? "");
  return Number.isFinite(wait) && wait >= 0 ? wait : null;
}
