import { and, desc, eq, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import type { CartSnapshot } from "../domain/cart.ts";
import { type Stage, stages } from "../domain/sequence.ts";
import { rawStatement } from "./raw-statement.ts";
import { carts } from "./schema.ts";
import { storesWith } from "./stores-with.ts";

export type CartRow = typeof carts.$inferSelect;

const isOpen = sql`status IN ('active', 'abandoned')`;

export interface SnapshotRow {
  id: string;
  storeId: string;
  shopperId: string;
  snapshot: CartSnapshot;
  items: number;
  totalMinor: number;
  fingerprint: string;
  language: string | null;
  country: string | null;
  timezone: string | null;
  /** Also the time of activity, epoch ms. */
  observedAt: number;
  idleAt: number;
  /** A cart that is otherwise unchanged is written again only after this long, in ms. */
  heartbeat: number;
}

/**
 * The shopper's open cart becomes this snapshot, which must have lines; a first one begins a cart, with the contact the
 * shopper's last cart had. Nothing is written when the cart is unchanged and was seen within the heartbeat, or when a
 * newer snapshot is there already.
 */
export function upsertSnapshot(db: Database, row: SnapshotRow) {
  const last = (column: string) => sql`(SELECT ${sql.raw(column)} FROM carts AS earlier
    WHERE earlier.store_id = ${row.storeId} AND earlier.shopper_id = ${row.shopperId}
    ORDER BY earlier.created_at DESC LIMIT 1)`;
  return rawStatement(
    db,
    sql`
    INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint,
      coupons, ref,
      contact_id, address_hash, language, country, timezone, created_at, observed_at, active_at, idle_at)
    VALUES (${row.id}, ${row.storeId}, ${row.shopperId}, 'active', ${JSON.stringify(row.snapshot.lines)},
      ${row.items}, ${row.snapshot.currency}, ${row.totalMinor}, ${row.fingerprint},
      ${row.snapshot.coupons ? JSON.stringify(row.snapshot.coupons) : null}, ${row.snapshot.ref ?? null},
      ${last("contact_id")}, ${last("address_hash")}, ${row.language}, ${row.country}, ${row.timezone},
      ${row.observedAt}, ${row.observedAt}, ${row.observedAt}, ${row.idleAt})
    ON CONFLICT (store_id, shopper_id) WHERE status IN ('active', 'abandoned') DO UPDATE SET
      version = version + (fingerprint <> excluded.fingerprint),
      status = 'active', abandoned_at = NULL, parted_at = NULL,
      lines = excluded.lines, items = excluded.items, currency = excluded.currency,
      total_minor = excluded.total_minor, fingerprint = excluded.fingerprint,
      coupons = excluded.coupons, ref = coalesce(excluded.ref, ref),
      country = coalesce(excluded.country, country), timezone = coalesce(excluded.timezone, timezone),
      language = coalesce(language, excluded.language),
      observed_at = excluded.observed_at, active_at = excluded.active_at, idle_at = excluded.idle_at
    WHERE excluded.observed_at >= observed_at AND (fingerprint <> excluded.fingerprint
      OR status = 'abandoned' OR excluded.active_at >= active_at + ${row.heartbeat})`,
  );
}

/**
 * An emptied cart is over: what is put in later is a new one.
 * @param activeSince only a cart with a sign of the shopper since then; `null`: whenever that was
 */
export function closeEmptied(
  db: Database,
  storeId: string,
  shopperId: string,
  now: number,
  activeSince: number | null,
) {
  return db
    .update(carts)
    .set({ status: "lost", lines: [], items: 0, totalMinor: 0, idleAt: null, closedAt: now, observedAt: now })
    .where(
      and(
        ownOpen(storeId, shopperId),
        isNull(carts.partedAt),
        sql`${carts.observedAt} <= ${now}`,
        activeSince === null ? undefined : sql`${carts.activeAt} > ${activeSince}`,
      ),
    );
}

/**
 * Notes that the storefront no longer holds the shopper's open cart, which we keep. One that had come as far as an address
 * or the payment is closed with what is in it: it may have been bought unseen, and nobody is written to about that.
 */
export function partFromSession(db: Database, storeId: string, shopperId: string, now: number) {
  const mayBeBought = sql`(given_address_hash IS NOT NULL OR stage = 'payment')`;
  return db
    .update(carts)
    .set({
      partedAt: now,
      status: sql`CASE WHEN ${mayBeBought} THEN 'lost' ELSE status END`,
      closedAt: sql`CASE WHEN ${mayBeBought} THEN ${now} ELSE closed_at END`,
      idleAt: sql`CASE WHEN ${mayBeBought} THEN NULL ELSE idle_at END`,
    })
    .where(and(ownOpen(storeId, shopperId), isNull(carts.partedAt), sql`${carts.observedAt} <= ${now}`));
}

/**
 * Closes the shopper's open cart, with what is in it, when another was begun in a new session: the storefront no longer held
 * it, or had not been seen to since `heldSince`, and nothing of it is in the new one.
 */
export function setAside(
  db: Database,
  storeId: string,
  shopperId: string,
  begun: { productIds: string[]; heldSince: number },
  now: number,
) {
  return db
    .update(carts)
    .set({ status: "lost", closedAt: now, idleAt: null, partedAt: sql`coalesce(parted_at, ${now})` })
    .where(
      and(
        ownOpen(storeId, shopperId),
        sql`${carts.observedAt} <= ${now}`,
        sql`(parted_at IS NOT NULL OR active_at <= ${begun.heldSince})`,
        sql`NOT EXISTS (SELECT 1 FROM json_each(lines)
          WHERE json_each.value ->> 'productId' IN (SELECT value FROM json_each(${JSON.stringify(begun.productIds)})))`,
      ),
    );
}

function ownOpen(storeId: string, shopperId: string) {
  return and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId), isOpen);
}

