import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { decimalToMinor, parsePrice } from "../../domain/money.ts";
import { asCurrency, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

/** The cart in what a page tells its scripts; `null` when it is not to be read whole. */
export function readSnapshot(page: Json, base: URL): CartSnapshot | null {
  const cart = asObject(page.cart);
  const currency = asCurrency(asObject(page.currency)?.iso_code);
  if (!cart || currency === null || !Array.isArray(cart.products)) return null;
  const lines = cart.products.flatMap((product) => readLine(asObject(product), currency, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== cart.products.length) return null;
  return { currency, lines, totalMinor: readTotal(cart, currency), coupons: readCoupons(cart) };
}

/** How often a cart as the shop answers it holds what this id stands for, beside what shoppers made their own. */
export function quantityOf(cart: Json | null, productId: string): number {
  const products = Array.isArray(cart?.products) ? cart.products : [];
  return products
    .map(asObject)
    .filter((product) => product !== null && idOf(product) === productId && !isCustomized(product))
    .reduce((sum, product) => sum + Number(product?.cart_quantity ?? product?.quantity ?? 0), 0);
}

/** The goods, less what vouchers take off; delivery and wrapping are left out. */
function readTotal(cart: Json, currency: string): number | null {
  const subtotals = asObject(cart.subtotals);
  const products = amountOf(asObject(subtotals?.products), currency);
  const discounts = amountOf(asObject(subtotals?.discounts), currency) ?? 0;
  return products === null ? null : Math.max(0, products - discounts);
}

function amountOf(subtotal: Json | null, currency: string): number | null {
  const amount = subtotal?.amount;
  return typeof amount === "number" || typeof amount === "string" ? decimalToMinor(amount, currency) : null;
}

/** PHP sends an empty list for no vouchers and an object of them for some. Those without a code apply by themselves. */
function readCoupons(cart: Json): string[] {
  const added = asObject(cart.vouchers)?.added;
  return Object.values(asObject(added) ?? (Array.isArray(added) ? added : [])).flatMap((voucher) => {
    const code = asText(asObject(voucher)?.code);
    return code === null ? [] : [code];
  });
}

function readLine(product: Json | null, currency: string, base: URL): LineItem[] {
  const productId = product && idOf(product);
  const quantity = Number(product?.cart_quantity ?? product?.quantity);
  const unitMinor = product && priceOf(product, currency);
  if (!product || !productId || !Number.isInteger(quantity) || quantity < 1 || unitMinor === null) return [];
  const customizations = readCustomizations(product);
  const cover = asObject(product.cover) ?? asObject(product.default_image);
  const small = asObject(asObject(cover?.bySize)?.cart_default) ?? asObject(cover?.small);
  return [
    {
      productId,
      name: asText(product.name) ?? productId,
      options: [...readAttributes(product), ...customizations],
      quantity,
      unitMinor: unitMinor as number,
      image: asWebAddress(small?.url, base),
      url: asWebAddress(product.url, base),
      ...(isCustomized(product)
        ? { restore: { customization: asText(product.id_customization) as string } }
        : {}),
    },
  ];
}

/** "3-13" is combination 13 of product 3, as in the addresses of its page; "3" is a product that has none. */
function idOf(product: Json): string | null {
  const id = asText(product.id_product);
  const combination = asText(product.id_product_attribute) ?? "0";
  if (id === null || !/^\d+$/.test(id) || !/^\d+$/.test(combination)) return null;
  return combination === "0" ? id : `${id}-${combination}`;
}

/** A number, or the text that shoppers see: some versions send that in its place. */
function priceOf({ price_amount, price }: Json, currency: string): number | null {
  if (typeof price_amount === "number") return decimalToMinor(price_amount.toFixed(6), currency);
  const text = asText(price_amount) ?? asText(price);
  return text === null ? null : (decimalToMinor(text, currency) ?? parsePrice(text, currency));
}

/** PHP sends an empty list where there are none, and an object of names and values where there are some. */
function readAttributes(product: Json): LineItem["options"] {
  return Object.entries(asObject(product.attributes) ?? {}).flatMap(([name, chosen]) => {
    const value = asText(chosen);
    return value === null ? [] : [{ name, value }];
  });
}

function isCustomized({ id_customization }: Json): boolean {
  return !["0", null].includes(asText(id_customization));
}

function readCustomizations({ customizations }: Json): LineItem["options"] {
  const fields = (Array.isArray(customizations) ? customizations : []).flatMap((one) => {
    const list = asObject(one)?.fields;
    return Array.isArray(list) ? list : [];
  });
  return fields.flatMap((field) => {
    const name = asText(asObject(field)?.label);
    const value = asText(asObject(field)?.text);
    return name === null || value === null ? [] : [{ name, value }];
  });
}
