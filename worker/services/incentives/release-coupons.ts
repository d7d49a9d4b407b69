import type { Context } from "../../context.ts";
import { releaseStatements } from "../../db/coupons.ts";

/** Gives back coupons that were held and never shown, and forgets those that nothing depends on any more. */
export async function releaseCoupons(ctx: Context): Promise<void> {
  await ctx.db.batch(releaseStatements(ctx.db, ctx.now(), 1000));
}
