import { fromBase64, isSignedBy } from "../../domain/hmac.ts";
import { utf8 } from "../../domain/keys.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { ObservedOrder, OrderEvent, OrderWebhooks, WebhookReading } from "../contract.ts";
import { asCurrency, asObject, asText, type Json, parseJson } from "../read-json.ts";

/**
 * Orders as Shopify tells of them: `orders/create`, `orders/cancelled`, and any other topic that sends an order
 * (shopify.dev: "Verify webhook deliveries"; the order's fields: REST Admin API, "Order").
 *
 * The signature is over the body alone. So nothing that matters is taken from the other headers, which could be changed
 * and sent again: what happened, when, and the event's id are all read from the body.
 */
export const shopifyOrders: OrderWebhooks = {
  async read({ headers, body }, secrets) {
    const signature = fromBase64(headers.get("x-shopify-hmac-sha256") ?? "");
    if (signature === null || !(await isSignedBy(secrets.map(utf8), body, [signature])))
      return { status: "forged" };
    // "Send test notification" sends an order that nobody placed.
    if (headers.get("x-shopify-test") === "true") return { status: "ignored" };
    const told = asObject(parseJson(new TextDecoder().decode(body)));
    if (told === null) return unreadable("the body is no JSON object");
    if (isOrder(told)) return readOrder(told);
    if ("abandoned_checkout_url" in told) return readCheckout(told);
    const topic = headers.get("x-shopify-topic") ?? "";
    return topic.startsWith("orders/") ? unreadable("the body is not an order") : { status: "ignored" };
  },
};

function isOrder(told: Json): boolean {
  return "order_number" in told || /^gid:\/\/shopify\/Order\/\d+$/.test(String(told.admin_graphql_api_id));
}

function readOrder(told: Json): WebhookReading {
  const isOff =
    told.cancelled_at != null || told.financial_status === "voided" || told.financial_status === "refunded";
  return isOff
    ? event(told, "cancelled", told.id, told.cancelled_at ?? told.updated_at)
    : event(told, "placed", told.id, told.created_at);
}

/**
 * A checkout that is over has become an order. Only where it names that can the two be known for one: without it the
 * order's own webhook is waited for.
 */
function readCheckout(told: Json): WebhookReading {
  const isOver = told.completed_at != null && told.order_id != null;
  return isOver ? event(told, "placed", told.order_id, told.completed_at) : { status: "ignored" };
}

function event(told: Json, kind: OrderEvent["kind"], orderId: unknown, time: unknown): WebhookReading {
  const number = asText(orderId);
  const at = Date.parse(asText(time) ?? "");
  if (number === null) return unreadable("id: missing");
  if (Number.isNaN(at)) return unreadable("the time of what happened: missing, or no time");
  return {
    status: "event",
    event: {
      // The same whichever topic told it.
      id: `${kind}/${number}`,
      at,
      kind,
      order: { number, ...readTotal(told), email: readEmail(told) },
      // Kept without the key that opens the cart, as everywhere.
      cartRef: asText(told.cart_token)?.split("?")[0] ?? null,
      emailSha256: null,
    },
  };
}

/** As the buyer saw it: `total_price` is in the currency the shop is kept in. */
function readTotal(told: Json): Pick<ObservedOrder, "totalMinor" | "currency"> {
  const seen = asObject(asObject(told.total_price_set)?.presentment_money);
  const currency = asCurrency(seen?.currency_code ?? told.currency);
  const amount = seen?.amount ?? told.total_price;
  const totalMinor = currency === null ? null : decimalToMinor(amount, currency);
  return totalMinor === null ? { totalMinor: null, currency: null } : { totalMinor, currency };
}

function readEmail(told: Json): string | null {
  return asText(told.email) ?? asText(told.contact_email) ?? asText(asObject(told.customer)?.email);
}

function unreadable(problem: string): WebhookReading {
  return { status: "unreadable", problem };
}
