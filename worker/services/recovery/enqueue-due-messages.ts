import type { Context } from "../../context.ts";
import { releaseDue, takeDue } from "../../db/recovery-messages.ts";
import { minute } from "../../domain/clock.ts";
import type { QueueBody } from "../../wire/queue-body.ts";

/** Messages of one run; Queues take 100 in a batch. */
const perRun = 100;
/** A message that is in the queue is not put there again for this long. */
const pause = 5 * minute;

/**
 * Puts the ids of due messages into the queue. The queue only spreads the work: when something is due, and whether it may
 * still be sent, is known to the database alone.
 * @returns how many were put into the queue
 */
export async function enqueueDueMessages(ctx: Context): Promise<{ messages: number }> {
  const due = await takeDue(ctx.db, ctx.now(), pause, perRun);
  const bodies = due.map(
    ({ id, storeId }) => ({ kind: "deliver", storeId, messageId: id }) satisfies QueueBody,
  );
  try {
    for (let start = 0; start < bodies.length; start += 100) {
      await ctx.queue.sendBatch(bodies.slice(start, start + 100).map((body) => ({ body })));
    }
  } catch (error) {
    await releaseDue(
      ctx.db,
      due.map(({ id }) => id),
    );
    throw error;
  }
  return { messages: bodies.length };
}
