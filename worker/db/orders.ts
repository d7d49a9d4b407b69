import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";
import { carts, orders } from "./schema.ts";

export interface OrderRow {
  id: string;
  storeId: string;
  shopperId: string | null;
  /** Of the address the order names, if it does. */
  addressHash: string | null;
  number: string;
  totalMinor: number | null;
  currency: string | null;
  placedAt: number;
  /** The platform's own id of the cart it was, where a webhook names it; used when there is no shopper. */
  cartRef: string | null;
  /** An order this long after its cart was resumed is attributed to the message, in ms. */
  attributionWindow: number;
}

/** A cart that was seen empty this shortly before its order was seen was bought, not given up. In ms. */
const justEmptied = 600_000;

/**
 * The statements of one batch: the order is kept once; the sighting of this shopper with it is kept once; and what the
 * sighting settles is settled. "What it settles": the shopper's own cart, the one it was rebuilt from, and every cart and
 * message of the addresses that are known of it, as far as they were begun before this shopper was first seen with the
 * order. Seeing the order again later therefore touches nothing new.
 */
export function recordOrderStatements(db: Database, row: OrderRow) {
  const shopperId = row.shopperId ?? "";
  const isSettled = (cart: string, since: typeof seenAt) =>
    sql`(${sql.raw(cart)}.status IN ('active', 'abandoned') OR (${sql.raw(cart)}.status = 'lost'
      AND ${sql.raw(cart)}.items = 0 AND ${sql.raw(cart)}.closed_at >= ${since} - ${justEmptied}))`;
  // Told by the shop's server, an order finds its cart by the shop's own id of it, or else by the buyer's address.
  const isOwn =
    row.shopperId !== null
      ? sql`c.shopper_id = ${row.shopperId}`
      : sql`(c.ref = ${row.cartRef} OR c.address_hash = ${row.addressHash})`;
  const sighting = sql`(SELECT * FROM order_sightings WHERE store_id = ${row.storeId} AND number = ${row.number}
    AND shopper_id = ${shopperId})`;
  const seenAt = sql`(SELECT seen_at FROM ${sighting})`;
  const ownCart = sql`(SELECT cart_id FROM ${sighting})`;
  const addresses = sql`(SELECT ${row.addressHash} UNION SELECT address_hash FROM carts WHERE id = ${ownCart}
    UNION SELECT given_address_hash FROM carts WHERE id = ${ownCart})`;
  const settledCarts = sql`(SELECT c.id FROM carts c WHERE c.store_id = ${row.storeId} AND c.created_at <= ${seenAt}
    AND ${isSettled("c", seenAt)}
    AND (c.id = ${ownCart} OR c.address_hash IN ${addresses}
      OR c.id = (SELECT resumed_cart_id FROM carts WHERE id = ${ownCart})))`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO order_sightings (store_id, number, shopper_id, cart_id, seen_at)
      VALUES (${row.storeId}, ${row.number}, ${shopperId},
        (SELECT c.id FROM carts c WHERE c.store_id = ${row.storeId} AND ${isOwn}
          AND c.created_at <= ${row.placedAt} AND ${isSettled("c", sql`${row.placedAt}`)}
          ORDER BY c.ref IS ${row.cartRef} DESC, c.created_at DESC LIMIT 1),
        ${row.placedAt})
      ON CONFLICT DO NOTHING`,
    ),
    rawStatement(
      db,
      sql`
      INSERT INTO orders (id, store_id, number, cart_id, address_hash, total_minor, currency, message_id, placed_at)
      VALUES (${row.id}, ${row.storeId}, ${row.number}, ${ownCart},
        coalesce(${row.addressHash}, (SELECT address_hash FROM carts WHERE id = ${ownCart})),
        ${row.totalMinor}, ${row.currency},
        (SELECT resumed_message_id FROM carts WHERE id = ${ownCart}
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
    rawStatement(
      db,
      sql`
      INSERT INTO buyers (store_id, address_hash, bought_at)
      SELECT ${row.storeId}, hash, ${seenAt} FROM (SELECT ${row.addressHash} AS hash UNION SELECT * FROM ${addresses})
      WHERE hash IS NOT NULL
      ON CONFLICT DO UPDATE SET bought_at = excluded.bought_at WHERE excluded.bought_at > bought_at`,
    ),
    // Messages before carts: which carts are settled is read from their being open.
    rawStatement(
      db,
      sql`
      UPDATE recovery_messages SET status = 'cancelled', reason = 'bought', payload_sealed = NULL, lease_until = NULL
      WHERE store_id = ${row.storeId} AND status IN ('scheduled', 'claimed') AND created_at <= ${seenAt}
        AND (address_hash IN ${addresses} OR cart_id IN ${settledCarts})`,
    ),
    rawStatement(
      db,
      sql`
      UPDATE carts SET
        status = CASE WHEN status = 'abandoned' OR resumed_message_id IS NOT NULL
          OR EXISTS (SELECT 1 FROM recovery_messages m WHERE m.cart_id = carts.id AND m.resumed_at IS NOT NULL)
          THEN 'recovered' ELSE 'completed' END,
        closed_at = ${row.placedAt}, idle_at = NULL
      WHERE id IN ${settledCarts}`,
    ),
  ] as const;
}

/**
 * Notes what the platform's newest event says of an order, however the events arrive: an older one changes nothing. An
 * order that is heard of as cancelled first is kept too, so that hearing later that it was placed does not make it count.
 */
export function noteOrderEvent(
  db: Database,
  row: Pick<OrderRow, "id" | "storeId" | "number" | "totalMinor" | "currency" | "placedAt">,
  status: "placed" | "cancelled",
  eventAt: number,
) {
  return db
    .insert(orders)
    .values({ ...row, status, eventAt })
    .onConflictDoUpdate({
      target: [orders.storeId, orders.number],
      set: { status, eventAt },
      setWhere: sql`${orders.eventAt} IS NULL OR ${orders.eventAt} < ${eventAt}`,
    });
}

/** What stands in a number's place while nobody has told it, followed by the id of the cart that was ordered. */
const unnumbered = "seen/";

/** How far apart the two tellings of one order may be, in ms. */
const sameOrder = 2 * 3_600_000;

/**
 * The number under which an order is kept of which only the shopper is known: that of the order their newest cart became,
 * or else a name made of that cart. Reading the page after the purchase again gives the same.
 */
export async function readOwnOrder(db: Database, storeId: string, shopperId: string): Promise<string> {
  const rows = await db.all<{ number: string }>(sql`
    SELECT coalesce((SELECT number FROM orders WHERE orders.cart_id = carts.id), ${unnumbered} || carts.id) AS number
    FROM carts WHERE store_id = ${storeId} AND shopper_id = ${shopperId} ORDER BY created_at DESC LIMIT 1`);
  return rows[0]?.number ?? unnumbered + shopperId;
}

/** An order that was seen without its number, and is told of with it now, is that order. To stand before what records it. */
export function adoptNumberStatements(db: Database, row: OrderRow) {
  const isSame =
    row.shopperId !== null
      ? sql`o.cart_id = (SELECT id FROM carts WHERE store_id = ${row.storeId} AND shopper_id = ${row.shopperId}
          ORDER BY created_at DESC LIMIT 1)`
      : sql`(o.address_hash = ${row.addressHash}
          OR o.cart_id IN (SELECT id FROM carts WHERE ref = ${row.cartRef} AND store_id = ${row.storeId}))`;
  const old = sql`(SELECT o.number FROM orders o WHERE o.store_id = ${row.storeId}
    AND o.placed_at BETWEEN ${row.placedAt - sameOrder} AND ${row.placedAt + sameOrder}
    AND o.number LIKE ${`${unnumbered}%`} AND ${isSame} ORDER BY o.placed_at DESC LIMIT 1)`;
  const isNews = sql`NOT EXISTS (SELECT 1 FROM orders WHERE store_id = ${row.storeId} AND number = ${row.number})`;
  return [
    rawStatement(
      db,
      sql`UPDATE order_sightings SET number = ${row.number}
        WHERE store_id = ${row.storeId} AND number = ${old} AND ${isNews}`,
    ),
    rawStatement(
      db,
      sql`UPDATE orders SET number = ${row.number} WHERE store_id = ${row.storeId} AND number = ${old} AND ${isNews}`,
    ),
  ] as const;
}

/** For each of these stores: how many orders were placed between the two, and when the newest one after `from` was. */
export async function readOrderHistories(db: Database, storeIds: string[], from: number, until: number) {
  return db.all<{ storeId: string; usual: number; lastAt: number | null }>(sql`
    SELECT value AS storeId,
      (SELECT count(*) FROM orders WHERE store_id = value AND placed_at > ${from} AND placed_at <= ${until}) AS usual,
      (SELECT max(placed_at) FROM orders WHERE store_id = value AND placed_at > ${from}) AS lastAt
    FROM json_each(${JSON.stringify(storeIds)})`);
}

/** The cart that became this order, as far as its coupons go. */
export async function selectOrderedCart(db: Database, storeId: string, number: string) {
  const rows = await db
    .select({ id: carts.id, coupons: carts.coupons, resumedCartId: carts.resumedCartId })
    .from(orders)
    .innerJoin(carts, eq(carts.id, orders.cartId))
    .where(and(eq(orders.storeId, storeId), eq(orders.number, number), eq(carts.storeId, storeId)));
  return rows[0] ?? null;
}

/** Orders of these days that are attributed to a message: how many, and what they came to, by currency. */
export function readRecovered(db: Database, storeId: string, from: number, until: number) {
  return db.all<{ currency: string | null; count: number; minor: number | null }>(sql`
    SELECT currency, count(*) AS count, sum(total_minor) AS minor FROM orders
    WHERE store_id = ${storeId} AND placed_at >= ${from} AND placed_at < ${until} AND message_id IS NOT NULL
      AND status = 'placed' GROUP BY +currency`);
}
