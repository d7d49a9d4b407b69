import type { MailProvider, Receipt } from "./contract.ts";
import { acceptedAs, readJson, receiptOfStatus } from "./read-answer.ts";

/**
 * Mailpit's HTTP API v1, for inboxes that nobody's mail leaves (mailpit.axllent.org: "API v1", `POST /api/v1/send`). It
 * tells nothing later: what it took has arrived.
 */
export function mailpit(baseUrl: string): MailProvider {
  return {
    id: "mailpit",
    idempotencyWindow: null,
    perSecond: null,
    returnsOurId: false,
    request: async (mail) =>
      new Request(new URL("/api/v1/send", baseUrl), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          From: { Email: mail.from.address, Name: mail.from.name },
          To: [{ Email: mail.to }],
          ...(mail.replyTo === null ? {} : { ReplyTo: [{ Email: mail.replyTo }] }),
          Subject: mail.subject,
          HTML: mail.html,
          Text: mail.text,
          Headers: mail.headers,
        }),
      }),
    receipt,
  };
}

async function receipt(response: Response): Promise<Receipt> {
  const body = await readJson(response);
  if (response.ok) return acceptedAs(typeof body?.ID === "string" && body.ID !== "" ? body.ID : null);
  return receiptOfStatus(response, null);
}
