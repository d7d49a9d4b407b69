import type { Context } from "../../context.ts";
import {
  type DueMessage,
  releaseDue,
  selectDue,
  selectStoresWithDue,
  selectStranded,
  takeDue,
} from "../../db/due-messages.ts";
import { minute, second } from "../../domain/clock.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { shareOut } from "./share-out.ts";

/** Queues take this many in one call. */
const perCall = 100;
/** Messages that are marked at once. */
const perMark = 500;
/**
 * Messages of one run, and of one store in the queue: more in a minute than one database lets go out (docs/scale.md). It is
 * some 120 calls of the platform, which allows 1,000 queries.
 */
const perRun = 10_000;
const mostStranded = 1_000;
/** A run ends after this long, before the next but one begins. */
const patience = 30 * second;
/** A message that is in the queue is not put there again for this long. */
const pause = 5 * minute;

/**
 * Puts the ids of due messages into the queue, of every store its share. The queue only spreads the work: when something is
 * due, and whether it may still be sent, is known to the database alone.
 * @returns how many were put into the queue
 */
export async function enqueueDueMessages(ctx: Context): Promise<{ messages: number }> {
  const now = ctx.now();
  const [stores, stranded] = await ctx.db.batch([
    selectStoresWithDue(ctx.db, now),
    selectStranded(ctx.db, now, mostStranded),
  ]);
  await send(ctx, stranded);
  const storeIds = (stores as { storeId: string }[]).map(({ storeId }) => storeId);
  const room = { inAll: perRun, atOnce: perRun };
  const due = await shareOut(storeIds, Math.floor(now / minute), room, async (ids, each) => {
    if (ctx.now() >= now + patience) return null;
    return enqueue(ctx, await selectDue(ctx.db, ids, now, each, perRun), now + patience);
  });
  return { messages: stranded.length + due };
}

async function enqueue(ctx: Context, due: DueMessage[], until: number): Promise<DueMessage[]> {
  const all: DueMessage[] = [];
  for (let start = 0; start < due.length && ctx.now() < until; start += perMark) {
    const ids = due.slice(start, start + perMark).map(({ id }) => id);
    const taken = await takeDue(ctx.db, ids, ctx.now(), pause);
    try {
      await send(ctx, taken);
    } catch (error) {
      await releaseDue(
        ctx.db,
        taken.map(({ id }) => id),
      );
      throw error;
    }
    all.push(...taken);
  }
  return all;
}

async function send(ctx: Context, messages: DueMessage[]): Promise<void> {
  for (let start = 0; start < messages.length; start += perCall) {
    await ctx.queue.sendBatch(messages.slice(start, start + perCall).map(toBody));
  }
}

function toBody({ id, storeId }: DueMessage) {
  return { body: { kind: "deliver", storeId, messageId: id } satisfies QueueBody };
}
