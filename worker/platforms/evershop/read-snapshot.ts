import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import { sha256Hex, utf8 } from "../../domain/keys.ts";
import { decimalToMinor } from "../../domain/money.ts";
import { asArray, asCurrency, asInteger, asObject, asText, asWebAddress, type Json } from "../read-json.ts";

/**
 * A cart as EverShop's GraphQL tells it (`Cart` and `CartItem`), whichever of its fields were asked for. `null`: too few of
 * them to say what is in it. Whoever knows a cart's id can read the address in it, so of the id only its SHA-256 is kept.
 */
export async function readSnapshot(cart: Json, base: URL): Promise<CartSnapshot | null> {
  const currency = asCurrency(cart.currency);
  if (!Array.isArray(cart.items) || currency === null) return null;
  const lines = cart.items.flatMap((item) => readLine(item, currency, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== cart.items.length) return null;
  const total = cart.subTotalWithDiscountInclTax ?? cart.subTotalWithDiscount ?? cart.subTotal;
  const coupon = asText(cart.coupon);
  const id = asText(cart.uuid);
  return {
    currency,
    lines,
    totalMinor: decimalToMinor(asObject(total)?.value, currency),
    ...("coupon" in cart ? { coupons: coupon === null ? [] : [coupon] } : {}),
    ...(id === null ? {} : { ref: await sha256Hex(utf8(id)) }),
  };
}

function readLine(value: unknown, currency: string, base: URL): LineItem[] {
  const item = asObject(value);
  const productId = asText(item?.productSku);
  const quantity = asInteger(item?.qty);
  const price = item?.finalPriceInclTax ?? item?.finalPrice ?? item?.productPrice;
  const unitMinor = decimalToMinor(asObject(price)?.value, currency);
  if (item === null || productId === null || quantity === null || quantity < 1 || unitMinor === null)
    return [];
  return [
    {
      productId,
      name: asText(item.productName) ?? productId,
      options: asArray(item.variantOptions).flatMap(readOption),
      quantity,
      unitMinor,
      image: asWebAddress(item.thumbnail, base),
      url: asWebAddress(item.productUrl, base),
    },
  ];
}

function readOption(value: unknown): LineItem["options"] {
  const option = asObject(value);
  const name = asText(option?.attributeCode);
  const chosen = asText(option?.optionText);
  return name !== null && chosen !== null ? [{ name, value: chosen }] : [];
}
