import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { utf8 } from "../domain/keys.ts";
import { type MailEvents, messageTag, type Reception } from "./contract.ts";
import { parseJson, timeOf } from "./proofs.ts";
import { asObject, textAt, word } from "./read-answer.ts";
import { amazonUrl, isFromTopic, replayWindow } from "./sns.ts";

/**
 * Events of Amazon SES that a configuration set publishes to a topic of Amazon SNS (docs.aws.amazon.com/ses: "Contents of
 * event data that Amazon SES publishes to Amazon SNS"). The store's secret is the topic's ARN: Amazon's signature covers
 * it, and whoever may publish there is the merchant's to say. A subscription is confirmed only for that topic.
 */
export const sesEvents: MailEvents = {
  id: "ses",
  proof: "signature",
  replayWindow,
  async receive(call) {
    const message = parseJson(call.body);
    if (!(await isFromTopic(call, message))) return { status: "forged" };
    const type = textAt(message, "Type");
    if (type === "SubscriptionConfirmation") {
      const url = amazonUrl(textAt(message, "SubscribeURL"), /^\/$/);
      return url === null ? { status: "unreadable" } : { status: "confirm", url };
    }
    if (type !== "Notification") return { status: "events", events: [] };
    return read(
      textAt(message, "MessageId") ?? "",
      parseJson(utf8(textAt(message, "Message") ?? "")),
      call.now,
    );
  },
};

const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  Send: "accepted",
  Delivery: "delivered",
  DeliveryDelay: "delayed",
  Reject: "failed",
  "Rendering Failure": "failed",
  RenderingFailure: "failed",
  Open: "opened",
  Click: "clicked",
  Subscription: "unsubscribed",
};

function kindOf(type: string, event: unknown): DeliveryEventKind | null {
  if (type === "Bounce") {
    return textAt(event, "bounce", "bounceType") === "Permanent" ? "bounced" : "soft-bounced";
  }
  if (type !== "Complaint") return kinds[type] ?? null;
  // Not a complaint of now: SES did not send, because the address complained before.
  const subType = textAt(event, "complaint", "complaintSubType");
  return subType === "OnAccountSuppressionList" ? "suppressed" : "complained";
}

function read(id: string, event: unknown, now: number): Reception {
  const type = textAt(event, "eventType") ?? textAt(event, "notificationType");
  // What SES writes once to a new topic to try it is no JSON, and nothing is wrong with it.
  if (type === null) return event === undefined ? { status: "events", events: [] } : { status: "unreadable" };
  const kind = kindOf(type, event);
  if (kind === null) return { status: "events", events: [] };
  const detail = asObject(asObject(event)?.[type[0]?.toLowerCase() + type.slice(1)]);
  const tags = asObject(asObject(asObject(event)?.mail)?.tags)?.[messageTag];
  const found = {
    id,
    kind,
    messageId: Array.isArray(tags) && typeof tags[0] === "string" ? tags[0] : null,
    providerMessageId: textAt(event, "mail", "messageId"),
    reason: word(detail?.bounceSubType) ?? word(detail?.complaintFeedbackType) ?? word(detail?.delayType),
    at: timeOf(detail?.timestamp, now),
  };
  return { status: "events", events: [found] };
}
