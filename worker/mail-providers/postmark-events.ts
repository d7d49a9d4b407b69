import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { type MailEvents, messageTag, type Reception } from "./contract.ts";
import { contentId, parseJson, showsSecret, timeOf } from "./proofs.ts";
import { textAt, word } from "./read-answer.ts";

/**
 * Postmark's webhooks (postmarkapp.com/developer: "Webhooks"). They are not signed: a webhook's login ("Basic auth
 * credentials") or a header `Authorization: Bearer …` shows the store's secret. Only bounces have an id of their own;
 * any other event is told from the rest by what it says.
 */
export const postmarkEvents: MailEvents = {
  id: "postmark",
  proof: "shared-secret",
  replayWindow: null,
  async receive(call) {
    if (!(await showsSecret(call))) return { status: "forged" };
    return read(parseJson(call.body), call.now);
  },
};

/** Of records "Bounce" and "SpamComplaint". What is not here says that it is not over yet, or came from a person. */
const bounceTypes: Readonly<Record<string, DeliveryEventKind>> = {
  HardBounce: "bounced",
  BadEmailAddress: "bounced",
  SoftBounce: "soft-bounced",
  VirusNotification: "soft-bounced",
  DMARCPolicy: "soft-bounced",
  Blocked: "soft-bounced",
  Undeliverable: "soft-bounced",
  SpamComplaint: "complained",
  SpamNotification: "complained",
  Unsubscribe: "unsubscribed",
  ManuallyDeactivated: "suppressed",
  Unconfirmed: "failed",
  SMTPApiError: "failed",
  TemplateRenderingFailed: "failed",
  Transient: "delayed",
  DnsError: "delayed",
  OpenRelayTest: "delayed",
};

const suppressionReasons: Readonly<Record<string, DeliveryEventKind>> = {
  HardBounce: "bounced",
  SpamComplaint: "complained",
  ManualSuppression: "unsubscribed",
};

function kindOf(record: string, body: unknown): DeliveryEventKind | null {
  const type = textAt(body, "Type") ?? "";
  if (record === "Delivery") return "delivered";
  if (record === "Open") return "opened";
  if (record === "Click") return "clicked";
  if (record === "Bounce") return bounceTypes[type] ?? "accepted";
  if (record === "SpamComplaint") return "complained";
  // An address that may be written to again is no news: no event takes a suppression back.
  const isStopped = (body as { SuppressSending?: unknown }).SuppressSending === true;
  if (record !== "SubscriptionChange" || !isStopped) return null;
  return suppressionReasons[textAt(body, "SuppressionReason") ?? ""] ?? "unsubscribed";
}

async function read(body: unknown, now: number): Promise<Reception> {
  const record = textAt(body, "RecordType");
  if (record === null) return { status: "unreadable" };
  const kind = kindOf(record, body);
  if (kind === null) return { status: "events", events: [] };
  const time = ["DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"]
    .map((name) => textAt(body, name))
    .find((text) => text !== null);
  const event = {
    kind,
    messageId: textAt(body, "Metadata", messageTag),
    providerMessageId: textAt(body, "MessageID"),
    reason: word(textAt(body, "Type") ?? textAt(body, "SuppressionReason")),
    at: timeOf(time, now),
  };
  const own = textAt(body, "ID");
  // A soft bounce that turns hard may keep its number.
  const id = own === null ? await contentId(event) : `${own}-${event.reason}`;
  return { status: "events", events: [{ id, ...event }] };
}
