import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";
import { carts, consents, contacts, type suppressions } from "./schema.ts";

export type ConsentRow = typeof consents.$inferInsert;

/**
 * Keeps the address of a contact once per store and channel. Answers the row that is kept: a known address keeps its id,
 * and with it the sealed form that is bound to that id.
 */
export function upsertContact(db: Database, row: typeof contacts.$inferInsert) {
  return db
    .insert(contacts)
    .values(row)
    .onConflictDoUpdate({
      target: [contacts.storeId, contacts.channel, contacts.addressHash],
      set: { language: sql`excluded.language` },
    })
    .returning({ id: contacts.id });
}

/** The contact of this address, if it is the one that the shopper's open cart is tied to. */
export async function findContactOfShopper(
  db: Database,
  storeId: string,
  shopperId: string,
  addressHash: string,
) {
  const [contact] = await db
    .select({ id: contacts.id, nameSealed: contacts.nameSealed })
    .from(carts)
    .innerJoin(contacts, and(eq(contacts.id, carts.contactId), eq(contacts.storeId, carts.storeId)))
    .where(
      and(
        eq(carts.storeId, storeId),
        eq(carts.shopperId, shopperId),
        eq(carts.addressHash, addressHash),
        sql`${carts.status} IN ('active', 'abandoned')`,
      ),
    );
  return contact ?? null;
}

export function setContactName(db: Database, storeId: string, contactId: string, nameSealed: string) {
  return db
    .update(contacts)
    .set({ nameSealed })
    .where(and(eq(contacts.id, contactId), eq(contacts.storeId, storeId)));
}

/** Forgets a contact that no cart of the store speaks of any more. */
export function deleteUnusedContact(db: Database, storeId: string, contactId: string) {
  return db.delete(contacts).where(
    and(
      eq(contacts.storeId, storeId),
      eq(contacts.id, contactId),
      sql`NOT EXISTS (SELECT 1 FROM carts WHERE carts.store_id = ${storeId}
        AND carts.address_hash = ${contacts.addressHash})`,
    ),
  );
}

/** Appends a decision to the ledger. */
export function insertConsent(db: Database, row: ConsentRow) {
  return db.insert(consents).values(row);
}

/** A complaint or a bounce counts for more than an unsubscribe: it also keeps back what somebody seems to ask for. */
export const hardestReason = sql`ON CONFLICT DO UPDATE SET reason = excluded.reason
  WHERE suppressions.reason = 'unsubscribed' AND excluded.reason <> 'unsubscribed'`;

/** From now on the address is not written to. A second time changes nothing, except to a harder reason. */
export function insertSuppression(db: Database, row: typeof suppressions.$inferInsert) {
  return rawStatement(
    db,
    sql`INSERT INTO suppressions (store_id, channel, address_hash, reason, created_at)
      VALUES (${row.storeId}, ${row.channel}, ${row.addressHash}, ${row.reason}, ${row.createdAt}) ${hardestReason}`,
  );
}

/** Whether this address has said yes from its mailbox, and has not refused since. */
export async function isConfirmed(db: Database, storeId: string, addressHash: string): Promise<boolean> {
  const rows = await db
    .select({ decision: consents.decision, basis: consents.basis })
    .from(consents)
    .where(and(eq(consents.addressHash, addressHash), eq(consents.storeId, storeId)))
    .orderBy(sql`${consents.at} DESC, rowid DESC`)
    .limit(1);
  return rows[0]?.decision === "granted" && rows[0].basis === "double-opt-in";
}

/** Appends the second yes to the ledger, where the newest decision of the address waits for one. */
export async function insertConfirmation(
  db: Database,
  row: Pick<ConsentRow, "id" | "storeId" | "addressHash" | "at">,
): Promise<void> {
  await db.run(sql`
    INSERT INTO consents (id, store_id, address_hash, shopper_id, decision, rule, basis, surface, words, words_version,
      language, page, country, at)
    SELECT ${row.id}, store_id, address_hash, shopper_id, 'granted', rule, 'double-opt-in', surface, words, words_version,
      language, page, country, ${row.at}
    FROM (SELECT * FROM consents WHERE address_hash = ${row.addressHash} AND store_id = ${row.storeId}
      ORDER BY at DESC, rowid DESC LIMIT 1)
    WHERE decision = 'pending'`);
}
