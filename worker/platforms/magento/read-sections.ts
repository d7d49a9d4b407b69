import { decodeHTML } from "entities";
import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { decimalToMinor, parsePrice } from "../../domain/money.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import { asArray, asInteger, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

type MagentoSettings = Pick<StoreSettings, "magento">;

/**
 * The cart in the shopper's private data, as `customer/section/load` answers it (Magento\Checkout\CustomerData\Cart).
 * @returns `null` when the answer has no cart in it, or not the whole of it
 */
export function readSections(body: unknown, base: URL, { magento }: MagentoSettings): CartSnapshot | null {
  const cart = asObject(asObject(body)?.cart);
  if (cart === null || !Array.isArray(cart.items)) return null;
  const isEmpty = cart.items.length === 0;
  // Nothing to show is not nothing: things can be in it that the mini cart leaves out.
  if (isEmpty && asText(cart.summary_count) !== "0") return null;
  const currency = currencyOf(cart, magento.currencies);
  if (currency === null) return null;
  // The newest comes first there (Magento\Checkout\CustomerData\Cart).
  const lines = cart.items.toReversed().flatMap((item) => readLine(asObject(item), currency, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== cart.items.length) return null;
  // Shown with and without tax, the subtotal is one of the two, and which is not said.
  const isBoth = cart.items.some((item) => asObject(asObject(item)?.product_price_value) !== null);
  const amount = asText(cart.subtotalAmount);
  const totalMinor = isEmpty ? 0 : isBoth || amount === null ? null : decimalToMinor(amount, currency);
  return { currency, lines, totalMinor };
}

/**
 * The section names no currency: it is told by the sign of the printed subtotal. The first of those that the shop has wins
 * where two share a sign.
 */
function currencyOf(cart: Json, currencies: string[]): string | null {
  const [only, ...others] = currencies;
  if (others.length === 0) return only ?? null;
  const printed = asArray(cart.items).map((item) => asText(asObject(item)?.product_price) ?? "");
  const text = plain([asText(cart.subtotal) ?? "", ...printed].join(" ")).normalize("NFKC");
  const signs = currencies.flatMap((code) => signsOf(code).map((sign) => ({ code, sign })));
  const found = signs.filter(({ sign }) => text.includes(sign));
  // "CA$" rather than the "$" that it ends in.
  const longest = Math.max(0, ...found.map(({ sign }) => sign.length));
  const told = found.find(({ sign }) => sign.length === longest)?.code;
  return told ?? (asArray(cart.items).length === 0 ? (only ?? null) : null);
}

function signsOf(currency: string): string[] {
  const displays = ["code", "symbol", "narrowSymbol"] as const;
  return displays.flatMap((currencyDisplay) => {
    const parts = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay }).formatToParts(
      0,
    );
    return parts.flatMap(({ type, value }) => (type === "currency" ? [value] : []));
  });
}

function readLine(item: Json | null, currency: string, base: URL): LineItem[] {
  const productId = asText(item?.product_id);
  const quantity = asInteger(item?.qty);
  const unitMinor = item === null ? null : readPrice(item, currency);
  if (item === null || productId === null || quantity === null || quantity < 1 || unitMinor === null)
    return [];
  const restore = readRestore(asArray(item.options));
  return [
    {
      productId,
      // Names come as HTML text (Magento\Checkout\CustomerData\DefaultItem).
      name: decodeHTML(asText(item.product_name) ?? productId),
      options: asArray(item.options).flatMap(readOption),
      quantity,
      unitMinor,
      image: asWebAddress(asObject(item.product_image)?.src, base),
      url: item.product_has_url === false ? null : asWebAddress(item.product_url, base),
      ...(restore ? { restore } : {}),
    },
  ];
}

/** As this shop shows prices; where it shows both, with tax (Magento\Tax\Plugin\Checkout\CustomerData\Cart). */
function readPrice(item: Json, currency: string): number | null {
  const value = asObject(item.product_price_value)?.incl_tax ?? item.product_price_value;
  const amount = asText(value);
  if (amount !== null) return decimalToMinor(amount, currency);
  const printed = asText(item.product_price);
  return value === undefined && printed !== null ? parsePrice(plain(printed), currency) : null;
}

function readOption(value: unknown): LineItem["options"] {
  const option = asObject(value);
  const name = asText(option?.label);
  const chosen = Array.isArray(option?.value)
    ? option.value.flatMap((part) => asText(part) ?? []).join(", ")
    : asText(option?.value);
  return name !== null && chosen ? [{ name: plain(name), value: plain(chosen) }] : [];
}

/**
 * A configurable product's choices come with the ids that the form takes; everything else that can be chosen comes as text
 * alone, and only the request that added it knows its ids.
 */
function readRestore(options: unknown[]): LineItem["restore"] | null {
  const restore: Record<string, string> = {};
  for (const option of options.map(asObject)) {
    const id = asText(option?.option_id);
    const value = asText(option?.option_value);
    if (id === null || value === null || option?.option_type !== undefined) return null;
    restore[`super_attribute[${id}]`] = value;
  }
  return options.length > 0 ? restore : null;
}

function plain(html: string): string {
  return decodeHTML(html.replace(/<[^>]*>/g, "")).trim();
}
