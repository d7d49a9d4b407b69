import type { LineItem } from "../../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asCurrency, asInteger, asObject, asText, type Json, parseJson } from "../read-json.ts";
import { apiPath, variationOf } from "./rebuild.ts";
import { partOf, readSnapshot, scaleOf, showsTax } from "./store-api.ts";

/** Each part of a batch answers the whole cart: what a longer one answers is not worth reading. */
const mostLines = 12;

/** What the shopper fetches is not delivered. */
const pickups = ["local_pickup", "pickup_location"];

/**
 * In a cart of nobody's, known by its token alone (WooCommerce: Store API, "Cart Tokens"): where to, what, and once more
 * where to, with the part of the country, which a shop that calls its states otherwise refuses; what it said before stands then.
 */
export async function estimateDelivery(
  shop: ShopSession,
  { country, region }: Parcel,
  lines: LineItem[],
  settings: StoreSettings,
): Promise<DeliveryEstimate | null> {
  // What comes with a bundle cannot be put in beside it.
  const isWhole = lines.every(({ restore }) => !restore?.[partOf]);
  if (lines.length === 0 || lines.length > mostLines || !isWhole) return null;
  const begun = await shop.fetch(apiPath("/cart", settings));
  await begun.body?.cancel();
  const keys = ["Cart-Token", "Nonce"].flatMap((name) => {
    const value = begun.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  if (!begun.ok || keys.length === 0) return null;
  const headers = { ...Object.fromEntries(keys), "Content-Type": "application/json" };
  const to = (state: string) => {
    const address = { country, state };
    return { path: "update-customer", body: { billing_address: address, shipping_address: address } };
  };
  const parts = [
    to(""),
    ...lines.map((line) => ({
      path: "add-item",
      body: { id: Number(line.productId), quantity: line.quantity, variation: variationOf(line) },
    })),
    ...(region === null ? [] : [to(region.slice(country.length + 1))]),
  ];
  const requests = parts.map(({ path, body }) => ({
    path: `/wc/store/v1/cart/${path}`,
    method: "POST",
    headers,
    body,
  }));
  const init = { method: "POST", headers, body: JSON.stringify({ requests }) };
  const answer = await shop.fetch(apiPath("/batch", settings), init);
  const batch = asObject(parseJson(answer.ok ? await answer.text() : null));
  const answers = asArray(batch?.responses).map(asObject);
  const isTaken = (part: Json | null | undefined) => (asInteger(part?.status) ?? 500) < 300;
  // A cart that lacks a line, or goes elsewhere, is another one.
  if (!parts.slice(0, lines.length + 1).every((_, at) => isTaken(answers[at]))) return null;
  const cart = asObject(answers.findLast(isTaken)?.body);
  return cart && readEstimate(cart, shop.base);
}

/** Amounts of delivery come without tax, and the tax beside them: told as this shop shows its prices. */
function readEstimate(cart: Json, base: URL): DeliveryEstimate | null {
  const totals = asObject(cart.totals);
  const currency = asCurrency(totals?.currency_code);
  const snapshot = readSnapshot(cart, base);
  const ways = asArray(cart.shipping_rates).map(cheapestWay);
  if (totals === null || currency === null || snapshot === null || ways.length === 0) return null;
  const scale = scaleOf(totals, currency);
  const amount = (name: string) => scale(asInteger(totals[name]) ?? 0);
  let [price, tax] = [0, 0];
  for (const way of ways) {
    if (way === null) return null;
    price += scale(way.price);
    tax += scale(way.tax);
  }
  const isWithTax = showsTax(amount("total_items"), amount("total_items_tax"), snapshot.lines);
  // The way that the shop has chosen for them need not be the cheapest.
  const without = (of: string, ...parts: string[]) =>
    asInteger(totals[of]) === null ? null : amount(of) - parts.reduce((sum, part) => sum + amount(part), 0);
  const rest = without("total_price", "total_shipping", "total_shipping_tax");
  const restTax = without("total_tax", "total_shipping_tax");
  return {
    currency,
    price: isWithTax ? price + tax : price,
    days: null,
    goods: snapshot.totalMinor,
    total: rest === null ? null : rest + price + tax,
    tax: restTax === null ? null : restTax + tax,
  };
}

/** Of one parcel of the cart. */
function cheapestWay(parcel: unknown): { price: number; tax: number } | null {
  const ways = asArray(asObject(parcel)?.shipping_rates).flatMap((value) => {
    const rate = asObject(value);
    const price = asInteger(rate?.price);
    if (price === null || price < 0 || pickups.includes(asText(rate?.method_id) ?? "")) return [];
    return [{ price, tax: asInteger(rate?.taxes) ?? 0 }];
  });
  return ways.toSorted((one, other) => one.price - other.price)[0] ?? null;
}
