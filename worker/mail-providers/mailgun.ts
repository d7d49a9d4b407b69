import { type Mail, type MailProvider, messageTag, type Receipt } from "./contract.ts";
import { acceptedAs, mailbox, paused, readJson, receiptOfStatus, retryAfter, textAt } from "./read-answer.ts";

export const mailgunHosts = { us: "https://api.mailgun.net", eu: "https://api.eu.mailgun.net" } as const;

export interface MailgunSettings {
  apiKey: string;
  /** The sending domain as Mailgun knows it. Left out: the domain of the mail's sender. */
  domain: string | undefined;
}

/**
 * Mailgun's Messages API (documentation.mailgun.com: "Messages", "Tracking"), as form data. It knows no idempotency keys.
 * Its own tracking stays off: it would rewrite the links.
 */
export function mailgun(settings: MailgunSettings, baseUrl: string = mailgunHosts.us): MailProvider {
  return {
    id: "mailgun",
    idempotencyWindow: null,
    perSecond: null,
    returnsOurId: true,
    request: async (mail, key) => {
      const domain = settings.domain ?? mail.from.address.split("@").at(-1) ?? "";
      return new Request(`${baseUrl}/v3/${encodeURIComponent(domain)}/messages`, {
        method: "POST",
        headers: {
          authorization: `Basic ${btoa(`api:${settings.apiKey}`)}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams(toFields(mail, key)).toString(),
      });
    },
    receipt,
  };
}

function toFields(mail: Mail, key: string): Record<string, string> {
  return {
    from: mailbox(mail.from),
    to: mail.to,
    ...(mail.replyTo === null ? {} : { "h:Reply-To": mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [`h:${name}`, value])),
    [`v:${messageTag}`]: key,
    "o:tracking": "no",
    "o:tracking-clicks": "no",
    "o:tracking-opens": "no",
  };
}

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  // In angle brackets here and without in events.
  if (response.ok) return acceptedAs(typeof body?.id === "string" ? withoutBrackets(body.id) : null);
  if (response.status === 429) {
    const seconds = Number(textAt(body, "retry-seconds") ?? Number.NaN);
    const wait = retryAfter(response) ?? (Number.isFinite(seconds) ? seconds * 1000 : null);
    return { status: "deferred", reason: "http 429", retryAfter: wait };
  }
  // The domain, not the message, is what was not found: not yet, or not in this region.
  if (response.status === 404) return paused("http 404");
  return receiptOfStatus(response, null);
}

export function withoutBrackets(id: string): string | null {
  return /^<?([^<>\s]+)>?$/.exec(id)?.[1] ?? null;
}
