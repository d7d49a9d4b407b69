import type { Context } from "../../context.ts";
import { insertSuppression } from "../../db/contacts.ts";
import { cancelForAddress } from "../../db/recovery-messages.ts";
import { second } from "../../domain/clock.ts";
import { within } from "../../domain/within.ts";

export interface Suppression {
  storeId: string;
  addressHash: string;
  /** `unsubscribed`, `bounced`, `complained`. */
  reason: string;
  at: number;
}

/** A database that has not answered after this long, in ms, counts as one that cannot be written. */
const patience = 3 * second;

/**
 * From now on nothing is sent to this address for this store, and what was under way is called off. While the database
 * cannot be written the wish is put into the queue instead, so that it is never lost.
 * @throws when neither could take it
 */
export async function suppressAddress(ctx: Context, suppression: Suppression): Promise<void> {
  try {
    await within(patience, writeSuppression(ctx, suppression));
  } catch (error) {
    ctx.log.error("suppression.queued", error, { store: suppression.storeId });
    await ctx.queue.send({ kind: "suppress", ...suppression });
  }
}

/** The same without the queue to fall back on: for the queue's own consumer. */
export async function writeSuppression(ctx: Context, suppression: Suppression): Promise<void> {
  const { storeId, addressHash, reason, at } = suppression;
  await ctx.db.batch([
    insertSuppression(ctx.db, { storeId, channel: "email", addressHash, reason, createdAt: at }),
    cancelForAddress(ctx.db, storeId, addressHash, reason),
  ]);
}
