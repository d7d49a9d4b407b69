import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import { foreseeCoupon } from "../../db/coupons.ts";
import { day } from "../../domain/clock.ts";
import { type Incentive, monthOf, whyNoIncentive, worthOf } from "../../domain/incentive.ts";
import type { Store } from "../stores/find-store.ts";
import { incentiveFor } from "./give-incentive.ts";

/**
 * The incentive that this cart's shopper would get on leaving, if they asked for it now. `null`: none. Nothing is held for
 * them, and nothing counted: between this and their click the last code may go to somebody else.
 */
export async function foreseeIncentive(ctx: Context, store: Store, cart: CartRow): Promise<Incentive | null> {
  const found = incentiveFor(store, "exit-offer");
  if (found === null || whyNoIncentive(found.rules, cart) !== null) return null;
  const { name, rules } = found;
  const now = ctx.now();
  const { id, shopperId, addressHash } = cart;
  const isThere = await foreseeCoupon(ctx.db, {
    storeId: store.id,
    incentive: name,
    rules,
    holder: { cartId: id, shopperId, addressHash },
    worthMinor: worthOf(rules, cart),
    month: monthOf(now),
    now,
    againSince: now - rules.againAfterDays * day,
  });
  return isThere ? rules : null;
}
