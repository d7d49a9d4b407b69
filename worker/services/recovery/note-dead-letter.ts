import type { Context } from "../../context.ts";
import { addDailyCount } from "../../db/message-reports.ts";

/** Counts what the queue gave up on, so that an operator sees it: by store, day and kind. */
export async function noteDeadLetter(ctx: Context, storeId: string, kind: string): Promise<void> {
  await addDailyCount(ctx.db, storeId, `dead:${kind}`, ctx.now());
}
