import type { Context } from "../../context.ts";
import { abandon, type IdleCart, selectIdle } from "../../db/carts.ts";
import { type PlannedMessage, scheduleIfAbandoned } from "../../db/recovery-messages.ts";
import { minute } from "../../domain/clock.ts";
import { newId } from "../../domain/ids.ts";
import { chooseSequence, chooseVariant } from "../../domain/sequence.ts";
import { type PlannedStep, sequencesOf } from "../../wire/recovery-settings.ts";
import { abandonedStatements } from "../notices/note-notice.ts";
import { loadStore, type Store } from "../stores/find-store.ts";

/** Carts in one transaction, and in one run; the next run takes up the rest. */
const perBatch = 40;
const perRun = 400;

/**
 * Carts without activity for their store's time become abandoned, and the messages of the sequence that fits the cart exist
 * from that moment, with all that the store's settings say of them now: both in one transaction, or neither. Any number of
 * runs at once abandon each cart once.
 * @returns how many carts were looked at
 */
export async function abandonCarts(ctx: Context): Promise<{ carts: number }> {
  const now = ctx.now();
  const idle = await selectIdle(ctx.db, now, perRun);
  const stores = new Map<string, Store | null>();
  for (const { storeId } of idle) {
    if (!stores.has(storeId)) stores.set(storeId, await loadStore(ctx, storeId));
  }
  for (let start = 0; start < idle.length; start += perBatch) {
    const statements = idle.slice(start, start + perBatch).flatMap((cart) => {
      const { contactId, addressHash } = cart;
      // Without an address there is nobody to write to; the cart is abandoned all the same.
      const store = stores.get(cart.storeId) ?? null;
      const plan = contactId && addressHash ? planFor(store, cart, now) : [];
      return [
        abandon(ctx.db, cart, now),
        ...(contactId && addressHash && plan.length > 0
          ? [scheduleIfAbandoned(ctx.db, { ...cart, contactId, addressHash }, "email", plan, now)]
          : []),
        ...abandonedStatements(ctx, store, cart, now),
      ];
    });
    const [first, ...rest] = statements;
    if (first) await ctx.db.batch([first, ...rest]);
  }
  return { carts: idle.length };
}

/** The steps of the sequence that fits a cart which was abandoned at `now`, as the store's settings say it today. */
export function planFor(store: Store | null, cart: IdleCart, now: number): PlannedMessage[] {
  if (!store?.settings.recovery.enabled) return [];
  const facts = { ...cart, isReturning: Boolean(cart.isReturning) };
  const sequence = chooseSequence(sequencesOf(store.settings.recovery), facts);
  return (sequence?.steps ?? []).map(({ delayMinutes, variants, ...step }, index) => {
    const variant = chooseVariant(variants, cart.id, index + 1);
    const plan: PlannedStep = {
      ...step,
      sequence: sequence?.name ?? "",
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
