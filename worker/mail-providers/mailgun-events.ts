import type { DeliveryEventKind } from "../domain/delivery-event.ts";
import { isSignedBy } from "../domain/hmac.ts";
import { utf8 } from "../domain/keys.ts";
import { type EventCall, type MailEvents, messageTag, type Reception } from "./contract.ts";
import { withoutBrackets } from "./mailgun.ts";
import { fromHex, isTimely, parseJson, timeOf } from "./proofs.ts";
import { asObject, textAt, word } from "./read-answer.ts";

/** Mailgun tries a call again for eight hours, and does not say that it signs anew. */
const replayWindow = 9 * 60 * 60_000;

/**
 * Mailgun's webhooks (documentation.mailgun.com: "Webhooks", "Securing Webhooks", "Event Structure"). The store's secret
 * is the account's "HTTP webhook signing key". The signature is over a timestamp and a token and not over the event, so a
 * token counts once: whoever got hold of an old call can tell us nothing with it.
 */
export const mailgunEvents: MailEvents = {
  id: "mailgun",
  proof: "signature",
  replayWindow,
  async receive(call) {
    const body = parseJson(call.body);
    const token = textAt(body, "signature", "token");
    if (token === null || !(await isProven(call, body, token))) return { status: "forged" };
    return read(asObject(body)?.["event-data"], token, call.now);
  },
};

async function isProven(call: EventCall, body: unknown, token: string): Promise<boolean> {
  const timestamp = textAt(body, "signature", "timestamp") ?? "";
  const signature = fromHex(textAt(body, "signature", "signature") ?? "");
  if (signature === null || !/^\d+$/.test(timestamp) || token.length > 100) return false;
  if (!isTimely(Number(timestamp) * 1000, call.now, replayWindow)) return false;
  return isSignedBy(call.secrets.map(utf8), utf8(timestamp + token), [signature]);
}

const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  accepted: "accepted",
  delivered: "delivered",
  rejected: "failed",
  opened: "opened",
  clicked: "clicked",
  unsubscribed: "unsubscribed",
  complained: "complained",
};

/** Mailgun did not even try, because of what happened before. */
const suppressed: Readonly<Record<string, DeliveryEventKind>> = {
  "suppress-bounce": "bounced",
  "suppress-complaint": "complained",
  "suppress-unsubscribe": "unsubscribed",
};

function kindOf(name: string, data: unknown): DeliveryEventKind | null {
  if (name !== "failed") return kinds[name] ?? null;
  if (textAt(data, "severity") === "temporary") return "delayed";
  const reason = textAt(data, "reason") ?? "";
  // Given up on after retries ("old") is no word about the address.
  return suppressed[reason] ?? (reason === "old" ? "soft-bounced" : "bounced");
}

function read(data: unknown, token: string, now: number): Reception {
  const name = textAt(data, "event");
  if (name === null) return { status: "unreadable" };
  const kind = kindOf(name, data);
  if (kind === null) return { status: "events", events: [] };
  const providerMessageId = textAt(data, "message", "headers", "message-id");
  const event = {
    id: token,
    kind,
    messageId: textAt(data, "user-variables", messageTag),
    providerMessageId: providerMessageId === null ? null : withoutBrackets(providerMessageId),
    reason: word(asObject(data)?.reason),
    at: timeOf(asObject(data)?.timestamp, now),
  };
  return { status: "events", events: [event] };
}
