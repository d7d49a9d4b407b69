import { sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { cancelForAddress } from "./recovery-messages.ts";
import {
  buyers,
  cartMails,
  cartOffers,
  carts,
  consents,
  contacts,
  coupons,
  deliveryEvents,
  handoverCodes,
  orders,
  recoveryLinks,
  recoveryMessages,
  suppressions,
  surveyAnswers,
} from "./schema.ts";

/**
 * Everything by which rows of a store speak of one address, in one batch. What is counted stays, and speaks of nobody: messages
 * without whom they went to, orders without who placed them, carts without whose they are. To be run in this order: what hangs
 * on something goes before that through which it is found.
 */
export function eraseStatements(db: Database, storeId: string, addressHash: string) {
  const theirs = sql`address_hash = ${addressHash} AND store_id = ${storeId}`;
  const messages = sql`(SELECT id FROM recovery_messages WHERE ${theirs})`;
  const cartIds = cartsOf(storeId, addressHash);
  const ofTheirCarts = sql`cart_id IN ${cartIds} AND store_id = ${storeId}`;
  return {
    cancelled: cancelForAddress(db, storeId, addressHash, "erased"),
    links: db.delete(recoveryLinks).where(ofTheirCarts),
    offers: db.delete(cartOffers).where(ofTheirCarts),
    codes: db.delete(handoverCodes).where(ofTheirCarts),
    words: db
      .update(surveyAnswers)
      .set({ wordsSealed: null })
      .where(sql`cart_id IN ${cartIds} AND +store_id = ${storeId} AND words_sealed IS NOT NULL`),
    coupons: db
      .update(coupons)
      .set({ addressHash: null, shopperId: null, cartId: null })
      .where(
        sql`id IN (SELECT id FROM coupons WHERE ${theirs}
          UNION SELECT id FROM coupons WHERE ${ofTheirCarts})`,
      ),
    events: db.delete(deliveryEvents).where(sql`message_id IN ${messages} AND store_id = ${storeId}`),
    cartMails: db.delete(cartMails).where(theirs),
    consents: db.delete(consents).where(theirs),
    contacts: db.delete(contacts).where(sql`channel = 'email' AND ${theirs}`),
    buyers: db.delete(buyers).where(theirs),
    orders: db.update(orders).set({ addressHash: null }).where(theirs),
    carts: db
      .update(carts)
      .set({
        contactId: sql`CASE WHEN address_hash = ${addressHash} THEN NULL ELSE contact_id END`,
        addressHash: sql`nullif(address_hash, ${addressHash})`,
        givenAddressHash: sql`nullif(given_address_hash, ${addressHash})`,
      })
      .where(
        sql`id IN (SELECT id FROM carts WHERE ${theirs} UNION SELECT id FROM carts
          WHERE given_address_hash = ${addressHash} AND store_id = ${storeId})`,
      ),
    // Whoever holds one still has its outcome to write, and nothing to send again.
    messages: db
      .update(recoveryMessages)
      .set({ addressHash: nobody, contactId: nobody, payloadSealed: null, providerMessageId: null })
      .where(theirs),
  } as const;
}

/** In the place of an address, or a contact, that was erased. */
export const nobody = "";

/** Every cart that an address was given for, written to about, or sent. */
const cartsOf = (storeId: string, addressHash: string) => {
  const of = (column: string) => sql`${sql.raw(column)} = ${addressHash} AND store_id = ${storeId}`;
  return sql`(SELECT id FROM carts WHERE ${of("address_hash")}
    UNION SELECT id FROM carts WHERE ${of("given_address_hash")}
    UNION SELECT cart_id FROM recovery_messages WHERE ${of("address_hash")}
    UNION SELECT cart_id FROM cart_mails WHERE ${of("address_hash")})`;
};

/** The same rows, to be read. */
export function selectOfAddress(db: Database, storeId: string, addressHash: string) {
  const theirs = sql`address_hash = ${addressHash} AND store_id = ${storeId}`;
  const messages = sql`(SELECT id FROM recovery_messages WHERE ${theirs})`;
  return [
    db.select().from(contacts).where(sql`channel = 'email' AND ${theirs}`),
    db.select().from(consents).where(theirs),
    db.select().from(suppressions).where(sql`channel = 'email' AND ${theirs}`),
    db
      .select()
      .from(carts)
      .where(sql`id IN ${cartsOf(storeId, addressHash)} AND store_id = ${storeId}`),
    db.select().from(recoveryMessages).where(theirs),
    db.select().from(deliveryEvents).where(sql`message_id IN ${messages} AND store_id = ${storeId}`),
    db.select().from(cartMails).where(theirs),
    db.select().from(orders).where(theirs),
    db.select().from(coupons).where(theirs),
    db
      .select()
      .from(surveyAnswers)
      .where(sql`cart_id IN ${cartsOf(storeId, addressHash)} AND +store_id = ${storeId}`),
  ] as const;
}

/** Whether this address was erased: what is worked off later must not bring it back. */
export async function isErased(db: Database, storeId: string, addressHash: string): Promise<boolean> {
  const rows = await db
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(
      sql`store_id = ${storeId} AND channel = 'email' AND address_hash = ${addressHash} AND reason = 'erased'`,
    );
  return rows.length > 0;
}