/** Whether a cart of this shopper was begun before then. */
export async function hasCartBefore(
  db: Database,
  storeId: string,
  shopperId: string,
  before: number,
): Promise<boolean> {
  const found = await db
    .select({ id: carts.id })
    .from(carts)
    .where(and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId), lt(carts.createdAt, before)))
    .limit(1);
  return found.length > 0;
}

/** @returns the cart that is active or abandoned: a shopper has at most one */
export function findOpenCart(db: Database, storeId: string, shopperId: string): Promise<CartRow | null> {
  return newestCart(db, storeId, shopperId, isOpen);
}

/** The shopper's newest cart, open or not. */
export function findLastCart(db: Database, storeId: string, shopperId: string): Promise<CartRow | null> {
  return newestCart(db, storeId, shopperId);
}

async function newestCart(
  db: Database,
  storeId: string,
  shopperId: string,
  which?: SQL,
): Promise<CartRow | null> {
  const rows = await db
    .select()
    .from(carts)
    .where(and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId), which))
    .orderBy(desc(carts.createdAt))
    .limit(1);
  return rows[0] ?? null;
}

/** What chooses the sequence of a cart, and whom it is for. */
const plannable = {
  id: carts.id,
  storeId: carts.storeId,
  version: carts.version,
  contactId: carts.contactId,
  addressHash: carts.addressHash,
  stage: carts.stage,
  reason: carts.reason,
  totalMinor: carts.totalMinor,
  currency: carts.currency,
  country: carts.country,
  // Written out: in a query of one table a built column has no table's name, and would be the inner table's.
  isReturning: sql<number>`EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = carts.store_id
    AND buyers.address_hash = carts.address_hash AND buyers.bought_at < carts.created_at)`,
};

/** The stores in which there are carts whose time without activity is over. */
export async function selectStoresWithIdle(db: Database, now: number): Promise<string[]> {
  const isIdle = sql`row.idle_at <= ${now}`;
  const rows = await db.all<{ storeId: string }>(storesWith("carts", sql`idle_at IS NOT NULL`, isIdle));
  return rows.map(({ storeId }) => storeId);
}

/** Carts whose time without activity is over, in these stores: of each `each` at most, longest first. Reads only those. */
export function selectIdle(db: Database, storeIds: string[], now: number, each: number) {
  return db
    .select(plannable)
    .from(carts)
    .where(
      sql`${carts.id} IN (SELECT idle.id FROM json_each(${JSON.stringify(storeIds)}) AS store
        CROSS JOIN carts AS idle ON idle.id IN (SELECT own.id FROM carts AS own WHERE own.store_id = store.value
          AND own.idle_at <= ${now} ORDER BY own.idle_at LIMIT ${each}))`,
    );
}

export type IdleCart = Awaited<ReturnType<typeof selectIdle>>[number];

/** A store's abandoned carts that something waits to be sent about. Reads all that waits, over all stores. */
export function selectUnderWay(db: Database, storeId: string) {
  return db
    .select({ ...plannable, abandonedAt: carts.abandonedAt })
    .from(carts)
    .where(
      sql`${carts.id} IN (SELECT cart_id FROM recovery_messages
        WHERE status = 'scheduled' AND due_at > 0 AND store_id = ${storeId})
        AND ${carts.storeId} = ${storeId} AND ${carts.status} = 'abandoned'`,
    );
}

