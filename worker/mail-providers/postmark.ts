import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { acceptedAs, mailbox, paused, readJson, receiptOfStatus, retryAfter, textAt } from "./read-answer.ts";

export interface PostmarkSettings {
  serverToken: string;
  /** Of a *broadcast* stream: recovery mails are no transactional mail in Postmark's terms. */
  messageStream: string;
}

/**
 * Postmark's HTTP API (postmarkapp.com/developer: "Send a single email", "API error codes"). It knows no idempotency keys
 * and documents neither a rate nor `Retry-After`. Its own tracking stays off: it would rewrite the links.
 */
export function postmark(settings: PostmarkSettings, baseUrl = "https://api.postmarkapp.com"): MailProvider {
  return {
    id: "postmark",
    idempotencyWindow: null,
    perSecond: null,
    returnsOurId: true,
    request: async (mail, key) =>
      new Request(`${baseUrl}/email`, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          "x-postmark-server-token": settings.serverToken,
        },
        body: JSON.stringify(toBody(mail, key, settings.messageStream)),
      }),
    receipt,
  };
}

function toBody(mail: Mail, key: string, messageStream: string) {
  return {
    From: mailbox(mail.from),
    To: mail.to,
    ...(mail.replyTo === null ? {} : { ReplyTo: mail.replyTo }),
    Subject: mail.subject,
    HtmlBody: mail.html,
    TextBody: mail.text,
    Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })),
    Metadata: { [messageTag]: key },
    MessageStream: messageStream,
    TrackOpens: false,
    TrackLinks: "None",
  };
}

/**
 * A token that is none, a sender that is not (or not yet) confirmed, no credit left, an account that is pending or stopped,
 * a message stream that is not there.
 */
const ofTheAccount = new Set([10, 400, 401, 405, 412, 413, 1235]);
/** The address bounced, complained or was switched off by hand: Postmark drops what is sent to it. */
const inactiveRecipient = 406;
const maintenance = 100;
const rateLimit = 429;

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  const code = typeof body?.ErrorCode === "number" ? body.ErrorCode : null;
  if (response.ok && (code ?? 0) === 0) return acceptedAs(textAt(body, "MessageID"));
  // A firewall before the API refuses in HTML: nothing of it speaks of the message (postmarkapp.com/support, "403").
  if (code === null && response.status === 403) {
    return { status: "deferred", reason: "http 403", retryAfter: null };
  }
  const reason = code === null ? null : `error ${code}`;
  if (reason === null || response.status >= 500) {
    // Maintenance is announced before the message is looked at; any other failure may come after.
    if (code === maintenance) return { status: "deferred", reason: "error 100", retryAfter: null };
    return receiptOfStatus(response, reason);
  }
  if (code === inactiveRecipient) return { status: "suppressed", reason };
  if (code === rateLimit || code === maintenance) {
    return { status: "deferred", reason, retryAfter: retryAfter(response) };
  }
  if (code !== null && ofTheAccount.has(code)) return paused(reason);
  return receiptOfStatus(response, reason);
}
