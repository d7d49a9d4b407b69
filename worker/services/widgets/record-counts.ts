import type { Context } from "../../context.ts";
import { addWidgetCounts } from "../../db/widget-counts.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { MergedCounts } from "./merge-counts.ts";

/** Writes down what a whole batch of messages counted, in one statement. */
export async function recordCounts(
  ctx: Context,
  bodies: readonly Extract<QueueBody, { kind: "count" }>[],
): Promise<void> {
  const merged = new MergedCounts();
  for (const { storeId, counts } of bodies) for (const count of counts) merged.add(storeId, count);
  await addWidgetCounts(ctx.db, merged.all());
}