/** Notes that a stop of the checkout was opened with the shopper's open cart. Writes nothing when it had come as far before. */
export function noteStage(db: Database, storeId: string, shopperId: string, stage: Stage) {
  const before = sql.join(
    stages.slice(0, stages.indexOf(stage)).map((one) => sql`${one}`),
    sql`, `,
  );
  return db
    .update(carts)
    .set({ stage })
    .where(
      and(
        eq(carts.storeId, storeId),
        eq(carts.shopperId, shopperId),
        isOpen,
        sql`${carts.stage} IN (${before})`,
      ),
    );
}

/** A sign of the shopper other than a snapshot: the cart is active again and its time starts anew. */
export function touch(db: Database, storeId: string, cartId: string, now: number, idleAt: number) {
  return db
    .update(carts)
    .set({ status: "active", abandonedAt: null, activeAt: now, idleAt })
    .where(and(eq(carts.storeId, storeId), eq(carts.id, cartId), isOpen, sql`${carts.items} > 0`));
}

export function attachContact(
  db: Database,
  storeId: string,
  shopperId: string,
  contact: { id: string; addressHash: string; language: string },
  now: number,
  idleAt: number,
) {
  return db
    .update(carts)
    .set({
      contactId: contact.id,
      addressHash: contact.addressHash,
      language: contact.language,
      status: "active",
      abandonedAt: null,
      activeAt: now,
      idleAt,
    })
    .where(and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId), isOpen, sql`${carts.items} > 0`));
}

export function detachContact(db: Database, storeId: string, shopperId: string) {
  return db
    .update(carts)
    .set({ contactId: null, addressHash: null })
    .where(and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId)));
}

/** Notes which address the shopper of an open cart gave the shop. Writes nothing when that is known. */
export function noteGivenAddress(db: Database, storeId: string, shopperId: string, addressHash: string) {
  return db
    .update(carts)
    .set({ givenAddressHash: addressHash })
    .where(
      and(
        eq(carts.storeId, storeId),
        eq(carts.shopperId, shopperId),
        isOpen,
        sql`${carts.givenAddressHash} IS NOT ${addressHash}`,
      ),
    );
}

/**
 * Notes on the shopper's open cart that it was rebuilt from another, and from which message's link. One the shopper asked
 * for takes nothing from the message that brought them before.
 */
export function markResumed(
  db: Database,
  storeId: string,
  shopperId: string,
  from: { cartId: string; messageId: string | null },
  now: number,
) {
  return db
    .update(carts)
    .set({
      ...(from.messageId === null ? {} : { resumedMessageId: from.messageId, resumedAt: now }),
      resumedCartId: sql`CASE WHEN ${carts.id} = ${from.cartId} THEN NULL ELSE ${from.cartId} END`,
    })
    .where(and(eq(carts.storeId, storeId), eq(carts.shopperId, shopperId), isOpen));
}

/** Every cart of one address, newest first: what one person left on their devices. */
export function selectCartsOfAddress(db: Database, storeId: string, addressHash: string, limit: number) {
  return db
    .select()
    .from(carts)
    .where(and(eq(carts.addressHash, addressHash), eq(carts.storeId, storeId)))
    .orderBy(desc(carts.createdAt))
    .limit(limit);
}

/** Abandoned carts that nothing more will be sent about, oldest first. */
export function closeLost(db: Database, now: number, abandonedBefore: number, limit: number) {
  return db
    .update(carts)
    .set({ status: "lost", closedAt: now })
    .where(
      inArray(
        carts.id,
        db
          .select({ id: carts.id })
          .from(carts)
          .where(sql`${carts.status} = 'abandoned' AND ${carts.abandonedAt} <= ${abandonedBefore}`)
          .orderBy(carts.abandonedAt)
          .limit(limit),
      ),
    );
}

/** The stores in which at least so many carts were left since then. Reads only those carts (index `carts_abandoned`). */
export async function countLeftCarts(db: Database, since: number, atLeast: number): Promise<string[]> {
  const rows = await db
    .select({ storeId: carts.storeId })
    .from(carts)
    .where(sql`${carts.status} = 'abandoned' AND ${carts.abandonedAt} > ${since}`)
    // The plus keeps the planner from reading all carts in the order of their stores.
    .groupBy(sql`+store_id`)
    .having(sql`count(*) >= ${atLeast}`);
  return rows.map(({ storeId }) => storeId);
}

/** What was left in a store between the two, and still is: how many carts, and what they came to, by currency. */
export function readLeftCarts(db: Database, storeId: string, from: number, until: number) {
  return db.all<{ currency: string; count: number; minor: number }>(sql`
    SELECT currency, count(*) AS count, sum(total_minor) AS minor FROM carts
    WHERE status = 'abandoned' AND abandoned_at >= ${from} AND abandoned_at < ${until} AND store_id = ${storeId}
    GROUP BY +currency`);
}
