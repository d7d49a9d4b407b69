import type { LineItem } from "../../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asObject, asText, type Json, parseJson } from "../read-json.ts";
import { get, itemOf, post } from "./cart-session.ts";
import { currencyOf, isWithTax, readTotal } from "./read-snapshot.ts";

type MedusaSettings = StoreSettings["medusa"];

/**
 * In a cart that is begun for it and belongs to nobody: its shipping options, and what it comes to with the cheapest of them
 * (Medusa: Store API, "List Shipping Options", "Add Shipping Method to Cart"). Prices that a provider reckons for each cart are
 * left to the checkout.
 */
export async function estimateDelivery(
  shop: ShopSession,
  { country, region, currency }: Parcel,
  lines: LineItem[],
  settings: MedusaSettings,
): Promise<DeliveryEstimate | null> {
  if (lines.length === 0) return null;
  const place = country.toLowerCase();
  const { regions } = await answered(get(shop, "/regions", settings));
  const sold = asArray(regions)
    .map(asObject)
    .find((one) => {
      const countries = asArray(one?.countries).map((value) => asText(asObject(value)?.iso_2));
      return one && currencyOf(one) === currency && countries.includes(place);
    });
  if (!sold) return null;
  const address = { country_code: place, ...(region !== null && { province: region.toLowerCase() }) };
  const begun = { region_id: asText(sold.id), items: lines.map(itemOf), shipping_address: address };
  const id = asText(asObject((await answered(post(shop, "/carts", begun, settings))).cart)?.id);
  if (id === null) return null;
  const path = `/shipping-options?cart_id=${encodeURIComponent(id)}`;
  const { shipping_options: options } = await answered(get(shop, path, settings));
  const [cheapest] = asArray(options)
    .flatMap(readOption)
    .sort((one, other) => one.amount - other.amount);
  if (!cheapest) return null;
  const method = { option_id: cheapest.id };
  const chosen = await answered(
    post(shop, `/carts/${encodeURIComponent(id)}/shipping-methods`, method, settings),
  );
  const cart = asObject(chosen.cart);
  return cart && readEstimate(cart);
}

function readOption(value: unknown): { id: string; amount: number }[] {
  const option = asObject(value);
  const id = asText(option?.id);
  const amount = option?.amount;
  const set = asObject(asObject(option?.service_zone)?.fulfillment_set);
  const isFetched = set?.type === "pickup";
  if (id === null || typeof amount !== "number" || isFetched || option?.insufficient_inventory === true)
    return [];
  return [{ id, amount }];
}

function readEstimate(cart: Json): DeliveryEstimate | null {
  const currency = currencyOf(cart);
  if (currency === null) return null;
  const minor = (value: unknown) => decimalToMinor(asText(value), currency);
  const price = minor(isWithTax(cart) ? cart.shipping_total : cart.shipping_subtotal);
  if (price === null) return null;
  const [total, tax] = [minor(cart.total), minor(cart.tax_total)];
  return { currency, price, days: null, goods: readTotal(cart, currency), total, tax };
}

/** What the shop answered; nothing in it where it refused. */
async function answered(answer: Promise<Response>): Promise<Json> {
  const response = await answer;
  return asObject(parseJson(response.ok ? await response.text() : null)) ?? {};
}
