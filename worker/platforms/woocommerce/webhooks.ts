import { fromBase64, isSignedBy } from "../../domain/hmac.ts";
import { utf8 } from "../../domain/keys.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { OrderEvent, OrderWebhooks, WebhookDelivery, WebhookReading } from "../contract.ts";
import { asInteger, asObject, asText, type Json, parseJson } from "../read-json.ts";

/**
 * `order.created`, `order.updated`, `order.deleted` and `order.restored` (WooCommerce: class WC_Webhook; REST API v3,
 * orders). The signature is base64 of HMAC-SHA256 over the body alone: no header is covered by it, and no time.
 */
export const webhooks: OrderWebhooks = {
  async read(delivery, secrets, now) {
    if (isPing(delivery)) return { status: "ignored" };
    const signature = fromBase64(delivery.headers.get("x-wc-webhook-signature") ?? "");
    if (signature === null || !(await isSignedBy(secrets.map(utf8), delivery.body, [signature])))
      return { status: "forged" };
    const topic = delivery.headers.get("x-wc-webhook-topic") ?? "";
    if (!topic.startsWith("order.")) return { status: "ignored" };
    const body = asObject(parseJson(new TextDecoder().decode(delivery.body)));
    if (body === null) return unreadable("the body is no JSON object");
    return topic === "order.deleted" ? readDeletion(body, now) : readOrder(body);
  },
};

/** Sent once when a webhook is saved, unsigned. Any other answer than 200 is shown to the merchant as a failure. */
function isPing({ body }: WebhookDelivery): boolean {
  return body.length < 40 && /^webhook_id=\d+$/.test(new TextDecoder().decode(body));
}

/**
 * What each status means for a recovery (WooCommerce: "Order Statuses"). One that an extension added ("shipped",
 * "awaiting-pickup") is a stage of an order that was placed.
 */
function kindOf(status: string): OrderEvent["kind"] | "draft" {
  if (/^(failed|cancelled|refunded|trash)$/.test(status)) return "cancelled";
  return /^(checkout-draft|auto-draft|draft|new)$/.test(status) ? "draft" : "placed";
}

function readOrder(body: Json): WebhookReading {
  const number = orderNumber(body);
  const status = asText(body.status)?.replace(/^wc-/, "");
  if (number === null || !status) return unreadable("id or status: missing");
  const kind = kindOf(status);
  if (kind === "draft") return { status: "ignored" };
  const modified = asText(body.date_modified_gmt) ?? asText(body.date_created_gmt);
  const at = Date.parse(`${modified?.replace(/Z$/, "")}Z`);
  if (!Number.isFinite(at)) return unreadable("date_modified_gmt: no time");
  const currency = /^[A-Z]{3}$/.exec(asText(body.currency) ?? "")?.[0] ?? null;
  const total = asText(body.total);
  return event({
    // The delivery's own id is made of the webhook and the second: two orders in one second have the same.
    id: `${number}/${status}/${at}`,
    at,
    kind,
    order: {
      number,
      totalMinor: total === null || currency === null ? null : decimalToMinor(total, currency),
      currency,
      email: asText(asObject(body.billing)?.email),
    },
  });
}

/** All it says is the id. It happened just now, or this is a copy of what did: deleted it is either way. */
function readDeletion(body: Json, now: number): WebhookReading {
  const number = orderNumber(body);
  // A whole order with this topic was signed for another one.
  if (number === null || "status" in body) return unreadable("the body is no deletion");
  return event({
    id: `${number}/deleted`,
    at: now,
    kind: "cancelled",
    order: { number, totalMinor: null, currency: null, email: null },
  });
}

function orderNumber(body: Json): string | null {
  const id = asInteger(body.id);
  return id !== null && id > 0 ? String(id) : null;
}

/** An order names no cart: its `cart_hash` is the same for everyone with the same things in theirs. */
function event(told: Omit<OrderEvent, "cartRef" | "emailSha256">): WebhookReading {
  return { status: "event", event: { ...told, cartRef: null, emailSha256: null } };
}

function unreadable(problem: string): WebhookReading {
  return { status: "unreadable", problem };
}
