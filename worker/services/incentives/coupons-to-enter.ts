import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import { selectForCart } from "../../db/coupons.ts";
import type { Store } from "../stores/find-store.ts";
import { hashCoupon, openCoupon } from "./coupon-codes.ts";

export interface CouponsToEnter {
  codes: string[];
  /** Of ours, and over, or never this cart's: they stay out whatever the shop would say. */
  ended: string[];
}

/**
 * The coupons to enter when a kept cart is put in again: those it held, and the one that was issued for it. A coupon of ours
 * whose end is past is not entered; one that was issued for another cart, or to nobody, neither.
 */
export async function couponsToEnter(
  ctx: Context,
  store: Store,
  cart: Pick<CartRow, "id" | "coupons">,
): Promise<CouponsToEnter> {
  const held = cart.coupons ?? [];
  if (Object.keys(store.settings.incentives).length === 0) return { codes: held, ended: [] };
  const hashes = await Promise.all(held.map((code) => hashCoupon(ctx, store.id, code)));
  const rows = await selectForCart(ctx.db, store.id, cart.id, hashes);
  const now = ctx.now();
  const isInForce = (row: (typeof rows)[number]) =>
    row.status === "issued" && row.cartId === cart.id && row.endsAt !== null && row.endsAt > now;
  const mayEnter = (_: string, at: number) => {
    const own = rows.filter(({ codeHash }) => codeHash === hashes[at]);
    return own.length === 0 || own.some(isInForce);
  };
  const issued = await Promise.all(
    rows.filter((row) => isInForce(row) && !hashes.includes(row.codeHash)).map((row) => openCoupon(ctx, row)),
  );
  return {
    codes: [...held.filter(mayEnter), ...issued.filter((code) => code !== null)],
    ended: held.filter((code, at) => !mayEnter(code, at)),
  };
}
