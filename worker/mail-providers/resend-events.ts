import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { fromBase64, isSignedBy } from "../domain/hmac.ts";
import { utf8 } from "../domain/keys.ts";
import {
  type DeliveryEvent,
  type EventCall,
  type MailEvents,
  messageTag,
  type Reception,
} from "./contract.ts";
import { isTimely, joinBytes, parseJson, timeOf } from "./proofs.ts";
import { asObject, textAt, word } from "./read-answer.ts";

const replayWindow = 5 * 60_000;

/**
 * Resend's webhooks (resend.com/docs: "Verify Webhooks", "Event Types"): Standard Webhooks, under Svix's header names or the
 * standard's own. A secret is `whsec_` and base64. An event keeps its id when it is told again.
 */
export const resendEvents: MailEvents = {
  id: "resend",
  proof: "signature",
  replayWindow,
  async receive(call) {
    const id = headerOf(call, "id");
    if (id === null || !(await isProven(call, id))) return { status: "forged" };
    return read(id, parseJson(call.body), call.now);
  },
};

async function isProven(call: EventCall, id: string): Promise<boolean> {
  const timestamp = headerOf(call, "timestamp");
  const signatures = (headerOf(call, "signature") ?? "")
    .split(" ")
    .flatMap((entry) => (entry.startsWith("v1,") ? (fromBase64(entry.slice(3)) ?? []) : []));
  if (timestamp === null || !/^\d+$/.test(timestamp)) return false;
  if (!isTimely(Number(timestamp) * 1000, call.now, replayWindow)) return false;
  const keys = call.secrets.flatMap((secret) => fromBase64(secret.replace(/^whsec_/, "")) ?? []);
  return isSignedBy(keys, joinBytes(utf8(`${id}.${timestamp}.`), call.body), signatures);
}

function headerOf({ headers }: EventCall, name: string): string | null {
  return headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`);
}

const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  "email.sent": "accepted",
  "email.scheduled": "accepted",
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.complained": "complained",
  "email.failed": "failed",
  "email.suppressed": "suppressed",
  "email.opened": "opened",
  "email.clicked": "clicked",
};

function read(id: string, body: unknown, now: number): Reception {
  const type = textAt(body, "type");
  const data = asObject(asObject(body)?.data);
  if (type === null || data === null) return { status: "unreadable" };
  const bounce = textAt(data, "bounce", "type");
  // "Permanent", "Transient" or "Undetermined"; the older kind of the event had no type and meant the first.
  const isHard = bounce === null || bounce === "Permanent";
  const kind = type === "email.bounced" ? (isHard ? "bounced" : "soft-bounced") : kinds[type];
  // Contacts, domains and mail that came in are no business of a message.
  if (kind === undefined) return { status: "events", events: [] };
  const event: DeliveryEvent = {
    id,
    kind,
    messageId: tagOf(data.tags),
    providerMessageId: textAt(data, "email_id"),
    reason: word(asObject(data.bounce)?.subType) ?? word(bounce),
    at: timeOf(asObject(body)?.created_at, now),
  };
  return { status: "events", events: [event] };
}

/** As it was sent, a list of names and values, or as one object. */
function tagOf(tags: unknown): string | null {
  if (!Array.isArray(tags)) return textAt(tags, messageTag);
  return textAt(
    tags.find((tag) => asObject(tag)?.name === messageTag),
    "value",
  );
}
