import type { MailProvider, Receipt } from "./contract.ts";

/** Mailpit's HTTP API v1, for inboxes that nobody's mail leaves (mailpit.axllent.org: "API v1", `POST /api/v1/send`). */
export function mailpit(baseUrl: string): MailProvider {
  return {
    id: "mailpit",
    idempotencyWindow: null,
    request: (mail) =>
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
  const body = (await response.json().catch(() => null)) as { ID?: unknown } | null;
  if (response.ok && typeof body?.ID === "string" && body.ID !== "")
    return { status: "accepted", providerMessageId: body.ID };
  if (response.status === 429) return { status: "deferred", reason: "http 429", retryAfter: null };
  const reason = `http ${response.status}`;
  const isRefusal = response.status >= 400 && response.status < 500 && response.status !== 408;
  return { status: isRefusal ? "rejected" : "unknown", reason };
}
