import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { day, hour } from "../domain/clock.ts";
import { rawStatement } from "./raw-statement.ts";
import { cartMails, carts } from "./schema.ts";

export type CartMailRow = typeof cartMails.$inferSelect;

/** Of one version of a cart, an hour. */
const mostPerVersion = 1;
/** The others are for a day. An address hears from one shopper only: a thousand sessions are worth no more than one. */
const mostPerAddress = 3;
const mostPerShopper = 5;
/** Offices and mobile networks share an address. */
const mostPerNetwork = 30;

/** These never hear from the shop again, not even what they seem to ask for; an unsubscribe does not keep a service away. */
const blocks = (storeId: string, addressHash: unknown) => sql`EXISTS (SELECT 1 FROM suppressions
  WHERE suppressions.store_id = ${storeId} AND suppressions.channel = 'email'
    AND suppressions.address_hash = ${addressHash} AND suppressions.reason <> 'unsubscribed')`;

export type AskedMail = Omit<
  typeof cartMails.$inferInsert,
  "status" | "reason" | "attempt" | "provider" | "providerMessageId" | "dueAt"
> & { addressSealed: string; dueAt: number };

/**
 * Keeps a request for one's own cart, if every limit leaves room for it: one statement, so that no number of requests at once
 * gets past them. @returns whether it was kept
 */
export async function insertIfAllowed(db: Database, row: AskedMail): Promise<boolean> {
  const since = row.createdAt - day;
  const count = (which: ReturnType<typeof sql>) => sql`(SELECT count(*) FROM cart_mails WHERE ${which})`;
  const rows = await db.all(sql`
    INSERT INTO cart_mails (id, store_id, shopper_id, cart_id, cart_version, address_hash, address_sealed, network_hash,
      purpose, language, status, due_at, created_at)
    SELECT ${row.id}, ${row.storeId}, ${row.shopperId}, ${row.cartId}, ${row.cartVersion}, ${row.addressHash},
      ${row.addressSealed}, ${row.networkHash}, ${row.purpose}, ${row.language}, 'queued', ${row.dueAt}, ${row.createdAt}
    WHERE NOT ${blocks(row.storeId, row.addressHash)}
      AND ${count(sql`cart_id = ${row.cartId} AND created_at > ${row.createdAt - hour}
        AND cart_version = ${row.cartVersion} AND purpose = ${row.purpose}`)} < ${mostPerVersion}
      AND ${count(sql`address_hash = ${row.addressHash} AND store_id = ${row.storeId}
        AND created_at > ${since}`)} < ${mostPerAddress}
      AND ${count(sql`address_hash = ${row.addressHash} AND store_id = ${row.storeId}
        AND created_at > ${since} AND shopper_id <> ${row.shopperId}`)} = 0
      AND ${count(sql`shopper_id = ${row.shopperId} AND store_id = ${row.storeId}
        AND created_at > ${since}`)} < ${mostPerShopper}
      AND ${count(sql`network_hash = ${row.networkHash} AND store_id = ${row.storeId}
        AND created_at > ${since}`)} < ${mostPerNetwork}
    RETURNING id`);
  return rows.length === 1;
}

/** Mails that wait, or whose consumer vanished, over all stores. */
export function selectDue(db: Database, now: number, limit: number) {
  return db
    .select({ id: cartMails.id, storeId: cartMails.storeId })
    .from(cartMails)
    .where(sql`${cartMails.dueAt} IS NOT NULL AND ${cartMails.dueAt} <= ${now}`)
    .orderBy(cartMails.dueAt)
    .limit(limit);
}

/** Claims a mail for this consumer; the attempt it carries is what every later write must show. */
export function claimMail(db: Database, storeId: string, id: string, now: number, lease: number) {
  return db
    .update(cartMails)
    .set({
      // One that was already being sent stays so: its outcome is uncertain.
      status: sql`CASE WHEN status = 'sending' THEN 'sending' ELSE 'claimed' END`,
      attempt: sql`${cartMails.attempt} + 1`,
      dueAt: now + lease,
    })
    .where(
      and(
        eq(cartMails.id, id),
        eq(cartMails.storeId, storeId),
        sql`(status = 'queued' OR (status IN ('claimed', 'sending') AND due_at <= ${now}))`,
      ),
    )
    .returning();
}

/** The cart a mail is about. */
export function selectMailCart(db: Database, storeId: string, id: string) {
  return db
    .select({ cart: carts })
    .from(cartMails)
    .innerJoin(carts, and(eq(carts.id, cartMails.cartId), eq(carts.storeId, cartMails.storeId)))
    .where(and(eq(cartMails.id, id), eq(cartMails.storeId, storeId)));
}

type Held = Pick<CartMailRow, "id" | "storeId" | "attempt">;

/**
 * The permission to call the provider, and the link in the mail, in one transaction: nobody who complained or bounced
 * meanwhile, and no cart that was bought. The first statement answers a row if, and only if, the call is allowed.
 */
export function authoriseMail(
  db: Database,
  held: Held & Pick<CartMailRow, "cartId" | "addressHash">,
  call: { provider: string; tokenHash: string | null; linkExpiresAt: number; until: number },
  now: number,
) {
  return [
    db
      .update(cartMails)
      .set({ status: "sending", provider: call.provider, dueAt: call.until })
      .where(
        and(
          eq(cartMails.id, held.id),
          eq(cartMails.storeId, held.storeId),
          eq(cartMails.attempt, held.attempt),
          eq(cartMails.status, "claimed"),
          sql`NOT ${blocks(held.storeId, held.addressHash)}`,
          sql`EXISTS (SELECT 1 FROM carts WHERE carts.id = ${held.cartId} AND carts.items > 0
            AND carts.status IN ('active', 'abandoned', 'lost'))`,
        ),
      )
      .returning({ id: cartMails.id }),
    rawStatement(
      db,
      sql`
      INSERT INTO recovery_links (token_hash, store_id, cart_id, message_id, created_at, expires_at)
      SELECT ${call.tokenHash}, ${held.storeId}, ${held.cartId}, NULL, ${now}, ${call.linkExpiresAt}
      WHERE changes() = 1 AND ${call.tokenHash} IS NOT NULL`,
    ),
  ] as const;
}

/** Changes a mail that this attempt still holds. */
export function changeHeldMail(db: Database, held: Held, change: Partial<CartMailRow>) {
  return db
    .update(cartMails)
    .set(change)
    .where(
      and(
        eq(cartMails.id, held.id),
        eq(cartMails.storeId, held.storeId),
        eq(cartMails.attempt, held.attempt),
        sql`${cartMails.status} IN ('claimed', 'sending')`,
      ),
    );
}
