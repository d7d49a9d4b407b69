import type { Context } from "../../context.ts";
import { addDailyCount, noteOnMessage } from "../../db/message-reports.ts";
import type { QueueBody } from "../../wire/queue-body.ts";

type DeadLetter = Pick<QueueBody, "kind" | "storeId"> & { messageId?: string };

/**
 * Notes what the queue gave up on, so that an operator sees it: counted by store, day and kind, and a message by itself, if it
 * is not over. It is still in the database, and found there again.
 */
export async function noteDeadLetter(ctx: Context, { storeId, kind, messageId }: DeadLetter): Promise<void> {
  await ctx.db.batch([
    addDailyCount(ctx.db, storeId, `dead:${kind}`, ctx.now()),
    ...(messageId === undefined ? [] : [noteOnMessage(ctx.db, storeId, messageId)]),
  ]);
}
