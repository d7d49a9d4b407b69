import { and, eq, gte, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { widgetCounts } from "./schema.ts";

export type WidgetCount = typeof widgetCounts.$inferSelect;

/** Adds to what is counted already: one statement, one row for each day, widget, variant and event there are. */
export async function addWidgetCounts(db: Database, counts: readonly WidgetCount[]): Promise<void> {
  await db.run(sql`
    INSERT INTO widget_counts (store_id, day, widget, variant, event, count)
    SELECT value ->> 'storeId', value ->> 'day', value ->> 'widget', value ->> 'variant', value ->> 'event', value ->> 'count'
    FROM json_each(${JSON.stringify(counts)}) WHERE true
    ON CONFLICT (store_id, day, widget, variant, event) DO UPDATE SET count = count + excluded.count`);
}

/** What was counted of a store's widgets since that day, over its days. */
export async function readWidgetCounts(
  db: Database,
  storeId: string,
  since: number,
): Promise<Omit<WidgetCount, "storeId" | "day">[]> {
  const { widget, variant, event } = widgetCounts;
  return db
    .select({ widget, variant, event, count: sql<number>`sum(${widgetCounts.count})` })
    .from(widgetCounts)
    .where(and(eq(widgetCounts.storeId, storeId), gte(widgetCounts.day, since)))
    .groupBy(widget, variant, event);
}
