import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { cartOffers, carts } from "./schema.ts";

/**
 * Notes that this shopper held the key to a cart, and which version of it they have decided about (0: none yet). Neither is
 * ever taken back.
 */
export function upsertOffer(db: Database, row: typeof cartOffers.$inferInsert & { settledVersion: number }) {
  return db
    .insert(cartOffers)
    .values(row)
    .onConflictDoUpdate({
      target: [cartOffers.shopperId, cartOffers.cartId],
      set: {
        settledVersion: sql`max(settled_version, excluded.settled_version)`,
        expiresAt: sql`max(expires_at, excluded.expires_at)`,
        messageId: sql`coalesce(excluded.message_id, message_id)`,
      },
    });
}

/**
 * The newest cart that this shopper may be offered, or the one that is named, if they may: one they held the key to, or one
 * of their own that the storefront has forgotten; with something in it, not bought, and in a version they have not decided
 * about.
 */
export async function findOfferable(
  db: Database,
  storeId: string,
  shopperId: string,
  now: number,
  cartId?: string,
) {
  const rows = await db
    .select({
      cart: getTableColumns(carts),
      messageId: cartOffers.messageId,
      expiresAt: cartOffers.expiresAt,
    })
    .from(carts)
    .leftJoin(cartOffers, and(eq(cartOffers.cartId, carts.id), eq(cartOffers.shopperId, shopperId)))
    .where(
      and(
        sql`${carts.id} IN (SELECT cart_id FROM cart_offers WHERE shopper_id = ${shopperId}
            AND store_id = ${storeId} AND expires_at > ${now}
          UNION SELECT id FROM carts AS own WHERE own.shopper_id = ${shopperId} AND own.store_id = ${storeId}
            AND own.parted_at IS NOT NULL)`,
        sql`(${carts.shopperId} <> ${shopperId} OR ${carts.partedAt} IS NOT NULL)`,
        eq(carts.storeId, storeId),
        cartId === undefined ? undefined : eq(carts.id, cartId),
        sql`${carts.items} > 0 AND ${carts.status} IN ('active', 'abandoned', 'lost')`,
        sql`${carts.version} > coalesce(${cartOffers.settledVersion}, 0)`,
        sql`NOT EXISTS (SELECT 1 FROM buyers WHERE buyers.store_id = ${storeId}
          AND buyers.address_hash IN (${carts.addressHash}, ${carts.givenAddressHash})
          AND buyers.bought_at >= ${carts.createdAt})`,
      ),
    )
    .orderBy(desc(carts.observedAt))
    .limit(1);
  return rows[0] ?? null;
}
