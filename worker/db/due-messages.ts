import { sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";
import { recoveryMessages } from "./schema.ts";
import { storesWith } from "./stores-with.ts";

export interface DueMessage {
  id: string;
  storeId: string;
}

/** The stores that have messages to be put into the queue. */
export function selectStoresWithDue(db: Database, now: number) {
  const isDue = sql`row.due_at <= ${now}`;
  return rawStatement(db, storesWith("recovery_messages", sql`status = 'scheduled'`, isDue));
}

/**
 * What is due in these stores and not in the queue, longest first. Of each store `each` at most, and never one of which so many
 * that are older are in the queue still: a store's backlog waits in the database, not in the queue.
 */
export function selectDue(db: Database, storeIds: string[], now: number, each: number, mostInQueue: number) {
  return db.all<DueMessage>(sql`
    SELECT due.id, due.store_id AS storeId FROM json_each(${JSON.stringify(storeIds)}) AS store
    CROSS JOIN recovery_messages AS due ON due.id IN (
      SELECT id FROM (SELECT id, lease_until FROM recovery_messages WHERE status = 'scheduled'
        AND store_id = store.value AND due_at <= ${now} ORDER BY due_at LIMIT ${mostInQueue})
      WHERE lease_until IS NULL OR lease_until <= ${now} LIMIT ${each})`);
}

/**
 * Marks due messages as being in the queue: for `pause` ms nobody puts them there again. @returns those that were marked, and
 * by nobody else before
 */
export function takeDue(db: Database, ids: string[], now: number, pause: number): Promise<DueMessage[]> {
  return db
    .update(recoveryMessages)
    .set({ leaseUntil: now + pause })
    .where(
      sql`id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND status = 'scheduled' AND due_at <= ${now}
        AND (lease_until IS NULL OR lease_until <= ${now})`,
    )
    .returning({ id: recoveryMessages.id, storeId: recoveryMessages.storeId });
}

/** Puts messages back that could not be handed to the queue. */
export function releaseDue(db: Database, ids: string[]) {
  return db
    .update(recoveryMessages)
    .set({ leaseUntil: null })
    .where(sql`id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND status = 'scheduled'`);
}

/** Messages whose consumer vanished, or whose repetition is due, over all stores, longest first. */
export function selectStranded(db: Database, now: number, limit: number) {
  return db
    .select({ id: recoveryMessages.id, storeId: recoveryMessages.storeId })
    .from(recoveryMessages)
    .where(
      sql`${recoveryMessages.status} IN ('claimed', 'sending') AND ${recoveryMessages.leaseUntil} <= ${now}`,
    )
    .orderBy(recoveryMessages.leaseUntil)
    .limit(limit);
}
