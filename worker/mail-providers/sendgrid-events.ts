import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { fromBase64 } from "../domain/hmac.ts";
import { utf8 } from "../domain/keys.ts";
import { type DeliveryEvent, type EventCall, type MailEvents, messageTag } from "./contract.ts";
import { contentId, isTimely, joinBytes, parseJson, rawSignature, timeOf } from "./proofs.ts";
import { asObject, textAt, word } from "./read-answer.ts";

/** SendGrid tries a call again for a day and does not say that it signs anew; what comes twice is known by its id. */
const replayWindow = 25 * 60 * 60_000;

/**
 * SendGrid's Event Webhook (twilio.com/docs/sendgrid: "Event Webhook Reference", "Signed Event Webhook"): ECDSA on P-256
 * with SHA-256 over the timestamp and the body as it came, its last line break included. The store's secret is the
 * "verification key" that SendGrid shows, in base64. One call brings many events.
 */
export const sendgridEvents: MailEvents = {
  id: "sendgrid",
  proof: "signature",
  replayWindow,
  async receive(call) {
    if (!(await isProven(call))) return { status: "forged" };
    const body = parseJson(call.body);
    if (!Array.isArray(body)) return { status: "unreadable" };
    const events = await Promise.all(body.map((event) => read(event, call.now)));
    return { status: "events", events: events.filter((event) => event !== null) };
  },
};

async function isProven({ headers, body, secrets, now }: EventCall): Promise<boolean> {
  const timestamp = headers.get("x-twilio-email-event-webhook-timestamp") ?? "";
  const der = fromBase64(headers.get("x-twilio-email-event-webhook-signature") ?? "");
  const signature = der === null ? null : rawSignature(der);
  if (signature === null || !/^\d+$/.test(timestamp)) return false;
  if (!isTimely(Number(timestamp) * 1000, now, replayWindow)) return false;
  const signed = joinBytes(utf8(timestamp), body);
  for (const secret of secrets) {
    const key = await publicKey(secret);
    if (key && (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed))) {
      return true;
    }
  }
  return false;
}

async function publicKey(secret: string): Promise<CryptoKey | null> {
  const spki = fromBase64(secret.trim());
  if (spki === null) return null;
  try {
    return await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
  } catch {
    return null;
  }
}

const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  processed: "accepted",
  deferred: "delayed",
  delivered: "delivered",
  open: "opened",
  click: "clicked",
  spamreport: "complained",
  unsubscribe: "unsubscribed",
  group_unsubscribe: "unsubscribed",
};

/** Why SendGrid did not even try. Any other cause is the message's. */
const dropped: Readonly<Record<string, DeliveryEventKind>> = {
  "Bounced Address": "bounced",
  "Spam Reporting Address": "complained",
  "Unsubscribed Address": "unsubscribed",
  Invalid: "bounced",
};

function kindOf(event: string, cause: string | null, type: string | null): DeliveryEventKind | null {
  if (event === "dropped") return dropped[cause ?? ""] ?? "failed";
  // A "blocked" message was turned away this once; the address is not at fault.
  if (event === "bounce") return type === "blocked" ? "soft-bounced" : "bounced";
  return kinds[event] ?? null;
}

async function read(entry: unknown, now: number): Promise<DeliveryEvent | null> {
  const name = textAt(entry, "event");
  const type = textAt(entry, "type");
  const kind = name === null ? null : kindOf(name, textAt(entry, "reason"), type);
  if (kind === null) return null;
  const event = {
    kind,
    messageId: textAt(entry, messageTag),
    // What was answered on sending, and after a dot the machine it went through.
    providerMessageId: textAt(entry, "sg_message_id")?.split(".")[0] ?? null,
    reason: word(type) ?? (name === "dropped" ? word(asObject(entry)?.reason) : null),
    at: timeOf(asObject(entry)?.timestamp, now),
  };
  return { id: textAt(entry, "sg_event_id") ?? (await contentId(event)), ...event };
}
