import type { Context } from "../../context.ts";
import { type OrderRow, recordOrderStatements } from "../../db/orders.ts";
import { day, second } from "../../domain/clock.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import { newId } from "../../domain/ids.ts";
import { within } from "../../domain/within.ts";
import type { ObservedOrder } from "../../platforms/contract.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { loadStore, type Store } from "../stores/find-store.ts";

/** A database that has not answered after this long, in ms, counts as one that cannot be written. */
const patience = 5 * second;

/**
 * An order was seen. In one transaction it is kept (once, however often it is seen), the carts it settles are closed,
 * everything still to be sent about them or to the same address is called off, and the message that brought the shopper
 * back is noted. While the database cannot be written the order goes into the queue, so that no mail follows a purchase.
 * @throws when neither could take it
 */
export async function recordOrder(
  ctx: Context,
  store: Store,
  shopperId: string | null,
  order: ObservedOrder,
): Promise<void> {
  const address = order.email === null ? null : normaliseAddress(order.email);
  const seen: SeenOrder = {
    storeId: store.id,
    shopperId,
    addressHash: address === null ? null : await ctx.keys.hashAddress(store.id, address),
    number: order.number.slice(0, 100),
    totalMinor: order.totalMinor,
    currency: order.currency,
    placedAt: ctx.now(),
  };
  try {
    await within(patience, write(ctx, seen, store));
  } catch (error) {
    ctx.log.error("order.queued", error, { store: store.id });
    await ctx.queue.send({ kind: "order", ...seen });
  }
}

export type SeenOrder = Omit<Extract<QueueBody, { kind: "order" }>, "kind">;

/** The same without the queue to fall back on: for the queue's own consumer. */
export async function recordQueuedOrder(ctx: Context, seen: SeenOrder): Promise<void> {
  const store = await loadStore(ctx, seen.storeId);
  if (store) await write(ctx, seen, store);
}

async function write(ctx: Context, seen: SeenOrder, store: Store): Promise<void> {
  const row: OrderRow = {
    ...seen,
    id: newId("order"),
    attributionWindow: store.settings.recovery.attributionDays * day,
  };
  await ctx.db.batch(recordOrderStatements(ctx.db, row));
}
