import type { CartRow } from "../../db/carts.ts";
import { sumOf } from "../../domain/cart.ts";
import { priceDelivery } from "../../storefront/describe-delivery.ts";
import type { Store } from "../stores/find-store.ts";

/**
 * What delivery of a cart costs where its shopper was last seen, by the zones that the shop's own pages tell it from.
 * `null` where that is not certain: the country is unknown, or delivery to a part of it costs something else.
 */
export function priceCartDelivery(
  { settings }: Pick<Store, "settings">,
  { country, currency, lines, totalMinor }: Pick<CartRow, "country" | "currency" | "lines" | "totalMinor">,
): number | null {
  const { shipping } = settings.widgets;
  if (!shipping.enabled || country === null) return null;
  if (shipping.zones.some(({ regions }) => regions.some((region) => region.startsWith(`${country}-`)))) {
    return null;
  }
  const cart = { currency, beforeDiscounts: sumOf(lines), afterDiscounts: totalMinor };
  return priceDelivery(shipping, { country, region: null, cart })?.minor ?? null;
}
