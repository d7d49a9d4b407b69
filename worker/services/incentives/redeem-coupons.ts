import type { Context } from "../../context.ts";
import { redeemStatements } from "../../db/coupons.ts";
import { selectOrderedCart } from "../../db/orders.ts";
import { monthOf } from "../../domain/incentive.ts";
import type { Store } from "../stores/find-store.ts";
import { hashCoupon } from "./coupon-codes.ts";

/** No cart holds more codes than this. */
const mostCodes = 10;

/**
 * Marks the coupons that an order's cart held as used. Follows the record of the order, and takes up what an earlier try
 * left: an order that is seen again counts nothing twice.
 */
export async function redeemCoupons(ctx: Context, store: Store, orderNumber: string): Promise<void> {
  if (Object.keys(store.settings.incentives).length === 0) return;
  const cart = await selectOrderedCart(ctx.db, store.id, orderNumber);
  const codes = (cart?.coupons ?? []).slice(0, mostCodes);
  if (!cart || codes.length === 0) return;
  const now = ctx.now();
  await ctx.db.batch(
    redeemStatements(ctx.db, {
      storeId: store.id,
      cartIds: cart.resumedCartId === null ? [cart.id] : [cart.id, cart.resumedCartId],
      codeHashes: await Promise.all(codes.map((code) => hashCoupon(ctx, store.id, code))),
      month: monthOf(now),
      now,
    }),
  );
}
