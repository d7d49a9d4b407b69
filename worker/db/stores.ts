import { eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { storeHostnames, stores } from "./schema.ts";

export type StoreRow = typeof stores.$inferSelect;

/** The store that shoppers reach under this hostname. */
export async function findStoreByHostname(db: Database, hostname: string): Promise<StoreRow | null> {
  const rows = await db
    .select({ store: stores })
    .from(storeHostnames)
    .innerJoin(stores, eq(stores.id, storeHostnames.storeId))
    .where(eq(storeHostnames.hostname, hostname))
    .limit(1);
  return rows[0]?.store ?? null;
}

export async function findStoreById(db: Database, storeId: string): Promise<StoreRow | null> {
  const rows = await db.select().from(stores).where(eq(stores.id, storeId)).limit(1);
  return rows[0] ?? null;
}

export async function listStores(db: Database): Promise<(StoreRow & { hostnames: string[] })[]> {
  const [rows, hostnames] = await db.batch([db.select().from(stores), db.select().from(storeHostnames)]);
  return rows.map((store) => ({
    ...store,
    hostnames: hostnames.filter(({ storeId }) => storeId === store.id).map(({ hostname }) => hostname),
  }));
}

/** Store and hostnames appear together or not at all: a hostname another store has makes the whole batch fail. */
export async function insertStore(db: Database, row: StoreRow, hostnames: string[]): Promise<void> {
  await db.batch([
    db.insert(stores).values(row),
    ...hostnames.map((hostname) => db.insert(storeHostnames).values({ hostname, storeId: row.id })),
  ]);
}

export async function updateStore(
  db: Database,
  storeId: string,
  change: Partial<Omit<StoreRow, "id" | "createdAt">>,
): Promise<void> {
  await db.update(stores).set(change).where(eq(stores.id, storeId));
}

/**
 * These stores, and no others, count as having lost sight of their orders.
 * @returns those of which that is news, and those of which it is true no longer
 */
export async function setTrackingLost(
  db: Database,
  storeIds: string[],
  now: number,
): Promise<{ lost: string[]; found: string[] }> {
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(storeIds)}))`;
  const [lost, found] = await db.batch([
    db
      .update(stores)
      .set({ trackingLostAt: now })
      .where(sql`${stores.id} IN ${these} AND ${stores.trackingLostAt} IS NULL`)
      .returning({ id: stores.id }),
    db
      .update(stores)
      .set({ trackingLostAt: null })
      .where(sql`${stores.id} NOT IN ${these} AND ${stores.trackingLostAt} IS NOT NULL`)
      .returning({ id: stores.id }),
  ]);
  return { lost: lost.map(({ id }) => id), found: found.map(({ id }) => id) };
}
