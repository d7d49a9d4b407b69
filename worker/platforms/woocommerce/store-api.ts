import { decodeHTML } from "entities";
import { type CartSnapshot, type LineItem, sumOf } from "../../domain/cart.ts";
import { minorUnitDigits } from "../../domain/money.ts";
import { asArray, asInteger, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

/** The route within the Store API, "/cart/add-item", whether addressed by path or by `?rest_route=`. */
export function storeApiRoute(url: URL): string | null {
  const route = url.searchParams.get("rest_route") ?? url.pathname.match(/\/wp-json(\/.*)$/)?.[1];
  return route?.match(/^\/wc\/store(?:\/v1)?(\/.*)$/)?.[1] ?? null;
}

/** The cart that an answer is, or that it carries: a conflict (409) has it under `data`. */
export function cartIn(body: Json | null): Json | null {
  return body && "items" in body ? body : asObject(asObject(body?.data)?.cart);
}

/** A cart as the Store API sends it (WooCommerce: "Store API", cart). `null` when any part of it cannot be read. */
export function readSnapshot(body: Json, base: URL): CartSnapshot | null {
  const totals = asObject(body.totals);
  const currency = asText(totals?.currency_code);
  if (!Array.isArray(body.items) || totals === null || currency === null || !/^[A-Z]{3}$/.test(currency))
    return null;
  const scale = scaleOf(totals, currency);
  const lines = body.items.flatMap((item) => readLine(item, scale, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== body.items.length) return null;
  const coupons = asArray(body.coupons).flatMap((coupon) => asText(asObject(coupon)?.code) ?? []);
  return {
    currency,
    lines,
    totalMinor: readTotal(totals, lines, scale),
    ...(Array.isArray(body.coupons) ? { coupons } : {}),
  };
}

/**
 * The API's minor unit is the number of decimals that the merchant chose to show, which need not be the currency's own:
 * a shop that shows whole dollars sends 18 for $18.
 */
export function scaleOf(totals: Json, currency: string): (amount: number) => number {
  const shown = asInteger(totals.currency_minor_unit);
  const factor = shown === null ? 1 : 10 ** (minorUnitDigits(currency) - shown);
  return (amount) => Math.round(amount * factor);
}

/**
 * What the goods come to. The API's totals are always without tax, prices of lines as this shop shows them: the tax
 * belongs to the total where it is in the lines.
 */
function readTotal(totals: Json, lines: LineItem[], scale: (amount: number) => number): number | null {
  const amount = (name: string) => {
    const value = asInteger(totals[name]);
    return value === null ? null : scale(value);
  };
  const items = amount("total_items");
  if (items === null) return null;
  const discount = amount("total_discount") ?? 0;
  const itemsTax = amount("total_items_tax") ?? 0;
  const discountTax = amount("total_discount_tax") ?? 0;
  return showsTax(items, itemsTax, lines) ? items + itemsTax - discount - discountTax : items - discount;
}

/** Whether this shop shows prices with the tax in them. */
export function showsTax(items: number, itemsTax: number, lines: LineItem[]): boolean {
  const shown = sumOf(lines);
  return Math.abs(items + itemsTax - shown) < Math.abs(items - shown);
}

function readLine(value: unknown, scale: (amount: number) => number, base: URL): LineItem[] {
  const item = asObject(value);
  const productId = asText(item?.id);
  const quantity = asInteger(item?.quantity);
  const price = asInteger(asObject(item?.prices)?.price);
  if (item === null || productId === null || quantity === null || quantity < 1 || price === null) return [];
  const image = asObject(asArray(item.images)[0]);
  return [
    {
      productId,
      // The Store API sends names as HTML text: "Tea &amp; coffee".
      name: decodeHTML(asText(item.name) ?? productId),
      options: [
        ...asArray(item.variation).flatMap(readOption),
        ...asArray(item.item_data).flatMap(readItemData),
      ],
      quantity,
      unitMinor: scale(price),
      image: asWebAddress(image?.thumbnail ?? image?.src, base),
      url: asWebAddress(item.permalink, base),
      ...(isPartOfAnother(item) ? { restore: { [partOf]: "bundle" } } : {}),
    },
  ];
}

/** Key of `LineItem.restore`: this line comes into the cart with another one and is not put in by itself. */
export const partOf = "part-of";

/**
 * What is in a bundle or a composite stands in the cart as lines of their own, each naming the one it belongs to
 * (WooCommerce Product Bundles: "Data Structures and Storage", `bundled_by`; Composite Products: `composited_by`).
 */
function isPartOfAnother({ extensions }: Json): boolean {
  return Object.values(asObject(extensions) ?? {}).some((extension) => {
    const data = asObject(extension);
    return asText(data?.bundled_by) !== null || asText(data?.composited_by) !== null;
  });
}

/** Adding takes a shop-wide attribute by its slug (`pa_colour`), a product's own one by its label (`Size`). */
function readOption(value: unknown): LineItem["options"] {
  const option = asObject(value);
  const slug = asText(option?.raw_attribute)?.match(/^attribute_(pa_.+)$/)?.[1];
  const name = slug ?? asText(option?.attribute);
  const chosen = asText(option?.value);
  return name !== null && chosen !== null ? [{ name, value: decodeHTML(chosen) }] : [];
}

/** What an extension lets shoppers add to a thing: an engraving, a gift wrap. Text as HTML, some of it not to be shown. */
function readItemData(value: unknown): LineItem["options"] {
  const data = asObject(value);
  const name = asText(data?.name) ?? asText(data?.key);
  const chosen = asText(data?.display) ?? asText(data?.value);
  if (name === null || chosen === null || data?.hidden === true) return [];
  const plain = (html: string) => decodeHTML(html.replace(/<[^>]*>/g, "")).trim();
  return [{ name: plain(name), value: plain(chosen) }];
}
