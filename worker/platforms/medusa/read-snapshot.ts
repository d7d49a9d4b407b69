import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { sha256Hex, utf8 } from "../../domain/keys.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import { asArray, asCurrency, asInteger, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

type MedusaSettings = StoreSettings["medusa"];

/** A cart as the Store API answers it; amounts are decimals. `null` when a part of it was left out or cannot be read. */
export async function readSnapshot(
  cart: Json,
  settings: MedusaSettings,
  base: URL,
): Promise<CartSnapshot | null> {
  const currency = currencyOf(cart);
  const id = asText(cart.id);
  if (!Array.isArray(cart.items) || currency === null || id === null) return null;
  const region = asText(cart.region_id) ?? asText(asObject(cart.region)?.id);
  const lines = cart.items.flatMap((item) => readLine(asObject(item), { currency, region, settings, base }));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== cart.items.length) return null;
  const coupons = readCoupons(cart);
  // Not the id itself: it opens the cart, and the address in it, to whoever has it.
  const ref = await sha256Hex(utf8(id));
  return { currency, lines, totalMinor: readTotal(cart, currency), ref, ...(coupons ? { coupons } : {}) };
}

interface CartOf {
  currency: string;
  region: string | null;
  settings: MedusaSettings;
  base: URL;
}

function readLine(item: Json | null, { currency, region, settings, base }: CartOf): LineItem[] {
  // A line without a variant is one that the shop itself put in.
  const productId = asText(item?.variant_id) ?? asText(item?.id);
  const quantity = asInteger(item?.quantity);
  const price = asText(item?.unit_price);
  const unitMinor = price === null ? null : decimalToMinor(price, currency);
  if (item === null || productId === null || quantity === null || quantity < 1 || unitMinor === null)
    return [];
  const name = asText(item.product_title) ?? asText(item.title) ?? productId;
  const variant = asText(item.variant_title);
  const handle = asText(item.product_handle);
  const metadata = asObject(item.metadata);
  const restore = {
    ...(region ? { region } : {}),
    ...(metadata && Object.keys(metadata).length > 0 ? { metadata: JSON.stringify(metadata) } : {}),
  };
  const page = handle && settings.productPath.replace("{handle}", encodeURIComponent(handle));
  return [
    {
      productId,
      name,
      options:
        variant === null || variant === name || /^default( variant)?$/i.test(variant)
          ? []
          : [{ name: "Variant", value: variant }],
      quantity,
      unitMinor,
      image: asWebAddress(item.thumbnail, base),
      url: asWebAddress(page, base),
      ...(Object.keys(restore).length > 0 ? { restore } : {}),
    },
  ];
}

/** What the goods come to after discounts, with tax where the prices of the lines are with tax. */
export function readTotal(cart: Json, currency: string): number | null {
  const minor = (value: unknown) => {
    const amount = asText(value);
    return amount === null ? null : decimalToMinor(amount, currency);
  };
  const total = minor(cart.item_total);
  const tax = minor(cart.item_tax_total);
  if (total === null || tax === null) return null;
  return isWithTax(cart) ? total : total - tax;
}

/** Whether the prices of the lines have the tax in them. */
export function isWithTax(cart: Json): boolean {
  return asArray(cart.items).some((item) => asObject(item)?.is_tax_inclusive === true);
}

/** Codes that a shopper entered; `null` when the answer leaves them out. */
export function readCoupons(cart: Json): string[] | null {
  if (!Array.isArray(cart.promotions)) return null;
  return cart.promotions.flatMap((value) => {
    const promotion = asObject(value);
    const code = asText(promotion?.code);
    return code !== null && promotion?.is_automatic !== true ? [code] : [];
  });
}

export function currencyOf(value: Json): string | null {
  return asCurrency(asText(value.currency_code)?.toUpperCase());
}
