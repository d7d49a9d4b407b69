import type { Context } from "../../context.ts";
import { readWidgetCounts, type WidgetCount } from "../../db/widget-counts.ts";
import { day } from "../../domain/clock.ts";

/** What was counted of a store's widgets in the last 30 days, for the merchant. */
export function countsOf(ctx: Context, storeId: string): Promise<Omit<WidgetCount, "storeId" | "day">[]> {
  return readWidgetCounts(ctx.db, storeId, Math.floor(ctx.now() / day) - 30);
}
