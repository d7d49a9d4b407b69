import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import type { CouponSource, Incentive, IncentiveOccasion } from "../domain/incentive.ts";
import { rawStatement } from "./raw-statement.ts";
import { coupons, incentiveCounts } from "./schema.ts";

export type CouponRow = typeof coupons.$inferSelect;

/** Whom a coupon is for. It is theirs with this cart only. */
export interface Holder {
  cartId: string;
  shopperId: string;
  addressHash: string | null;
}

export interface Hold {
  storeId: string;
  incentive: string;
  rules: Pick<Incentive, "source" | "kind" | "value" | "onlyNew" | "budget" | "lowPoolAt">;
  /** Of the cart. */
  currency: string;
  occasion: IncentiveOccasion;
  holder: Holder;
  worthMinor: number;
  month: number;
  now: number;
  endsAt: number;
  /** Nobody else gets it before this. */
  heldUntil: number;
  /** Who had one after this time gets none. */
  againSince: number;
  /** A code that is not in the pool: made for this, or everybody's. */
  fresh: { id: string; codeHash: string; codeSealed: string };
}

/** What decides who may have one. */
export type Wish = Pick<
  Hold,
  "storeId" | "incentive" | "rules" | "holder" | "worthMinor" | "month" | "now" | "againSince"
>;

const noLimit = Number.MAX_SAFE_INTEGER;

/**
 * Holds a coupon for somebody who may have one, counts it, and answers it: the first statement of three changes a row or
 * none, the last answers the holder's coupon for this cart, whenever it was given to them. All in one batch: of any number
 * of callers each code goes to one, and each holder gets one.
 */
export function holdCoupon(db: Database, hold: Hold) {
  return [
    hold.rules.source === "pool" ? takeFromPool(db, hold) : addFresh(db, hold),
    rawStatement(
      db,
      sql`
      INSERT INTO incentive_counts (store_id, incentive, month, what, count, worth_minor, last_at)
      SELECT ${hold.storeId}, ${hold.incentive}, ${hold.month}, 'issued', 1, ${hold.worthMinor}, ${hold.now}
      WHERE changes() = 1 ${addUp}`,
    ),
    selectHeld(db, hold),
    selectWhyNot(db, hold),
  ] as const;
}

function takeFromPool(db: Database, hold: Hold) {
  const { storeId, incentive, rules, holder } = hold;
  return rawStatement(
    db,
    sql`
    UPDATE coupons SET status = 'held', occasion = ${hold.occasion}, address_hash = ${holder.addressHash},
      shopper_id = ${holder.shopperId}, cart_id = ${holder.cartId}, kind = ${rules.kind}, value = ${rules.value},
      currency = ${hold.currency}, worth_minor = ${hold.worthMinor}, issued_at = ${hold.now}, ends_at = ${hold.endsAt},
      due_at = ${hold.heldUntil}
    WHERE id = (SELECT id FROM coupons WHERE incentive = ${incentive} AND store_id = ${storeId} AND status = 'free' LIMIT 1)
      AND NOT ${hadOne(hold)} AND NOT ${isSpent(hold)} AND NOT ${isNoLongerNew(hold)}`,
  );
}

function addFresh(db: Database, hold: Hold) {
  const { storeId, incentive, rules, holder, fresh } = hold;
  return rawStatement(
    db,
    sql`
    INSERT INTO coupons (id, store_id, incentive, source, code_hash, code_sealed, status, occasion, address_hash, shopper_id,
      cart_id, kind, value, currency, worth_minor, issued_at, ends_at, due_at, created_at)
    SELECT ${fresh.id}, ${storeId}, ${incentive}, ${rules.source}, ${fresh.codeHash}, ${fresh.codeSealed}, 'held',
      ${hold.occasion}, ${holder.addressHash}, ${holder.shopperId}, ${holder.cartId}, ${rules.kind}, ${rules.value},
      ${hold.currency}, ${hold.worthMinor}, ${hold.now}, ${hold.endsAt}, ${hold.heldUntil}, ${hold.now}
    WHERE NOT ${hadOne(hold)} AND NOT ${isSpent(hold)} AND NOT ${isNoLongerNew(hold)}`,
  );
}

