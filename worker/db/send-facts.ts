import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { carts, contacts, recoveryMessages } from "./schema.ts";

/**
 * Everything about a message that is read again just before it would be sent. One row; none when its cart is gone.
 * @param monthSince from when on messages count towards the month
 */
export function selectSendFacts(db: Database, storeId: string, messageId: string, monthSince: number) {
  return db
    .select({
      cart: carts,
      addressSealed: contacts.addressSealed,
      nameSealed: contacts.nameSealed,
      boughtSince: sql<number>`EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = ${storeId}
        AND buyers.address_hash = ${recoveryMessages.addressHash} AND buyers.bought_at >= ${carts.createdAt})`,
      suppressed: sql<number>`EXISTS (SELECT 1 FROM suppressions WHERE suppressions.store_id = ${storeId}
        AND suppressions.channel = ${recoveryMessages.channel}
        AND suppressions.address_hash = ${recoveryMessages.addressHash})`,
      consent: sql<"granted" | "pending" | "refused" | null>`(SELECT decision FROM consents
        WHERE consents.store_id = ${storeId} AND consents.address_hash = ${recoveryMessages.addressHash}
        ORDER BY at DESC, rowid DESC LIMIT 1)`,
      earlierOpenUntil: sql<number | null>`(SELECT max(max(earlier.due_at, coalesce(earlier.lease_until, 0)))
        FROM recovery_messages AS earlier WHERE earlier.cart_id = ${recoveryMessages.cartId}
        AND earlier.step < ${recoveryMessages.step} AND earlier.status IN ('scheduled', 'claimed', 'sending'))`,
      lastSentAt: sql<number | null>`(SELECT max(coalesce(other.accepted_at, other.sending_at))
        FROM recovery_messages AS other WHERE other.store_id = ${storeId}
        AND other.address_hash = ${recoveryMessages.addressHash} AND other.id <> ${messageId}
        AND other.status IN ('accepted', 'delivered', 'bounced', 'complained', 'sending', 'unknown'))`,
      sentForCart: sql<number>`(SELECT count(*) FROM recovery_messages AS other
        WHERE other.cart_id = ${recoveryMessages.cartId} AND other.id <> ${messageId} AND other.sending_at IS NOT NULL)`,
      sentInMonth: sql<number>`(SELECT count(*) FROM recovery_messages AS other
        WHERE other.address_hash = ${recoveryMessages.addressHash} AND other.store_id = ${storeId}
        AND other.id <> ${messageId} AND other.sending_at > ${monthSince})`,
      isReturning: sql<number>`EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = ${storeId}
        AND buyers.address_hash = ${recoveryMessages.addressHash} AND buyers.bought_at < ${carts.createdAt})`,
    })
    .from(recoveryMessages)
    .innerJoin(carts, and(eq(carts.id, recoveryMessages.cartId), eq(carts.storeId, recoveryMessages.storeId)))
    .leftJoin(
      contacts,
      and(eq(contacts.id, recoveryMessages.contactId), eq(contacts.storeId, recoveryMessages.storeId)),
    )
    .where(and(eq(recoveryMessages.id, messageId), eq(recoveryMessages.storeId, storeId)));
}
