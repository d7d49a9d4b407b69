import type { Context } from "../../context.ts";
import { isErased } from "../../db/erasure.ts";
import {
  adoptNumberStatements,
  noteOrderEvent,
  type OrderRow,
  readOwnOrder,
  recordOrderStatements,
} from "../../db/orders.ts";
import { day, second } from "../../domain/clock.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import { newId } from "../../domain/ids.ts";
import { within } from "../../domain/within.ts";
import type { ObservedOrder, OrderEvent } from "../../platforms/contract.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { redeemCoupons } from "../incentives/redeem-coupons.ts";
import { recoveredStatements } from "../notices/note-notice.ts";
import { loadStore, type Store } from "../stores/find-store.ts";

/** A database that has not answered after this long, in ms, counts as one that cannot be written. */
const patience = 5 * second;

export type SeenOrder = Omit<Extract<QueueBody, { kind: "order" }>, "kind">;

/**
 * An order was seen in a shopper's own traffic. In one transaction it is kept (once, however often it is seen), the carts it
 * settles are closed, everything still to be sent about them or to the same address is called off, and the message that
 * brought the shopper back is noted. While the database cannot be written the order goes into the queue, so that no mail
 * follows a purchase.
 * @throws when neither could take it
 */
export async function recordOrder(
  ctx: Context,
  store: Store,
  shopperId: string,
  order: ObservedOrder,
): Promise<void> {
  await record(ctx, store, {
    ...(await seen(ctx, store, order, null)),
    shopperId,
    placedAt: ctx.now(),
    event: null,
  });
}

/**
 * The platform's server told of an order. A placed one settles what an order seen in a shopper's traffic settles, as of the
 * moment it was placed: delivered again years later it touches nothing new. A cancelled one no longer counts, and nobody is
 * written to again because of it.
 * @throws when neither database nor queue could take it
 */
export async function recordOrderEvent(ctx: Context, store: Store, event: OrderEvent): Promise<void> {
  await record(ctx, store, {
    ...(await seen(ctx, store, event.order, event.emailSha256)),
    shopperId: null,
    // A sender whose clock is ahead must not settle carts that are yet to be begun.
    placedAt: Math.min(event.at, ctx.now()),
    event: { status: event.kind, at: event.at, cartRef: event.cartRef },
  });
}

/** The same without the queue to fall back on: for the queue's own consumer. */
export async function recordQueuedOrder(ctx: Context, order: SeenOrder): Promise<void> {
  const store = await loadStore(ctx, order.storeId);
  if (!store) return;
  // Who was erased while it waited must not come back with it; they are written to no more in any case.
  const { addressHash } = order;
  const isOfNobody = addressHash !== null && (await isErased(ctx.db, store.id, addressHash));
  await write(ctx, isOfNobody ? { ...order, addressHash: null } : order, store);
}

async function seen(ctx: Context, store: Store, order: ObservedOrder, emailSha256: string | null) {
  const address = order.email === null ? null : normaliseAddress(order.email);
  return {
    storeId: store.id,
    addressHash:
      address !== null
        ? await ctx.keys.hashAddress(store.id, address)
        : emailSha256 && (await ctx.keys.hashAddressDigest(store.id, emailSha256)),
    number: order.number?.slice(0, 100) ?? null,
    totalMinor: order.totalMinor,
    currency: order.currency,
  };
}

async function record(ctx: Context, store: Store, order: SeenOrder): Promise<void> {
  try {
    await within(patience, write(ctx, order, store));
  } catch (error) {
    ctx.log.error("order.queued", error, { store: store.id });
    await ctx.queue.send({ kind: "order", ...order });
  }
}

async function write(ctx: Context, { event, ...order }: SeenOrder, store: Store): Promise<void> {
  const number = order.number ?? (await readOwnOrder(ctx.db, store.id, order.shopperId ?? ""));
  const row: OrderRow = {
    ...order,
    number,
    cartRef: event?.cartRef ?? null,
    id: newId("order"),
    attributionWindow: store.settings.recovery.attributionDays * day,
  };
  if (event?.status === "cancelled") {
    await noteOrderEvent(ctx.db, ownColumns(row), "cancelled", event.at);
    return;
  }
  const noted = event ? [noteOrderEvent(ctx.db, ownColumns(row), "placed", event.at)] : [];
  const adopted = order.number === null ? [] : adoptNumberStatements(ctx.db, row);
  const recorded = recordOrderStatements(ctx.db, row);
  const told = recoveredStatements(ctx, store, row);
  await ctx.db.batch([...adopted, ...recorded, ...noted, ...told] as unknown as typeof recorded);
  await redeemCoupons(ctx, store, number);
}

function ownColumns({ id, storeId, number, totalMinor, currency, placedAt }: OrderRow) {
  return { id, storeId, number, totalMinor, currency, placedAt };
}