const isTheirs = (now: number) =>
  sql`(other.status IN ('issued', 'redeemed') OR (other.status = 'held' AND other.due_at > ${now}))`;

/** By address, by browser, by cart: each alone is enough. Three look-ups, because one with OR would read the table. */
function hadOne({ storeId, incentive, holder, againSince, now }: Wish): SQL {
  const by = (column: string, value: string | null) => sql`EXISTS (SELECT 1 FROM coupons AS other
    WHERE other.${sql.raw(column)} = ${value} AND other.store_id = ${storeId} AND other.incentive = ${incentive}
      AND other.issued_at > ${againSince} AND ${isTheirs(now)})`;
  return sql`(${by("address_hash", holder.addressHash)} OR ${by("shopper_id", holder.shopperId)}
    OR ${by("cart_id", holder.cartId)})`;
}

function isSpent({ storeId, incentive, month, rules, worthMinor }: Wish): SQL {
  return sql`EXISTS (SELECT 1 FROM (SELECT coalesce(sum(count), 0) AS given, coalesce(sum(worth_minor), 0) AS worth
    FROM incentive_counts WHERE store_id = ${storeId} AND incentive = ${incentive} AND month = ${month} AND what = 'issued')
    WHERE given >= ${rules.budget.count ?? noLimit} OR worth + ${worthMinor} > ${rules.budget.amount ?? noLimit})`;
}

function isNoLongerNew({ storeId, rules, holder }: Wish): SQL {
  if (!rules.onlyNew) return sql`0`;
  return sql`(EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = ${storeId}
      AND buyers.address_hash = ${holder.addressHash})
    OR EXISTS (SELECT 1 FROM carts WHERE carts.shopper_id = ${holder.shopperId} AND carts.store_id = ${storeId}
      AND carts.status IN ('completed', 'recovered')))`;
}

function selectHeld(db: Database, { storeId, incentive, holder, now }: Wish) {
  return db
    .select()
    .from(coupons)
    .where(
      and(
        eq(coupons.cartId, holder.cartId),
        eq(coupons.storeId, storeId),
        eq(coupons.incentive, incentive),
        sql`(${coupons.status} = 'issued' OR (${coupons.status} = 'held' AND ${coupons.dueAt} > ${now}))`,
        sql`${coupons.endsAt} > ${now}`,
        // The cart may have another's address by now: what was theirs stays theirs.
        sql`(${coupons.addressHash} IS NULL OR ${coupons.addressHash} IS ${holder.addressHash})`,
      ),
    )
    .limit(1);
}

function selectWhyNot(db: Database, hold: Wish) {
  return db
    .select({
      hadOne: sql<number>`${hadOne(hold)}`.as("had_one"),
      isSpent: sql<number>`${isSpent(hold)}`.as("is_spent"),
      isNoLongerNew: sql<number>`${isNoLongerNew(hold)}`.as("is_no_longer_new"),
      /** Counted no further than the merchant wants to be told at. */
      left: sql<number>`(SELECT count(*) FROM (SELECT 1 FROM coupons WHERE incentive = ${hold.incentive}
        AND store_id = ${hold.storeId} AND status = 'free' LIMIT ${hold.rules.lowPoolAt + 1}))`.as(
        "still_free",
      ),
    })
    .from(sql`(SELECT 1)`);
}

/** Whether `holdCoupon` would answer one. Changes nothing. */
export async function foreseeCoupon(db: Database, wish: Wish): Promise<boolean> {
  const [[held], [why]] = await db.batch([selectHeld(db, wish), selectWhyNot(db, wish)]);
  if (held || !why) return held !== undefined;
  const isLeft = wish.rules.source !== "pool" || why.left > 0;
  return isLeft && !why.hadOne && !why.isSpent && !why.isNoLongerNew;
}

