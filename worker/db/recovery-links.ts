import { and, eq } from "drizzle-orm";
import type { Database } from "../context.ts";
import { carts, recoveryLinks } from "./schema.ts";

/** The link with this token hash and the cart it opens. Expired ones are answered too: what to say is up to the caller. */
export async function findLink(db: Database, storeId: string, tokenHash: string) {
  const rows = await db
    .select({ link: recoveryLinks, cart: carts })
    .from(recoveryLinks)
    .innerJoin(carts, and(eq(carts.id, recoveryLinks.cartId), eq(carts.storeId, recoveryLinks.storeId)))
    .where(and(eq(recoveryLinks.tokenHash, tokenHash), eq(recoveryLinks.storeId, storeId)))
    .limit(1);
  return rows[0] ?? null;
}

/** A link that stands in no recovery message. */
export function insertLink(db: Database, row: typeof recoveryLinks.$inferInsert) {
  return db.insert(recoveryLinks).values(row);
}
