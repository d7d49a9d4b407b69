import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { stillTheirs } from "./coupons.ts";
import { rawStatement } from "./raw-statement.ts";
import { recoveryMessages, sendAttempts } from "./schema.ts";

export type MessageRow = typeof recoveryMessages.$inferSelect;

/** Calls off what is still open for a cart. */
export function cancelForCart(db: Database, storeId: string, cartId: string, reason: string) {
  return cancelWhere(db, storeId, reason, sql`cart_id = ${cartId}`);
}

/** Calls off what is still open for the shopper's carts that are now in one of these states. */
export function cancelForShopper(
  db: Database,
  storeId: string,
  shopperId: string,
  cartStatus: "active" | "lost",
  reason: string,
) {
  return cancelWhere(
    db,
    storeId,
    reason,
    sql`cart_id IN (SELECT id FROM carts WHERE store_id = ${storeId} AND shopper_id = ${shopperId}
      AND status = ${cartStatus})`,
  );
}

export function cancelForAddress(db: Database, storeId: string, addressHash: string, reason: string) {
  return cancelWhere(db, storeId, reason, sql`address_hash = ${addressHash}`);
}

function cancelWhere(db: Database, storeId: string, reason: string, which: ReturnType<typeof sql>) {
  return db
    .update(recoveryMessages)
    .set({ status: "cancelled", reason, leaseUntil: null, payloadSealed: null })
    .where(
      and(
        eq(recoveryMessages.storeId, storeId),
        sql`${recoveryMessages.status} IN ('scheduled', 'claimed')`,
        which,
      ),
    );
}

/**
 * Claims a message for this consumer: one of any number of callers gets the row. The attempt it carries is the fencing
 * token that every later write must show.
 */
export function claim(db: Database, storeId: string, messageId: string, now: number, lease: number) {
  return db
    .update(recoveryMessages)
    .set({
      status: "claimed",
      attempt: sql`${recoveryMessages.attempt} + 1`,
      lapses: sql`${recoveryMessages.lapses} + (status <> 'scheduled')`,
      leaseUntil: now + lease,
    })
    .where(
      and(
        eq(recoveryMessages.id, messageId),
        eq(recoveryMessages.storeId, storeId),
        sql`((status = 'scheduled' AND due_at <= ${now})
          OR (status IN ('claimed', 'sending') AND lease_until <= ${now}))`,
      ),
    )
    .returning();
}

/** Changes a message that this attempt still holds. @returns one row, or none when the lease was lost */
export function changeHeld(
  db: Database,
  held: Pick<MessageRow, "id" | "storeId" | "attempt">,
  change: Partial<MessageRow>,
) {
  return db
    .update(recoveryMessages)
    .set(change)
    .where(
      and(
        eq(recoveryMessages.id, held.id),
        eq(recoveryMessages.storeId, held.storeId),
        eq(recoveryMessages.attempt, held.attempt),
        sql`${recoveryMessages.status} IN ('claimed', 'sending')`,
      ),
    )
    .returning({ id: recoveryMessages.id });
}

export interface Authorisation {
  held: Pick<MessageRow, "id" | "storeId" | "attempt" | "cartId" | "step" | "addressHash" | "channel">;
  cartVersion: number;
  cartCreatedAt: number;
  payloadSealed: string;
  provider: string;
  tokenHash: string | null;
  linkExpiresAt: number;
  /** The coupon it shows. */
  couponId?: string | undefined;
  /** No other message to the address may be on its way or accepted since this time. */
  noOtherSince: number;
  /** Most messages about one cart, and to one address since `monthSince`, this one included. */
  perCart: number;
  perMonth: number;
  monthSince: number;
  now: number;
  lease: number;
}

/**
 * The last look before the call, and the permission to make it, in one transaction: a purchase, an unsubscribe, a change
 * of the cart or another message to the address that was committed before this leaves the message where it was, and no
 * call may be made. Three statements for one batch; the first answers a row if, and only if, the call is allowed.
 */
