import { sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import type { IdleCart } from "./carts.ts";
import { rawStatement } from "./raw-statement.ts";
import { carts } from "./schema.ts";

export interface PlannedMessage {
  id: string;
  step: number;
  plannedAt: number;
  /** JSON of a `PlannedStep`. */
  plan: string;
}

export interface PlannedCart {
  cart: IdleCart;
  /** Empty: it is abandoned, and nobody is written to. */
  messages: PlannedMessage[];
}

/**
 * Carts become abandoned and their messages exist, in one batch: of each cart both, if it is still what was looked at, or
 * neither. The messages are written first, because what they ask of the cart is then still so; nothing comes between. A step
 * that was called off because the shopper had come back is taken up again; one that was sent, or came to any other end, never is.
 */
export function abandonStatements(db: Database, planned: PlannedCart[], channel: string, now: number) {
  const looked = planned.map(({ cart: { id, storeId, version, addressHash }, messages }) => ({
    ...{ id, storeId, version, addressHash, messages },
  }));
  // An address that was taken back or erased since the look must not come back with the messages.
  const isStillIdle = sql`cart.store_id = seen.value ->> 'storeId' AND cart.version = seen.value ->> 'version'
    AND cart.status = 'active' AND cart.idle_at <= ${now} AND cart.address_hash IS seen.value ->> 'addressHash'`;
  const withMessages = looked.filter(({ messages }) => messages.length > 0);
  const alone = looked.map(({ messages: _, ...cart }) => cart);
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO recovery_messages (id, store_id, cart_id, contact_id, address_hash, step, channel, plan, status,
        planned_at, due_at, created_at)
      SELECT step.value ->> 'id', cart.store_id, cart.id, cart.contact_id, cart.address_hash, step.value ->> 'step',
        ${channel}, step.value ->> 'plan', 'scheduled', step.value ->> 'plannedAt', step.value ->> 'plannedAt', ${now}
      FROM json_each(${JSON.stringify(withMessages)}) AS seen CROSS JOIN carts AS cart ON cart.id = seen.value ->> 'id'
      CROSS JOIN json_each(seen.value -> 'messages') AS step WHERE ${isStillIdle}
      ON CONFLICT (cart_id, step, channel) DO UPDATE SET
        status = 'scheduled', reason = NULL, planned_at = excluded.planned_at, due_at = excluded.due_at, plan = excluded.plan,
        contact_id = excluded.contact_id, address_hash = excluded.address_hash
      WHERE recovery_messages.status = 'cancelled' AND recovery_messages.reason = 'returned'`,
    ),
    db
      .update(carts)
      .set({ status: "abandoned", abandonedAt: now, idleAt: null })
      .where(
        sql`id IN (SELECT cart.id FROM json_each(${JSON.stringify(alone)}) AS seen
          CROSS JOIN carts AS cart ON cart.id = seen.value ->> 'id' WHERE ${isStillIdle})`,
      ),
  ] as const;
}
