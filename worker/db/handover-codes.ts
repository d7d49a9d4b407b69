import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { codeAttempts, handoverCodes } from "./schema.ts";

/** The code of a cart from now on: an earlier one stops working. */
export function putCode(db: Database, row: typeof handoverCodes.$inferInsert) {
  return db
    .insert(handoverCodes)
    .values(row)
    .onConflictDoUpdate({
      target: handoverCodes.cartId,
      set: { codeHash: row.codeHash, expiresAt: row.expiresAt },
    });
}

/** Uses a code up: of any number of callers one gets the cart's id. */
export async function takeCode(
  db: Database,
  storeId: string,
  codeHash: string,
  now: number,
): Promise<string | null> {
  const rows = await db
    .delete(handoverCodes)
    .where(
      and(
        eq(handoverCodes.codeHash, codeHash),
        eq(handoverCodes.storeId, storeId),
        sql`${handoverCodes.expiresAt} > ${now}`,
      ),
    )
    .returning({ cartId: handoverCodes.cartId });
  return rows[0]?.cartId ?? null;
}

/** Counts a try. @returns how many there were from this network within this hour, with this one */
export async function countAttempt(
  db: Database,
  row: Omit<typeof codeAttempts.$inferInsert, "count">,
): Promise<number> {
  const rows = await db
    .insert(codeAttempts)
    .values({ ...row, count: 1 })
    .onConflictDoUpdate({
      target: [codeAttempts.networkHash, codeAttempts.storeId, codeAttempts.hour],
      set: { count: sql`${codeAttempts.count} + 1` },
    })
    .returning({ count: codeAttempts.count });
  return rows[0]?.count ?? 1;
}
