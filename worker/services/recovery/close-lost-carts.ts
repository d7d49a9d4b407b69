import type { Context } from "../../context.ts";
import { closeLost } from "../../db/carts.ts";
import { day } from "../../domain/clock.ts";

/** Longer than any sequence may run: the last step is due 30 days after abandonment at the latest. */
const lostAfter = 37 * day;

/** Abandoned carts about which nothing more will be sent are lost. */
export async function closeLostCarts(ctx: Context): Promise<void> {
  const now = ctx.now();
  await closeLost(ctx.db, now, now - lostAfter, 500);
}
