import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import type { SeenRequest } from "../../wire/storefront-api.ts";
import type { Observation } from "../contract.ts";
import { asCurrency } from "./fields.ts";

/**
 * What a shop told its own measurement of its cart and its orders (Google: "Measure ecommerce"). Amounts there are decimals in
 * `currency`, `price` is that of one piece. Events about single items are no cart: only those that list all of it count.
 */
export function readDataLayer(seen: SeenRequest, { cart }: GenericSettings): Observation {
  const currency = asCurrency(seen.currency ?? null) ?? cart.currency;
  const total = seen.value == null ? null : decimalToMinor(seen.value, currency);
  if (seen.event === "purchase") {
    return { order: { number: seen.transaction_id, totalMinor: total, currency, email: null } };
  }
  const lines = seen.items.flatMap((item) => readItem(item, currency));
  // Half a cart must not replace a whole one; nor does a checkout without anything in it tell that a cart is empty.
  const isWhole = lines.length === seen.items.length;
  if (!isWhole || (lines.length === 0 && seen.event !== "view_cart")) return {};
  return { cart: { currency, lines, totalMinor: total } satisfies CartSnapshot };
}

function readItem(
  item: Extract<SeenRequest, { items: unknown }>["items"][number],
  currency: string,
): LineItem[] {
  const productId = item.item_id ?? item.item_name;
  const unitMinor = decimalToMinor(item.price, currency);
  if (!productId || unitMinor === null || unitMinor < 0) return [];
  const options = item.item_variant ? [{ name: "variant", value: item.item_variant }] : [];
  const name = item.item_name ?? productId;
  return [{ productId, name, options, quantity: item.quantity, unitMinor, image: null, url: null }];
}
