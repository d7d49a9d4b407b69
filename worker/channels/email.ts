import { second } from "../domain/clock.ts";
import type { Content } from "../emails/layout.tsx";
import type { Mail, MailProvider, Receipt } from "../mail-providers/contract.ts";

/** How long a provider may take before its answer counts as unknown. */
const deadline = 10 * second;

export interface Envelope {
  from: { name: string; address: string };
  to: string;
  replyTo: string | null;
  /** `null`: somebody asked for this very mail, and there is nothing to unsubscribe from. */
  unsubscribeUrl: string | null;
}

/**
 * A mail with everything it needs to leave: one-click unsubscribe (RFC 8058 §3.1: both headers, one https URI) and a
 * header block that no name, subject or address can break out of.
 * @throws when a header field holds a control character
 */
export function composeMail(content: Content, envelope: Envelope): Mail {
  const mail: Mail = {
    from: envelope.from,
    to: envelope.to,
    replyTo: envelope.replyTo,
    subject: content.subject,
    html: content.html,
    text: content.text,
    headers:
      envelope.unsubscribeUrl === null
        ? {}
        : {
            "List-Unsubscribe": `<${envelope.unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          },
  };
  const fields = [mail.from.name, mail.from.address, mail.to, mail.replyTo ?? "", mail.subject];
  for (const value of [...fields, ...Object.values(mail.headers)]) {
    if (/\p{Cc}/u.test(value)) throw new Error("a header field of a mail holds a control character");
  }
  return mail;
}

/** Hands a mail to its provider and tells what came of it. Whatever breaks on the way is an unknown outcome. */
export async function sendMail(
  fetcher: typeof fetch,
  provider: MailProvider,
  mail: Mail,
  key: string,
): Promise<Receipt> {
  try {
    const request = await provider.request(mail, key);
    const signal = AbortSignal.timeout(deadline);
    const response = await fetcher(request, { signal, redirect: "manual" });
    return await provider.receipt(response);
  } catch (error) {
    const reason =
      error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "connection broke";
    return { status: "unknown", reason };
  }
}
