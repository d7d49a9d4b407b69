import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { storeSecrets } from "./schema.ts";

/** How many secrets of one name are in force at once: the new one, and the one it takes the place of. */
export const secretsInForce = 2;

/** The sealed secrets of this name that are in force, newest first. */
export async function selectSecrets(db: Database, storeId: string, name: string): Promise<string[]> {
  const rows = await db
    .select({ sealed: storeSecrets.sealed })
    .from(storeSecrets)
    .where(and(eq(storeSecrets.storeId, storeId), eq(storeSecrets.name, name)))
    .orderBy(desc(storeSecrets.createdAt))
    .limit(secretsInForce);
  return rows.map(({ sealed }) => sealed);
}

/** Adds a secret and drops those of its name that are no longer in force. */
export async function insertSecret(db: Database, row: typeof storeSecrets.$inferInsert): Promise<void> {
  const isOld = sql`${storeSecrets.createdAt} NOT IN (SELECT created_at FROM store_secrets AS newest
    WHERE newest.store_id = ${row.storeId} AND newest.name = ${row.name}
    ORDER BY created_at DESC LIMIT ${secretsInForce})`;
  await db.batch([
    // Two within one millisecond are two all the same, in the order they came in.
    db.insert(storeSecrets).values({
      ...row,
      createdAt: sql`max(${row.createdAt}, coalesce((SELECT max(created_at) + 1 FROM store_secrets
        WHERE store_id = ${row.storeId} AND name = ${row.name}), 0))`,
    }),
    db
      .delete(storeSecrets)
      .where(and(eq(storeSecrets.storeId, row.storeId), eq(storeSecrets.name, row.name), isOld)),
  ]);
}

export async function deleteSecrets(db: Database, storeId: string, name: string): Promise<void> {
  await db.delete(storeSecrets).where(and(eq(storeSecrets.storeId, storeId), eq(storeSecrets.name, name)));
}