/**
 * From now on it is somebody's. @param keepUntil until when it counts against their getting another
 * @returns one row, or none when it was let go meanwhile, or has ended
 */
export function issueCoupon(
  db: Database,
  storeId: string,
  couponId: string,
  keepUntil: number,
  now: number,
  on?: SQL,
) {
  return db
    .update(coupons)
    .set({ status: "issued", dueAt: keepUntil })
    .where(and(eq(coupons.id, couponId), eq(coupons.storeId, storeId), mayBeIssued(now), on))
    .returning({ id: coupons.id });
}

const mayBeIssued = (now: number) =>
  sql`ends_at > ${now} AND (status = 'issued' OR (status = 'held' AND due_at > ${now}))`;

/** Whether this coupon may still be shown: part of the permission to send it. */
export function stillTheirs(storeId: string, couponId: string, now: number): SQL {
  return sql`EXISTS (SELECT 1 FROM coupons WHERE id = ${couponId} AND store_id = ${storeId} AND ${mayBeIssued(now)})`;
}

/** Issues the coupon in a message if, and only if, this attempt was given permission to send it. Same batch. */
export function issueWithMessage(
  db: Database,
  held: { id: string; storeId: string; attempt: number },
  couponId: string,
  keepUntil: number,
  now: number,
) {
  return issueCoupon(
    db,
    held.storeId,
    couponId,
    keepUntil,
    now,
    sql`EXISTS (SELECT 1 FROM send_attempts WHERE message_id = ${held.id} AND attempt = ${held.attempt})`,
  );
}

/** Coupons of ours among these codes, and what was issued for this cart. */
export function selectForCart(db: Database, storeId: string, cartId: string, codeHashes: string[]) {
  const hashes = JSON.stringify(codeHashes);
  return db
    .select()
    .from(coupons)
    .where(
      sql`${coupons.id} IN (
        SELECT id FROM coupons WHERE code_hash IN (SELECT value FROM json_each(${hashes})) AND store_id = ${storeId}
          AND source <> 'fixed'
        UNION SELECT id FROM coupons WHERE cart_id = ${cartId} AND store_id = ${storeId})`,
    );
}

export interface Redemption {
  storeId: string;
  /** The cart that was bought, and the one it was rebuilt from. */
  cartIds: string[];
  codeHashes: string[];
  month: number;
  now: number;
}

/**
 * Marks what an order's cart held as redeemed, whoever it was issued to, and counts it: once, however often the order is
 * seen. A code from the pool that nobody was given is used up too: it has leaked, and is never issued.
 */