export function authoriseSending(db: Database, a: Authorisation) {
  const { held } = a;
  return [
    db
      .update(recoveryMessages)
      .set({
        status: "sending",
        sendingAt: sql`coalesce(sending_at, ${a.now})`,
        calls: sql`calls + 1`,
        payloadSealed: a.payloadSealed,
        cartVersion: a.cartVersion,
        provider: a.provider,
        leaseUntil: a.now + a.lease,
      })
      .where(
        and(
          eq(recoveryMessages.id, held.id),
          eq(recoveryMessages.storeId, held.storeId),
          eq(recoveryMessages.attempt, held.attempt),
          eq(recoveryMessages.status, "claimed"),
          sql`EXISTS (SELECT 1 FROM carts WHERE carts.id = ${held.cartId} AND carts.status = 'abandoned'
            AND carts.version = ${a.cartVersion})`,
          sql`NOT EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = ${held.storeId}
            AND buyers.address_hash = ${held.addressHash} AND buyers.bought_at >= ${a.cartCreatedAt})`,
          sql`NOT EXISTS (SELECT 1 FROM suppressions WHERE suppressions.store_id = ${held.storeId}
            AND suppressions.channel = ${held.channel} AND suppressions.address_hash = ${held.addressHash})`,
          sql`(SELECT decision FROM consents WHERE consents.store_id = ${held.storeId}
            AND consents.address_hash = ${held.addressHash} ORDER BY at DESC, rowid DESC LIMIT 1) = 'granted'`,
          sql`NOT EXISTS (SELECT 1 FROM recovery_messages AS other WHERE other.store_id = ${held.storeId}
            AND other.address_hash = ${held.addressHash} AND other.id <> ${held.id}
            AND (other.accepted_at > ${a.noOtherSince} OR (other.status IN ('sending', 'unknown')
              AND other.sending_at > ${a.noOtherSince})))`,
          // An earlier step that is not over comes first, however long it takes.
          sql`NOT EXISTS (SELECT 1 FROM recovery_messages AS earlier WHERE earlier.cart_id = ${held.cartId}
            AND earlier.step < ${held.step} AND earlier.status IN ('scheduled', 'claimed', 'sending'))`,
          sql`(SELECT count(*) FROM recovery_messages AS other WHERE other.cart_id = ${held.cartId}
            AND other.id <> ${held.id} AND other.sending_at IS NOT NULL) < ${a.perCart}`,
          sql`(SELECT count(*) FROM recovery_messages AS other WHERE other.address_hash = ${held.addressHash}
            AND other.store_id = ${held.storeId} AND other.id <> ${held.id}
            AND other.sending_at > ${a.monthSince}) < ${a.perMonth}`,
          a.couponId === undefined ? undefined : stillTheirs(held.storeId, a.couponId, a.now),
        ),
      )
      .returning({ id: recoveryMessages.id }),
    rawStatement(
      db,
      sql`
      INSERT INTO send_attempts (message_id, attempt, store_id, provider, started_at)
      SELECT ${held.id}, ${held.attempt}, ${held.storeId}, ${a.provider}, ${a.now} WHERE changes() = 1`,
    ),
    rawStatement(
      db,
      sql`
      INSERT INTO recovery_links (token_hash, store_id, cart_id, message_id, created_at, expires_at)
      SELECT ${a.tokenHash}, ${held.storeId}, ${held.cartId}, ${held.id}, ${a.now}, ${a.linkExpiresAt}
      WHERE changes() = 1 AND ${a.tokenHash} IS NOT NULL`,
    ),
  ] as const;
}

/** What came of an attempt. Written whatever became of the message's lease: the ledger is never edited, only completed. */
export function finishAttempt(
  db: Database,
  held: Pick<MessageRow, "id" | "storeId" | "attempt">,
  outcome: { outcome: string; detail: string | null },
  now: number,
) {
  return db
    .update(sendAttempts)
    .set({ ...outcome, finishedAt: now })
    .where(
      and(
        eq(sendAttempts.messageId, held.id),
        eq(sendAttempts.storeId, held.storeId),
        eq(sendAttempts.attempt, held.attempt),
      ),
    );
}

export function markMessageResumed(db: Database, storeId: string, messageId: string, now: number) {
  return db
    .update(recoveryMessages)
    .set({ resumedAt: sql`coalesce(${recoveryMessages.resumedAt}, ${now})` })
    .where(and(eq(recoveryMessages.id, messageId), eq(recoveryMessages.storeId, storeId)));
}
