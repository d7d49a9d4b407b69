import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { consents, contacts, suppressions } from "./schema.ts";

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

/** From now on the address is not written to. A second time changes nothing. */
export function insertSuppression(db: Database, row: typeof suppressions.$inferInsert) {
  return db.insert(suppressions).values(row).onConflictDoNothing();
}
