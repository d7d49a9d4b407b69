import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { rawStatement } from "./raw-statement.ts";
import { carts } from "./schema.ts";

/** Before when what is kept by age goes, epoch ms, by the store's id. */
export type Cutoffs = Record<string, number>;

/** Older than its own store says. What is older than any store says is read, and nothing else. */
function isExpired(column: SQL, storeId: SQL, cutoffs: Cutoffs): SQL {
  const newest = Math.max(0, ...Object.values(cutoffs));
  return sql`${column} <= ${newest} AND ${column} <= ${JSON.stringify(cutoffs)} ->> ${storeId}`;
}

const dayOf = (column: string) => sql.raw(`${column} / 86400000`);

/** Carts that nobody has touched since their store's time, over all stores. */
export function selectExpiredCarts(db: Database, cutoffs: Cutoffs, limit: number) {
  return db
    .select({ id: carts.id, contactId: carts.contactId })
    .from(carts)
    .where(
      sql`${isExpired(sql`${carts.createdAt}`, sql`${carts.storeId}`, cutoffs)}
        AND ${carts.activeAt} <= ${JSON.stringify(cutoffs)} ->> ${carts.storeId}`,
    )
    .limit(limit);
}

/**
 * Removes carts with all that hangs on them, and adds what they were to the daily counts, in one batch: a cart is counted
 * once, however many runs find it. Contacts among them that no cart speaks of any more, and that agreed to nothing, go too.
 */
export function removeCartsStatements(db: Database, expired: { id: string; contactId: string | null }[]) {
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(expired.map(({ id }) => id))}))`;
  const contactIds = sql`(SELECT value FROM json_each(${JSON.stringify(expired.flatMap(({ contactId }) => contactId ?? []))}))`;
  const messages = sql`(SELECT id FROM recovery_messages WHERE cart_id IN ${ids})`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO daily_counts (store_id, day, what, currency, count, value_minor)
      SELECT store_id, ${dayOf("created_at")}, 'cart:' || status, currency, count(*), sum(total_minor)
      FROM carts WHERE id IN ${ids} GROUP BY 1, 2, 3, 4 ${addUp}`,
    ),
    rawStatement(
      db,
      sql`
      INSERT INTO daily_counts (store_id, day, what, currency, count, value_minor)
      SELECT store_id, ${dayOf("created_at")}, 'message:' || status, '', count(*), 0
      FROM recovery_messages WHERE cart_id IN ${ids} GROUP BY 1, 2, 3 ${addUp}`,
    ),
    rawStatement(db, sql`DELETE FROM send_attempts WHERE message_id IN ${messages}`),
    rawStatement(db, sql`DELETE FROM delivery_events WHERE message_id IN ${messages}`),
    rawStatement(db, sql`DELETE FROM recovery_messages WHERE cart_id IN ${ids}`),
    rawStatement(db, sql`DELETE FROM handover_codes WHERE cart_id IN ${ids}`),
    rawStatement(db, sql`DELETE FROM survey_answers WHERE cart_id IN ${ids}`),
    rawStatement(db, sql`DELETE FROM carts WHERE id IN ${ids}`),
    rawStatement(
      db,
      sql`
      DELETE FROM contacts WHERE id IN ${contactIds} AND NOT EXISTS ${cartOfContact}
        AND coalesce((SELECT decision FROM consents WHERE consents.address_hash = contacts.address_hash
          AND consents.store_id = contacts.store_id ORDER BY at DESC, rowid DESC LIMIT 1), 'refused') <> 'granted'`,
    ),
  ] as const;
}

const addUp = sql`ON CONFLICT (store_id, day, what, currency) DO UPDATE SET
  count = count + excluded.count, value_minor = value_minor + excluded.value_minor`;

const cartOfContact = sql`(SELECT 1 FROM carts WHERE carts.address_hash = contacts.address_hash
  AND carts.store_id = contacts.store_id)`;

export interface Ages {
  attempts: number;
  cartMails: number;
  sightings: number;
  consents: number;
  notices: number;
  deliveryEvents: number;
}

/** What is over by the clock alone. At most `limit` rows of each kind. */
export function removeOldStatements(
  db: Database,
  contactCutoffs: Cutoffs,
  ages: Ages,
  now: number,
  limit: number,
) {
  const remove = (table: string, which: SQL) =>
    rawStatement(
      db,
      sql`DELETE FROM ${sql.raw(table)}
        WHERE rowid IN (SELECT ${sql.raw(table)}.rowid FROM ${sql.raw(table)} WHERE ${which} LIMIT ${limit})`,
    );
  return [
    remove("recovery_links", sql`expires_at <= ${now}`),
    remove("cart_offers", sql`expires_at <= ${now}`),
    remove("handover_codes", sql`expires_at <= ${now}`),
    remove("code_attempts", sql`hour <= ${ages.attempts}`),
    remove("cart_mails", sql`created_at <= ${ages.cartMails} AND due_at IS NULL`),
    remove("notices", sql`created_at <= ${ages.notices} AND due_at IS NULL`),
    remove("delivery_events", sql`received_at <= ${ages.deliveryEvents}`),
    remove("order_sightings", sql`seen_at <= ${ages.sightings}`),
    remove(
      "consents",
      sql`at <= ${ages.consents} AND NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.store_id = consents.store_id
        AND contacts.channel = 'email' AND contacts.address_hash = consents.address_hash)`,
    ),
    remove(
      "contacts",
      sql`${isExpired(sql`created_at`, sql`store_id`, contactCutoffs)} AND NOT EXISTS ${cartOfContact}`,
    ),
  ] as const;
}
