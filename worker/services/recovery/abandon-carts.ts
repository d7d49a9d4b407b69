import type { Context } from "../../context.ts";
import { abandonStatements, type PlannedMessage } from "../../db/abandonment.ts";
import { type IdleCart, selectIdle, selectStoresWithIdle } from "../../db/carts.ts";
import { minute, second } from "../../domain/clock.ts";
import { newId } from "../../domain/ids.ts";
import { chooseSequence, chooseVariant } from "../../domain/sequence.ts";
import { type PlannedStep, sequencesOf } from "../../wire/recovery-settings.ts";
import { abandonedStatements } from "../notices/note-notice.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { shareOut } from "./share-out.ts";

/** Carts in one transaction: some 60 ms in which the database does nothing else. */
const perBatch = 100;
/** Carts of one run, and of one look. It is some 500 queries, of the 1,000 that the platform allows. */
const perRun = 10_000;
const perLook = 1_000;
/** A run ends after this long, before the next one begins. */
const patience = 30 * second;

/**
 * Carts without activity for their store's time become abandoned, and the messages of the sequence that fits the cart exist
 * from that moment, with all that the store's settings say of them now: both in one transaction, or neither. Any number of
 * runs at once abandon each cart once. Every store gets its share of a run.
 * @returns how many carts were looked at
 */
export async function abandonCarts(ctx: Context): Promise<{ carts: number }> {
  const began = ctx.now();
  const stores = new Map<string, Store | null>();
  const storeIds = await selectStoresWithIdle(ctx.db, began);
  const room = { inAll: perRun, atOnce: perLook };
  const carts = await shareOut(storeIds, Math.floor(began / minute), room, async (ids, each) => {
    if (ctx.now() >= began + patience) return null;
    const idle = await selectIdle(ctx.db, ids, ctx.now(), each);
    for (const { storeId } of idle) {
      if (!stores.has(storeId)) stores.set(storeId, await loadStore(ctx, storeId));
    }
    for (let start = 0; start < idle.length; start += perBatch) {
      await abandon(ctx, stores, idle.slice(start, start + perBatch));
    }
    return idle;
  });
  return { carts };
}

async function abandon(ctx: Context, stores: Map<string, Store | null>, idle: IdleCart[]): Promise<void> {
  const now = ctx.now();
  const planned = idle.map((cart) => {
    // Without an address there is nobody to write to; the cart is abandoned all the same.
    const store = cart.contactId && cart.addressHash ? stores.get(cart.storeId) : null;
    return { cart, messages: planFor(store ?? null, cart, now) };
  });
  await ctx.db.batch([
    ...abandonStatements(ctx.db, planned, "email", now),
    ...abandonedStatements(ctx, stores, idle, now),
  ]);
}

/** The steps of the sequence that fits a cart which was abandoned at `now`, as the store's settings say it today. */
export function planFor(store: Store | null, cart: IdleCart, now: number): PlannedMessage[] {
  if (!store?.settings.recovery.enabled) return [];
  const facts = { ...cart, isReturning: Boolean(cart.isReturning) };
  const sequence = chooseSequence(sequencesOf(store.settings.recovery), facts);
  return (sequence?.steps ?? []).map(({ delayMinutes, variants, ...step }, index, steps) => {
    const variant = chooseVariant(variants, cart.id, index + 1);
    const plan: PlannedStep = {
      ...step,
      sequence: sequence?.name ?? "",
      isLast: index === steps.length - 1,
      variant: variant && { name: variant.name, ...(variant.subject && { subject: variant.subject }) },
    };
    return {
      id: newId("message"),
      step: index + 1,
      plannedAt: now + delayMinutes * minute,
      plan: JSON.stringify(plan),
    };
  });
}
