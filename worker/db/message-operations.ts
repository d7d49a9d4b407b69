import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import type { PlannedMessage } from "./abandonment.ts";
import { patience } from "./message-reports.ts";
import { rawStatement } from "./raw-statement.ts";
import { recoveryMessages, sendAttempts } from "./schema.ts";

/** Calls off all that is open in a store. Two statements: what waits, and what is about to be sent. */
export function cancelAllStatements(db: Database, storeId: string, reason: string) {
  const over = { status: "cancelled", reason, leaseUntil: null, payloadSealed: null } as const;
  const cancel = (which: ReturnType<typeof sql>) =>
    db.update(recoveryMessages).set(over).where(sql`${which} AND store_id = ${storeId}`);
  return [
    cancel(sql`status = 'scheduled' AND due_at > 0`),
    // Said so that the index of what is held serves it.
    cancel(sql`status IN ('claimed', 'sending') AND lease_until > 0 AND status = 'claimed'`),
  ] as const;
}

/** How many messages are with the provider at this moment: of a store, and of one cart or address where that is said. */
export function countSending(db: Database, storeId: string, of: { cartId?: string; addressHash?: string }) {
  const { cartId, addressHash } = of;
  return db
    .select({ count: sql<number>`count(*)` })
    .from(recoveryMessages)
    .where(
      and(
        sql`status IN ('claimed', 'sending') AND lease_until > 0 AND status = 'sending'`,
        eq(recoveryMessages.storeId, storeId),
        cartId === undefined ? undefined : eq(recoveryMessages.cartId, cartId),
        addressHash === undefined ? undefined : eq(recoveryMessages.addressHash, addressHash),
      ),
    );
}

/** A message that waits, and of which nothing was sent yet, is due now. @returns one row, or none when it is not so */
export function bringForward(db: Database, storeId: string, messageId: string, now: number) {
  return db
    .update(recoveryMessages)
    .set({ dueAt: now, leaseUntil: null })
    .where(
      and(
        eq(recoveryMessages.id, messageId),
        eq(recoveryMessages.storeId, storeId),
        sql`status = 'scheduled' AND sending_at IS NULL`,
      ),
    )
    .returning({ id: recoveryMessages.id });
}

/**
 * Settles an uncertain outcome, or one that nobody comes back to, by what somebody found out. `not-sent`: it waits again, as if that call had never been made.
 * Two statements for one batch; the first answers a row if, and only if, the outcome was uncertain.
 */
export function resolveStatements(
  db: Database,
  storeId: string,
  messageId: string,
  said: { outcome: "accepted" | "not-sent"; detail: string },
  now: number,
) {
  const change =
    said.outcome === "accepted"
      ? { status: "accepted" as const, acceptedAt: sql`coalesce(accepted_at, sending_at, ${now})` }
      : { status: "scheduled" as const, dueAt: now, sendingAt: null, provider: null };
  return [
    db
      .update(recoveryMessages)
      .set({ ...change, reason: said.detail, leaseUntil: null, payloadSealed: null })
      .where(and(eq(recoveryMessages.id, messageId), eq(recoveryMessages.storeId, storeId), isUncertain(now)))
      .returning({ id: recoveryMessages.id }),
    db
      .update(sendAttempts)
      .set({ ...said, finishedAt: sql`coalesce(finished_at, ${now})` })
      .where(
        sql`changes() = 1 AND message_id = ${messageId} AND store_id = ${storeId} AND attempt =
          (SELECT max(attempt) FROM send_attempts WHERE message_id = ${messageId})`,
      ),
  ] as const;
}

/** Settled as uncertain, or left lying with a provider: whoever held it has not come back for long. */
const isUncertain = (now: number) =>
  sql`(${recoveryMessages.status} = 'unknown'
    OR (${recoveryMessages.status} = 'sending' AND ${recoveryMessages.leaseUntil} <= ${now - patience}))`;

/**
 * Puts a new plan in the place of what waits for a cart, if it is still left as it was. Of what was sent, tried or called off
 * nothing changes. Steps the new plan does not have are called off. Two statements for one batch.
 */
export function replanStatements(
  db: Database,
  cart: { id: string; storeId: string; contactId: string; addressHash: string; abandonedAt: number },
  channel: string,
  plan: PlannedMessage[],
  now: number,
) {
  const isLeft = sql`EXISTS (SELECT 1 FROM carts WHERE carts.id = ${cart.id} AND carts.store_id = ${cart.storeId}
    AND carts.status = 'abandoned' AND carts.abandoned_at = ${cart.abandonedAt}
    AND carts.address_hash = ${cart.addressHash})`;
  const waits = sql`recovery_messages.status = 'scheduled' AND recovery_messages.sending_at IS NULL`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO recovery_messages (id, store_id, cart_id, contact_id, address_hash, step, channel, plan, status,
        planned_at, due_at, created_at)
      SELECT value ->> 'id', ${cart.storeId}, ${cart.id}, ${cart.contactId}, ${cart.addressHash}, value ->> 'step',
        ${channel}, value ->> 'plan', 'scheduled', value ->> 'plannedAt', value ->> 'plannedAt', ${now}
      FROM json_each(${JSON.stringify(plan)}) WHERE ${isLeft}
      ON CONFLICT (cart_id, step, channel) DO UPDATE SET planned_at = excluded.planned_at, due_at = excluded.due_at,
        plan = excluded.plan, reason = NULL, lease_until = NULL
      WHERE ${waits}`,
    ),
    db
      .update(recoveryMessages)
      .set({ status: "cancelled", reason: "replanned", leaseUntil: null })
      .where(
        sql`cart_id = ${cart.id} AND channel = ${channel} AND step > ${plan.length} AND store_id = ${cart.storeId}
          AND ${waits} AND ${isLeft}`,
      ),
  ] as const;
}
