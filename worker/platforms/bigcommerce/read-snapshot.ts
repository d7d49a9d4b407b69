import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { decimalToMinor } from "../../domain/money.ts";
import { asArray, asCurrency, asInteger, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

/** Whether a call asked for the options of lines: without that a line does not say which colour it is. */
export function asksForOptions(url: URL): boolean {
  return /lineItems\.physicalItems\.options/.test(url.searchParams.get("include") ?? "");
}

/**
 * A cart of the Storefront API (bigcommerce/docs: carts.sf.yml). `null` where it is not the whole of it.
 *
 * Gift certificates are left alone: each carries the address of somebody else, and is made with the cart it is in.
 */
export function readSnapshot(cart: Json | null, hasOptions: boolean, base: URL): CartSnapshot | null {
  const items = asObject(cart?.lineItems);
  const currency = asCurrency(asObject(cart?.currency)?.code);
  if (cart === null || items === null || currency === null) return null;
  if (!Array.isArray(items.physicalItems) || !Array.isArray(items.digitalItems)) return null;
  const all = [...items.physicalItems, ...items.digitalItems, ...asArray(items.customItems)].map(asObject);
  const ids = new Set(all.map((item) => asText(item?.id)));
  const chosen = all.filter((item) => !isAddedByShop(item, ids));
  const lines = chosen.flatMap((item) => readLine(item, currency, hasOptions, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== chosen.length) return null;
  const hasCertificates = asArray(items.giftCertificates).length > 0;
  if (hasCertificates && lines.length === 0) return null;
  const ref = asText(cart.id);
  return {
    currency,
    lines,
    totalMinor: hasCertificates ? null : decimalToMinor(cart.cartAmount, currency),
    ...(Array.isArray(cart.coupons) && { coupons: cart.coupons.flatMap(readCoupon) }),
    ...(ref && { ref }),
  };
}

/** A promotion's gift and the parts of a bundle come by themselves: added again, they would be there twice. */
function isAddedByShop(item: Json | null, ids: Set<string | null>): boolean {
  const parentId = asText(item?.parentId);
  return item?.addedByPromotion === true || (parentId !== null && ids.has(parentId));
}

function readCoupon(value: unknown): string[] {
  const code = asText(asObject(value)?.code);
  return code === null ? [] : [code];
}

function readLine(item: Json | null, currency: string, hasOptions: boolean, base: URL): LineItem[] {
  const id = asText(item?.productId);
  const quantity = asInteger(item?.quantity);
  const unitMinor = decimalToMinor(item?.salePrice ?? item?.listPrice, currency);
  if (item === null || quantity === null || quantity < 1 || unitMinor === null) return [];
  // What the merchant made for this one cart has no product behind it.
  const productId = id ?? asText(item.sku) ?? asText(item.id);
  const choices =
    id === null ? { options: [], restore: { withheld: "custom" } } : readChoices(item, hasOptions);
  if (productId === null || choices === null) return [];
  const { options, restore } = choices;
  return [
    {
      productId,
      name: asText(item.name) ?? productId,
      options,
      quantity,
      unitMinor,
      image: asWebAddress(item.imageUrl, base),
      url: asWebAddress(item.url, base),
      ...(Object.keys(restore).length > 0 && { restore }),
    },
  ];
}

interface Choices {
  options: LineItem["options"];
  /** `choice[optionId]` is one of the values offered, by its id; `text[optionId]` is what the buyer wrote. */
  restore: Record<string, string>;
}

function readChoices(item: Json, hasOptions: boolean): Choices | null {
  if (!Array.isArray(item.options) && !hasOptions) return null;
  const options: LineItem["options"] = [];
  const restore: Record<string, string> = {};
  for (const entry of asArray(item.options)) {
    const option = asObject(entry);
    const [name, value, nameId] = [asText(option?.name), asText(option?.value), asInteger(option?.nameId)];
    const valueId = asInteger(option?.valueId);
    if (name === null || value === null || nameId === null) return null;
    // Other people's addresses are not ours to keep, and without them it would be another thing.
    if (valueId === null && /\S@\S/.test(value)) return { options: [], restore: { withheld: "address" } };
    options.push({ name, value });
    if (valueId === null) restore[`text[${nameId}]`] = value;
    else restore[`choice[${nameId}]`] = String(valueId);
  }
  const variantId = asText(item.variantId);
  return { options, restore: options.length === 0 && variantId !== null ? { variantId } : restore };
}