export function redeemStatements(db: Database, r: Redemption) {
  const hashes = sql`(SELECT value FROM json_each(${JSON.stringify(r.codeHashes)}))`;
  const which = sql`status <> 'redeemed' AND id IN (
    SELECT id FROM coupons WHERE code_hash IN ${hashes} AND store_id = ${r.storeId} AND source <> 'fixed'
    UNION SELECT id FROM coupons WHERE cart_id IN (SELECT value FROM json_each(${JSON.stringify(r.cartIds)}))
      AND store_id = ${r.storeId} AND source = 'fixed' AND code_hash IN ${hashes})`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO incentive_counts (store_id, incentive, month, what, count, worth_minor, last_at)
      SELECT store_id, incentive, ${r.month}, CASE WHEN status = 'free' THEN 'leaked'
          WHEN ends_at <= ${r.now} THEN 'redeemed-late' ELSE 'redeemed' END,
        count(*), coalesce(sum(worth_minor), 0), ${r.now}
      FROM coupons WHERE ${which} GROUP BY 1, 2, 3, 4 ${addUp}`,
    ),
    rawStatement(db, sql`UPDATE coupons SET status = 'redeemed', redeemed_at = ${r.now} WHERE ${which}`),
  ] as const;
}

const addUp = sql`ON CONFLICT (store_id, incentive, month, what) DO UPDATE SET count = count + excluded.count,
  worth_minor = worth_minor + excluded.worth_minor, last_at = excluded.last_at`;

/** Counts one of what happened to an incentive. */
export function countIncentive(
  db: Database,
  row: { storeId: string; incentive: string; month: number; what: string; now: number },
) {
  return rawStatement(
    db,
    sql`
    INSERT INTO incentive_counts (store_id, incentive, month, what, count, worth_minor, last_at)
    VALUES (${row.storeId}, ${row.incentive}, ${row.month}, ${row.what}, 1, 0, ${row.now}) ${addUp}`,
  );
}

export type NewCode = Pick<CouponRow, "id" | "codeHash" | "codeSealed">;

/** Adds codes to a pool; one that the store has already stays where it is. @returns the hashes of those added */
export function insertCodes(db: Database, storeId: string, incentive: string, codes: NewCode[], now: number) {
  const source: CouponSource = "pool";
  return db
    .insert(coupons)
    .select(
      sql`SELECT value ->> 'id', ${storeId}, ${incentive}, ${source}, value ->> 'codeHash', value ->> 'codeSealed', 'free',
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ${now}
        FROM json_each(${JSON.stringify(codes)}) WHERE true`,
    )
    .onConflictDoNothing()
    .returning({ codeHash: coupons.codeHash });
}

/** Withdraws what nobody was given. */
export function deleteFree(db: Database, storeId: string, incentive: string) {
  return db
    .delete(coupons)
    .where(and(eq(coupons.incentive, incentive), eq(coupons.storeId, storeId), eq(coupons.status, "free")))
    .returning({ id: coupons.id });
}

/** How many codes of a store's incentives there are, by what became of them. Reads them all: for the merchant's asking. */
export function countCoupons(db: Database, storeId: string, now: number) {
  const state = sql<string>`CASE WHEN status = 'issued' AND ends_at <= ${now} THEN 'ended' ELSE status END`;
  return db
    .select({ incentive: coupons.incentive, state, count: sql<number>`count(*)` })
    .from(coupons)
    .where(eq(coupons.storeId, storeId))
    .groupBy(coupons.incentive, state);
}

/** What happened to a store's incentives since this month, newest month first. */
export function selectIncentiveCounts(db: Database, storeId: string, sinceMonth: number) {
  return db
    .select()
    .from(incentiveCounts)
    .where(and(eq(incentiveCounts.storeId, storeId), sql`${incentiveCounts.month} >= ${sinceMonth}`))
    .orderBy(sql`month DESC, incentive, what`);
}

/**
 * Lets go what was held and not issued, takes it off the count, and forgets rows that nothing depends on any more.
 * The plus keeps the planner from reading all coupons in the order of their incentives.
 */
export function releaseStatements(db: Database, now: number, limit: number) {
  const lapsed = sql`status = 'held' AND due_at <= ${now}`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO incentive_counts (store_id, incentive, month, what, count, worth_minor, last_at)
      SELECT store_id, incentive, CAST(strftime('%Y%m', issued_at / 1000, 'unixepoch') AS INTEGER), 'issued',
        -count(*), -sum(worth_minor), ${now}
      FROM coupons WHERE ${lapsed} GROUP BY +store_id, +incentive, 3 ${addUp}`,
    ),
    rawStatement(db, sql`DELETE FROM coupons WHERE ${lapsed} AND source <> 'pool'`),
    rawStatement(
      db,
      sql`
      UPDATE coupons SET status = 'free', occasion = NULL, address_hash = NULL, shopper_id = NULL, cart_id = NULL,
        kind = NULL, value = NULL, currency = NULL, worth_minor = NULL, issued_at = NULL, ends_at = NULL, due_at = NULL
      WHERE ${lapsed}`,
    ),
    rawStatement(
      db,
      sql`DELETE FROM coupons WHERE id IN (SELECT id FROM coupons WHERE due_at <= ${now}
        AND status IN ('issued', 'redeemed') LIMIT ${limit})`,
    ),
  ] as const;
}
