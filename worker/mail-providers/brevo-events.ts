import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { type DeliveryEvent, type MailEvents, messageTag } from "./contract.ts";
import { contentId, parseJson, showsSecret } from "./proofs.ts";
import { asObject, textAt, word } from "./read-answer.ts";

/**
 * Brevo's transactional webhooks (developers.brevo.com: "Transactional webhooks", "Secure webhook calls", "Batched
 * webhooks"). They are not signed: a webhook's token or login shows the store's secret. Events have no id, so that one is
 * told from others by what it says; of their times only `ts_epoch` is in one zone.
 */
export const brevoEvents: MailEvents = {
  id: "brevo",
  proof: "shared-secret",
  replayWindow: null,
  async receive(call) {
    if (!(await showsSecret(call))) return { status: "forged" };
    const body = parseJson(call.body);
    const entries = Array.isArray(body) ? body : [body];
    if (entries.some((entry) => textAt(entry, "event") === null)) return { status: "unreadable" };
    const events = await Promise.all(entries.map((entry) => read(entry, call.now)));
    return { status: "events", events: events.filter((event) => event !== null) };
  },
};

const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  request: "accepted",
  sent: "accepted",
  delivered: "delivered",
  deferred: "delayed",
  soft_bounce: "soft-bounced",
  hard_bounce: "bounced",
  invalid_email: "bounced",
  // On Brevo's list of those it does not write to: bounced, complained or unsubscribed before.
  blocked: "suppressed",
  error: "failed",
  spam: "complained",
  complaint: "complained",
  unsubscribe: "unsubscribed",
  unsubscribed: "unsubscribed",
  opened: "opened",
  unique_opened: "opened",
  proxy_open: "opened",
  unique_proxy_open: "opened",
  click: "clicked",
};

async function read(entry: unknown, now: number): Promise<DeliveryEvent | null> {
  const name = textAt(entry, "event") ?? "";
  const kind = kinds[name];
  if (kind === undefined) return null;
  const milliseconds = asObject(entry)?.ts_epoch;
  const event = {
    kind,
    messageId: customOf(asObject(entry)?.["X-Mailin-custom"]),
    providerMessageId: textAt(entry, "message-id")?.replace(/^<|>$/g, "") ?? null,
    reason: kind === "accepted" || kind === "delivered" ? null : word(name),
    at: typeof milliseconds === "number" ? milliseconds : now,
  };
  // Without its time, two of a kind could not be told apart from one told twice; one of them is what is kept.
  const timed = { ...event, at: typeof milliseconds === "number" ? milliseconds : 0 };
  return { id: await contentId(timed), ...event };
}

function customOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  try {
    return textAt(JSON.parse(value), messageTag);
  } catch {
    return null;
  }
}
