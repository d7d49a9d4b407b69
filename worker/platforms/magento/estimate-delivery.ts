import { type LineItem, sumOf } from "../../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asCurrency, asObject, asText, type Json, parseJson } from "../read-json.ts";
import { addLines } from "./cart-session.ts";

/** Each is put in by a form of its own, and a shop takes its time for each. */
const mostLines = 6;

/**
 * As the cart's own page estimates it (Adobe Commerce REST: `guest-carts/{id}/estimate-shipping-methods`, `totals-information`),
 * in a session of nobody's. That page alone names the cart as REST knows it.
 */
export async function estimateDelivery(
  shop: ShopSession,
  { country, region }: Parcel,
  lines: LineItem[],
  settings: StoreSettings,
): Promise<DeliveryEstimate | null> {
  const { path } = settings.magento;
  if (lines.length === 0 || lines.length > mostLines) return null;
  if ((await addLines(shop, lines, settings)).length > 0) return null;
  const page = await shop.fetch(`${path}/checkout/cart/`);
  const html = page.status === 200 ? await page.text() : "";
  const id = /"quoteData":\{[^{}]*?"entity_id":"(\w{32})"/.exec(html)?.[1];
  const view = /"storeCode":"(\w{1,32})"/.exec(html)?.[1];
  if (!id || !view) return null;
  const api = `${path.startsWith("/index.php") ? "/index.php" : ""}/rest/${view}/V1`;
  const address = {
    country_id: country,
    ...(region !== null && (await findRegion(shop, api, country, region))),
  };
  const ask = (what: string, body: object) => fetchJson(shop, `${api}/guest-carts/${id}/${what}`, body);
  const [cheapest] = asArray(await ask("estimate-shipping-methods", { address }))
    .flatMap(readMethod)
    .sort((one, other) => one.amount - other.amount);
  if (!cheapest) return null;
  const { carrier_code: shipping_carrier_code, method_code: shipping_method_code } = cheapest.method;
  const addressInformation = { address, shipping_carrier_code, shipping_method_code };
  const totals = asObject(await ask("totals-information", { addressInformation }));
  return totals && readEstimate(totals, lines);
}

/** Regions are known by numbers of the shop's own; one that it does not have is left out. */
async function findRegion(shop: ShopSession, api: string, country: string, region: string): Promise<object> {
  const told = asObject(await fetchJson(shop, `${api}/directory/countries/${country}`));
  const code = region.slice(country.length + 1);
  const found = asArray(told?.available_regions)
    .map(asObject)
    .find((one) => one?.code === code);
  return found ? { region_id: Number(found.id), region_code: code } : {};
}

/** What the shopper fetches in a shop (Adobe: In-store delivery) is not delivered. */
function readMethod(value: unknown): { amount: number; method: Json }[] {
  const method = asObject(value);
  const amount = method?.price_incl_tax;
  const isThere = method?.available === true && method.carrier_code !== "instore";
  return isThere && typeof amount === "number" && amount >= 0 ? [{ amount, method }] : [];
}

/** `grand_total` has no tax in it, the segment of that name has (Magento\Quote\Model\Cart\CartTotalRepository). */
function readEstimate(totals: Json, lines: LineItem[]): DeliveryEstimate | null {
  const currency = asCurrency(totals.quote_currency_code);
  if (currency === null) return null;
  const minor = (value: unknown) => decimalToMinor(asText(value), currency);
  const segment = (code: string) =>
    minor(
      asArray(totals.total_segments)
        .map(asObject)
        .find((one) => one?.code === code)?.value,
    );
  const [net, gross] = [minor(totals.subtotal), minor(totals.subtotal_incl_tax)];
  const shown = sumOf(lines);
  const isWithTax = net !== null && gross !== null && Math.abs(gross - shown) < Math.abs(net - shown);
  const price = minor(isWithTax ? totals.shipping_incl_tax : totals.shipping_amount);
  const goods = isWithTax ? gross : net;
  if (price === null) return null;
  return { currency, price, days: null, goods, total: segment("grand_total"), tax: segment("tax") };
}

async function fetchJson(shop: ShopSession, path: string, body?: object): Promise<unknown> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const answer = await shop.fetch(path, {
    headers,
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  return parseJson(answer.ok ? await answer.text() : null);
}
