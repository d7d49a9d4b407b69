import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";
import { notices } from "./schema.ts";

export type NoticeRow = typeof notices.$inferSelect;

/** A notice as it is written beside what it tells of. `data` is JSON, or SQL that makes it. */
export interface NewNotice {
  id: string;
  storeId: string;
  kind: string;
  key: string | SQL;
  data: string | SQL;
  now: number;
  /** Nobody is to be told; it is kept so that this is known. */
  isForNobody?: boolean;
}

/**
 * Writes a notice, once for its key: for the batch in which what it tells of is decided.
 * @param from SQL that answers one row when it is to be written, and none when not: `FROM carts WHERE …`
 */
export function noteStatement(db: Database, notice: NewNotice, from: SQL = sql`WHERE true`) {
  const { id, storeId, kind, key, data, now, isForNobody = false } = notice;
  return rawStatement(
    db,
    sql`
    INSERT INTO notices (id, store_id, kind, key, data, status, due_at, created_at)
    SELECT ${id}, ${storeId}, ${kind}, ${key}, ${data}, ${isForNobody ? "kept" : "waiting"}, ${isForNobody ? null : now},
      ${now} ${from}
    ON CONFLICT DO NOTHING`,
  );
}

/** If, and only if, the statement before it in the batch changed a row. */
export const ifChanged = sql`WHERE changes() = 1`;

/** Tells of carts that were abandoned at this moment, by this batch or by one beside it: of each once, in one statement. */
export function noteAbandoned(db: Database, told: (NewNotice & { cartId: string })[], at: number) {
  return rawStatement(
    db,
    sql`
    INSERT INTO notices (id, store_id, kind, key, data, status, due_at, created_at)
    SELECT notice.value ->> 'id', carts.store_id, notice.value ->> 'kind', notice.value ->> 'key',
      notice.value ->> 'data', 'waiting', notice.value ->> 'now', notice.value ->> 'now'
    FROM json_each(${JSON.stringify(told)}) AS notice CROSS JOIN carts ON carts.id = notice.value ->> 'cartId'
      AND carts.store_id = notice.value ->> 'storeId' AND carts.status = 'abandoned' AND carts.abandoned_at = ${at}
    WHERE true ON CONFLICT DO NOTHING`,
  );
}

/** Tells, once for an order, that it is attributed to a message: for the batch that records the order. */
export function noteRecovered(
  db: Database,
  order: { storeId: string; number: string },
  id: string,
  now: number,
) {
  return noteStatement(
    db,
    {
      id,
      storeId: order.storeId,
      kind: "cart.recovered",
      key: sql`'cart.recovered/' || orders.id`,
      data: sql`json_object('orderId', orders.id, 'orderNumber', orders.number, 'cartId', orders.cart_id,
        'messageId', orders.message_id, 'value', CASE WHEN orders.total_minor IS NULL OR orders.currency IS NULL THEN NULL
          ELSE json_object('minor', orders.total_minor, 'currency', orders.currency) END)`,
      now,
    },
    sql`FROM orders WHERE orders.store_id = ${order.storeId} AND orders.number = ${order.number}
      AND orders.message_id IS NOT NULL AND orders.status = 'placed'`,
  );
}

/** Notices that wait, or whose consumer vanished, over all stores. */
export function selectDueNotices(db: Database, now: number, limit: number) {
  return db
    .select({ id: notices.id, storeId: notices.storeId })
    .from(notices)
    .where(sql`${notices.dueAt} IS NOT NULL AND ${notices.dueAt} <= ${now}`)
    .orderBy(notices.dueAt)
    .limit(limit);
}

/** Claims a notice for this consumer; the attempt it carries is what every later write must show. */
export function claimNotice(db: Database, storeId: string, id: string, now: number, lease: number) {
  return db
    .update(notices)
    .set({
      // One whose mail was already being sent stays so: its outcome is uncertain.
      status: sql`CASE WHEN status = 'sending' THEN 'sending' ELSE 'claimed' END`,
      attempt: sql`${notices.attempt} + 1`,
      dueAt: now + lease,
    })
    .where(and(eq(notices.id, id), eq(notices.storeId, storeId), sql`due_at <= ${now}`))
    .returning();
}

/** Changes a notice that this attempt still holds. @returns one row, or none when somebody else does */
export function changeHeldNotice(
  db: Database,
  held: Pick<NoticeRow, "id" | "storeId" | "attempt">,
  change: Partial<NoticeRow>,
) {
  return db
    .update(notices)
    .set(change)
    .where(
      and(
        eq(notices.id, held.id),
        eq(notices.storeId, held.storeId),
        eq(notices.attempt, held.attempt),
        sql`${notices.status} IN ('claimed', 'sending')`,
      ),
    )
    .returning({ id: notices.id });
}

/** Which of these stores have a notice under this key of theirs. */
export async function selectNoted(
  db: Database,
  keys: { storeId: string; key: string }[],
): Promise<Set<string>> {
  const rows = await db.all<{ storeId: string }>(sql`
    SELECT notices.store_id AS storeId FROM json_each(${JSON.stringify(keys)})
    CROSS JOIN notices ON notices.key = json_each.value ->> 'key' AND notices.store_id = json_each.value ->> 'storeId'`);
  return new Set(rows.map(({ storeId }) => storeId));
}

/** What a store was told, or should have been, between the two: newest first. */
export function selectNotices(db: Database, storeId: string, from: number, until: number, limit: number) {
  return db
    .select()
    .from(notices)
    .where(
      sql`${notices.createdAt} >= ${from} AND ${notices.createdAt} < ${until} AND ${notices.storeId} = ${storeId}`,
    )
    .orderBy(sql`${notices.createdAt} DESC`)
    .limit(limit);
}

/** How many notices of each kind came to what, of those a store had between the two. */
export function countNotices(db: Database, storeId: string, from: number, until: number) {
  return db.all<{ kind: string; status: NoticeRow["status"]; count: number }>(sql`
    SELECT kind, status, count(*) AS count FROM notices
    WHERE created_at >= ${from} AND created_at < ${until} AND store_id = ${storeId} GROUP BY +kind, +status`);
}
