import { sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";

export interface OrderRow {
  id: string;
  storeId: string;
  shopperId: string | null;
  addressHash: string | null;
  number: string;
  totalMinor: number | null;
  currency: string | null;
  placedAt: number;
  /** An order this long after its cart was resumed is attributed to the message, in ms. */
  attributionWindow: number;
}

/** A cart that was seen empty this shortly before its order was seen was bought, not given up. In ms. */
const justEmptied = 600_000;

/**
 * Three statements for one batch: the order is kept once, the carts it settles are closed, and what was still to be sent
 * about them is cancelled. "The carts it settles": the shopper's own, the one that was rebuilt from a mail, and every
 * one of the same address, as far as they were begun before the order was first seen. Seeing the order again later, on a
 * reload of its page, therefore touches nothing new.
 */
export function recordOrderStatements(db: Database, row: OrderRow) {
  const own = sql`(SELECT c.id FROM carts c WHERE c.store_id = ${row.storeId} AND c.shopper_id = ${row.shopperId}
    AND c.created_at <= ${row.placedAt} AND (c.status IN ('active', 'abandoned')
      OR (c.status = 'lost' AND c.items = 0 AND c.closed_at >= ${row.placedAt - justEmptied}))
    ORDER BY c.created_at DESC LIMIT 1)`;
  const order = sql`(SELECT * FROM orders WHERE store_id = ${row.storeId} AND number = ${row.number})`;
  const settled = sql`carts.store_id = ${row.storeId} AND carts.created_at <= o.placed_at
    AND (carts.status IN ('active', 'abandoned')
      OR (carts.status = 'lost' AND carts.items = 0 AND carts.closed_at >= o.placed_at - ${justEmptied}))
    AND (carts.id = o.cart_id OR carts.address_hash = o.address_hash
      OR carts.id = (SELECT resumed_cart_id FROM carts AS bought WHERE bought.id = o.cart_id))`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO orders (id, store_id, number, cart_id, address_hash, total_minor, currency, message_id, placed_at)
      VALUES (${row.id}, ${row.storeId}, ${row.number}, ${own},
        coalesce(${row.addressHash}, (SELECT address_hash FROM carts WHERE id = ${own})),
        ${row.totalMinor}, ${row.currency},
        (SELECT resumed_message_id FROM carts WHERE id = ${own}
          AND resumed_at >= ${row.placedAt - row.attributionWindow}),
        ${row.placedAt})
      ON CONFLICT (store_id, number) DO UPDATE SET
        cart_id = coalesce(cart_id, excluded.cart_id),
        address_hash = coalesce(address_hash, excluded.address_hash),
        total_minor = coalesce(total_minor, excluded.total_minor),
        currency = coalesce(currency, excluded.currency),
        message_id = coalesce(message_id, excluded.message_id)
      WHERE cart_id IS NULL OR address_hash IS NULL OR total_minor IS NULL`,
    ),
    // Messages first: which carts are settled is read from their open state.
    rawStatement(
      db,
      sql`
      UPDATE recovery_messages SET status = 'cancelled', reason = 'bought', payload_sealed = NULL, lease_until = NULL
      WHERE store_id = ${row.storeId} AND status IN ('scheduled', 'claimed')
        AND EXISTS (SELECT 1 FROM ${order} o WHERE recovery_messages.created_at <= o.placed_at
          AND (recovery_messages.address_hash = o.address_hash
            OR recovery_messages.cart_id IN (SELECT carts.id FROM carts WHERE ${settled})))`,
    ),
    rawStatement(
      db,
      sql`
      UPDATE carts SET
        status = CASE WHEN status = 'abandoned' OR resumed_message_id IS NOT NULL
          OR EXISTS (SELECT 1 FROM recovery_messages m WHERE m.cart_id = carts.id AND m.resumed_at IS NOT NULL)
          THEN 'recovered' ELSE 'completed' END,
        closed_at = ${row.placedAt}, idle_at = NULL
      WHERE id IN (SELECT carts.id FROM carts, ${order} o WHERE ${settled})`,
    ),
  ] as const;
}
