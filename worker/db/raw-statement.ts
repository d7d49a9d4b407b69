import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../context.ts";

/**
 * A statement in SQL that can stand in a batch beside built ones. drizzle-orm's own `db.run(sql)` cannot on D1 as soon as
 * it has a parameter (drizzle-orm 0.45: its batch looks for a prepared statement that raw queries do not carry).
 */
export function rawStatement(db: Database, query: SQL): BatchItem<"sqlite"> {
  const raw = db.all(query);
  return Object.assign(raw, { stmt: db.$client.prepare(raw.getQuery().sql) });
}
