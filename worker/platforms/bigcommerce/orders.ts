import { fromBase64, isSignedBy } from "../../domain/hmac.ts";
import { utf8 } from "../../domain/keys.ts";
import type { OrderEvent, OrderWebhooks, WebhookReading } from "../contract.ts";
import { asInteger, asObject, asText, type Json, parseJson } from "../read-json.ts";

/** How far BigCommerce's clock and ours may be apart, either way, in ms. */
const window = 5 * 60_000;

/** Refunded, cancelled, declined (BigCommerce: "Order statuses"). */
const offStatuses: readonly unknown[] = [4, 5, 6];

/**
 * `store/cart/converted` tells which cart became which order, `store/order/statusUpdated` that an order no longer counts
 * (bigcommerce/docs: webhooks/callbacks). Events carry ids and nothing else.
 *
 * Signed as Standard Webhooks says, over id, time and body; the key is the bytes of the client secret of the API account
 * that made the webhook (bigcommerce/docs: "HTTPS Webhooks Overview").
 */
export const bigcommerceOrders: OrderWebhooks = {
  async read({ headers, body }, secrets, now) {
    const id = headers.get("webhook-id");
    const timestamp = headers.get("webhook-timestamp") ?? "";
    if (!id || !/^\d{1,12}$/.test(timestamp)) return { status: "forged" };
    const signed = joined(utf8(`${id}.${timestamp}.`), body);
    if (!(await isSigned(headers.get("webhook-signature") ?? "", secrets, signed)))
      return { status: "forged" };
    const at = Number(timestamp) * 1000;
    if (Math.abs(now - at) > window) return { status: "stale" };
    const told = asObject(parseJson(new TextDecoder().decode(body)));
    return told === null ? unreadable("the body is no JSON object") : readEvent(told, at);
  },
};

/** While keys are changed there is more than one signature, parted by spaces; each begins with its version. */
async function isSigned(
  header: string,
  secrets: string[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const part of header.split(" ").slice(0, 5)) {
    const signature = part.startsWith("v1,") ? fromBase64(part.slice(3)) : null;
    if (signature !== null && (await isSignedBy(secrets.map(utf8), signed, [signature]))) return true;
  }
  return false;
}

function readEvent(told: Json, sentAt: number): WebhookReading {
  const data = asObject(told.data);
  if (told.scope === "store/cart/converted") {
    return event(told, sentAt, "placed", data?.orderId, asText(data?.id));
  }
  const isOff =
    told.scope === "store/order/statusUpdated" && offStatuses.includes(asObject(data?.status)?.new_status_id);
  return isOff ? event(told, sentAt, "cancelled", data?.id, null) : { status: "ignored" };
}

function event(
  told: Json,
  sentAt: number,
  kind: OrderEvent["kind"],
  orderId: unknown,
  cartRef: string | null,
): WebhookReading {
  // The same for each delivery of one event, where `webhook-id` need not be.
  const hash = asText(told.hash);
  const number = asText(orderId);
  if (hash === null) return unreadable("hash: missing");
  if (number === null) return unreadable("the order's id: missing");
  const createdAt = asInteger(told.created_at);
  return {
    status: "event",
    event: {
      id: hash,
      at: createdAt === null ? sentAt : createdAt * 1000,
      kind,
      order: { number, totalMinor: null, currency: null, email: null },
      cartRef,
      emailSha256: null,
    },
  };
}

function unreadable(problem: string): WebhookReading {
  return { status: "unreadable", problem };
}

function joined(prefix: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(prefix.length + bytes.length);
  all.set(prefix);
  all.set(bytes, prefix.length);
  return all;
}
