import type { LineItem } from "../../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asCurrency, asInteger, asObject, parseJson } from "../read-json.ts";

/** Asked of an address that the shop has made for it (docs/platforms/generic.md, "Delivery"). */
export async function estimateDelivery(
  shop: ShopSession,
  { country, region, currency, value }: Parcel,
  lines: LineItem[],
  { estimate }: GenericSettings,
): Promise<DeliveryEstimate | null> {
  if (estimate === null) return null;
  const query = new URLSearchParams({ country, currency });
  if (region !== null) query.set("region", region);
  if (value !== null) query.set("value", String(value));
  for (const { productId, quantity } of lines) query.append("item", `${productId}:${quantity}`);
  const path = `${estimate}${estimate.includes("?") ? "&" : "?"}${query}`;
  const answer = await shop.fetch(path, { headers: { accept: "application/json" } });
  const told = asObject(parseJson(answer.status === 200 ? await answer.text() : null));
  const given = asCurrency(told?.currency);
  const price = asInteger(told?.price);
  if (told === null || given === null || price === null) return null;
  const [total, tax] = [asInteger(told.total), asInteger(told.tax)];
  return { currency: given, price, days: readDays(told.days), goods: null, total, tax };
}

/** `3`, or `[2, 3]`. */
function readDays(days: unknown): DeliveryEstimate["days"] {
  const [least, most] = [days].flat().map(asInteger);
  return least == null || most === null ? null : [least, most ?? least];
}
