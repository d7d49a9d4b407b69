import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { minute } from "../domain/clock.ts";
import { rawStatement } from "./raw-statement.ts";
import { deliveryEvents, type MessageStatus, recoveryMessages, sendAttempts } from "./schema.ts";

/** How many messages came to the same end, for the same reason. */
export interface Outcome {
  status: MessageStatus;
  reason: string | null;
  count: number;
}

const day = sql.raw("86400000");
const planned = (storeId: string, from: number, until: number) =>
  sql`planned_at >= ${from} AND planned_at < ${until} AND store_id = ${storeId}`;

/** Every message of a store that was planned for this time, by what became of it. Reads only that time's messages. */
export function selectOutcomes(db: Database, storeId: string, from: number, until: number) {
  return db.all<Outcome>(sql`
    SELECT status, reason, count(*) AS count FROM recovery_messages WHERE ${planned(storeId, from, until)}
    GROUP BY +status, +reason ORDER BY count(*) DESC, status, reason`);
}

/** What is left of messages whose time was over, and how often the queue gave up: by `what`, from this time on. */
export function selectDailyCounts(db: Database, storeId: string, from: number) {
  return db.all<{ what: string; count: number }>(sql`
    SELECT what, sum(count) AS count FROM daily_counts
    WHERE store_id = ${storeId} AND day >= ${from} / ${day} AND (what LIKE 'message:%' OR what LIKE 'dead:%')
    GROUP BY +what ORDER BY what`);
}

/** One more of what leaves no row behind. */
export function addDailyCount(db: Database, storeId: string, what: string, now: number) {
  return rawStatement(
    db,
    sql`
    INSERT INTO daily_counts (store_id, day, what, currency, count, value_minor)
    VALUES (${storeId}, ${now} / ${day}, ${what}, '', 1, 0)
    ON CONFLICT (store_id, day, what, currency) DO UPDATE SET count = count + 1`,
  );
}

const deadLetter = "given up on by the queue";
const isOpen = sql.raw("status IN ('scheduled', 'claimed', 'sending')");

/** Says of a message that is not over what the queue did with it. */
export function noteOnMessage(db: Database, storeId: string, messageId: string) {
  return db
    .update(recoveryMessages)
    .set({ reason: deadLetter })
    .where(and(eq(recoveryMessages.id, messageId), eq(recoveryMessages.storeId, storeId), isOpen));
}

export const isDeadLetter = sql`${recoveryMessages.reason} = ${deadLetter} AND ${isOpen}`;

const listed = {
  id: recoveryMessages.id,
  cartId: recoveryMessages.cartId,
  step: recoveryMessages.step,
  status: recoveryMessages.status,
  reason: recoveryMessages.reason,
  plannedAt: recoveryMessages.plannedAt,
  dueAt: recoveryMessages.dueAt,
  leaseUntil: recoveryMessages.leaseUntil,
  attempt: recoveryMessages.attempt,
  lapses: recoveryMessages.lapses,
  acceptedAt: recoveryMessages.acceptedAt,
};

/** Messages planned for this time, newest first. @param which further conditions on `recovery_messages` */
export function selectPlanned(
  db: Database,
  storeId: string,
  [from, until]: [number, number],
  limit: number,
  which?: SQL,
) {
  return db
    .select(listed)
    .from(recoveryMessages)
    .where(and(planned(storeId, from, until), which))
    .orderBy(sql`planned_at DESC`)
    .limit(limit);
}

export type ListedMessage = Awaited<ReturnType<typeof selectPlanned>>[number];

/** Overdue by more than cron, queue and a consumer's lease explain. */
export const patience = 30 * minute;
/** Left by this many consumers, one after the other. */
const tooManyLapses = 5;

const overdue = (now: number) => sql`status = 'scheduled' AND due_at <= ${now - patience}`;
const leftLying = (now: number) => sql`status IN ('claimed', 'sending')
  AND lease_until > 0 AND (lease_until <= ${now - patience} OR lapses >= ${tooManyLapses})`;

/** Messages that should have moved and did not. */
export const isStuck = (now: number) => sql`((${overdue(now)}) OR (${leftLying(now)}))`;

/** How many of a store's are stuck. Reads what is due, and what is being sent, over all stores. */
export async function countStuck(db: Database, storeId: string, now: number): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`
    SELECT (SELECT count(*) FROM recovery_messages WHERE ${overdue(now)} AND store_id = ${storeId})
      + (SELECT count(*) FROM recovery_messages WHERE ${leftLying(now)} AND store_id = ${storeId}) AS count`);
  return row?.count ?? 0;
}

export const hasStatus = (status: MessageStatus) => sql`${recoveryMessages.status} = ${status}`;

/** One message with its ledger and all that was told of it. Three statements for one batch. */
export function selectHistory(db: Database, storeId: string, messageId: string) {
  return [
    db
      .select()
      .from(recoveryMessages)
      .where(and(eq(recoveryMessages.id, messageId), eq(recoveryMessages.storeId, storeId))),
    db
      .select()
      .from(sendAttempts)
      .where(and(eq(sendAttempts.messageId, messageId), eq(sendAttempts.storeId, storeId)))
      .orderBy(sendAttempts.attempt),
    db
      .select()
      .from(deliveryEvents)
      .where(and(eq(deliveryEvents.messageId, messageId), eq(deliveryEvents.storeId, storeId)))
      .orderBy(deliveryEvents.at),
  ] as const;
}

/** A store's messages that wait and are due before this, soonest first. Reads what is due by then, over all stores. */
export function selectUpcoming(db: Database, storeId: string, until: number, limit: number) {
  return db
    .select()
    .from(recoveryMessages)
    .where(sql`status = 'scheduled' AND due_at <= ${until} AND store_id = ${storeId}`)
    .orderBy(recoveryMessages.dueAt)
    .limit(limit);
}
