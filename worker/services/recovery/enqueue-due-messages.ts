import type { Context } from "../../context.ts";
import { releaseDue, takeDue } from "../../db/recovery-messages.ts";
import { minute } from "../../domain/clock.ts";
import type { QueueBody } from "../../wire/queue-body.ts";

/** Queues take this many in one call. */
const perCall = 100;
/** Calls of one run: a backlog of a hundred thousand is in the queue within the hour. */
const mostCalls = 20;
/** A message that is in the queue is not put there again for this long. */
const pause = 5 * minute;

/**
 * Puts the ids of due messages into the queue. The queue only spreads the work: when something is due, and whether it may
 * still be sent, is known to the database alone.
 * @returns how many were put into the queue
 */
export async function enqueueDueMessages(ctx: Context): Promise<{ messages: number }> {
  let messages = 0;
  for (let call = 0; call < mostCalls; call++) {
    const { due, stranded } = await takeDue(ctx.db, ctx.now(), pause, perCall);
    // Stranded ones are not marked as taken: once a run is enough.
    const taken = call === 0 ? [...due, ...stranded] : due;
    try {
      for (let start = 0; start < taken.length; start += perCall) {
        await ctx.queue.sendBatch(taken.slice(start, start + perCall).map(toBody));
      }
    } catch (error) {
      await releaseDue(
        ctx.db,
        taken.map(({ id }) => id),
      );
      throw error;
    }
    messages += taken.length;
    if (due.length < perCall) break;
  }
  return { messages };
}

function toBody({ id, storeId }: { id: string; storeId: string }) {
  return { body: { kind: "deliver", storeId, messageId: id } satisfies QueueBody };
}
