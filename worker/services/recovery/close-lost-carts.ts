import type { Context } from "../../context.ts";
import { closeLost } from "../../db/carts.ts";
import { day } from "../../domain/clock.ts";

/** Longer than any sequence may run: the last step is due 30 days after abandonment at the latest. */
const lostAfter = 37 * day;

/** Carts in one statement, and statements in one run: half a million carts a day. */
const perStatement = 1_000;
const perRun = 20;

/** Abandoned carts about which nothing more will be sent are lost. */
export async function closeLostCarts(ctx: Context): Promise<void> {
  const now = ctx.now();
  for (let statement = 0; statement < perRun; statement++) {
    const { meta } = await closeLost(ctx.db, now, now - lostAfter, perStatement);
    if (meta.changes < perStatement) break;
  }
}
