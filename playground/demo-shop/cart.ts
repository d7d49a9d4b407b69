import { findVariant, type Variant } from "./catalog.ts";
import { deliveryRate } from "./delivery.ts";
import type { CartLine, Session } from "./state.ts";

export const mostOfOne = 20;

export type CartChange =
  | { status: "ok" }
  | { status: "sold-out" }
  | { status: "too-many" }
  | { status: "bad-quantity" }
  | { status: "no-such-line" };

export interface CartView {
  lines: (CartLine & { variant: Variant; subtotal: number; total: number })[];
  count: number;
  /** Pence, as are the other amounts. */
  subtotal: number;
  discount: number;
  delivery: number;
  total: number;
}

export function addToCart(session: Session, variant: Variant, quantity: number): CartChange {
  if (!Number.isInteger(quantity) || quantity < 1) return { status: "bad-quantity" };
  if (variant.product.soldOut) return { status: "sold-out" };
  const key = lineKey(variant);
  const line = session.lines.find((candidate) => candidate.key === key);
  if (quantity + (line?.quantity ?? 0) > mostOfOne) return { status: "too-many" };
  if (line) line.quantity += quantity;
  else session.lines.push({ key, variantId: variant.id, quantity });
  return { status: "ok" };
}

/** Zero takes the line out. */
export function setQuantity(session: Session, key: string, quantity: number): CartChange {
  const line = session.lines.find((candidate) => candidate.key === key);
  if (!line) return { status: "no-such-line" };
  if (!Number.isInteger(quantity) || quantity < 0) return { status: "bad-quantity" };
  if (quantity > mostOfOne) return { status: "too-many" };
  line.quantity = quantity;
  session.lines = session.lines.filter((candidate) => candidate.quantity > 0);
  return { status: "ok" };
}

export function emptyCart(session: Session): void {
  session.lines = [];
  session.coupon = null;
}

export function viewCart(session: Session | undefined): CartView {
  const percentOff = session?.coupon ? couponPercent(session.coupon) : 0;
  const lines = (session?.lines ?? []).flatMap((line) => {
    const variant = findVariant(line.variantId);
    if (!variant) return [];
    const subtotal = variant.price * line.quantity;
    return [{ ...line, variant, subtotal, total: subtotal - Math.round((subtotal * percentOff) / 100) }];
  });
  const subtotal = sum(lines.map((line) => line.subtotal));
  const goods = sum(lines.map((line) => line.total));
  const delivery = lines.length > 0 ? deliveryRate(session?.deliveryMethod ?? "standard", goods).price : 0;
  return {
    lines,
    count: sum(lines.map((line) => line.quantity)),
    subtotal,
    discount: subtotal - goods,
    delivery,
    total: goods + delivery,
  };
}

/** Per cent off for a coupon code in any case, zero for a code this shop does not know. */
export function couponPercent(code: string): number {
  return code.toLowerCase() === "save10" ? 10 : 0;
}

/** 32 hexadecimal digits, one to one with the variant (odd multiplier modulo 2^128), as cart keys look in shops. */
function lineKey(variant: Variant): string {
  const mixed = BigInt.asUintN(128, BigInt(variant.id) * 0x9e3779b97f4a7c15f39cc0605cedc835n);
  return mixed.toString(16).padStart(32, "0");
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
