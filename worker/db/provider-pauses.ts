import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { providerPauses } from "./schema.ts";

/** Whether a store's account at a provider takes nothing now, and until when it is not asked. One row or none. */
export function selectPause(db: Database, storeId: string, provider: string, now: number) {
  return db
    .select({ reason: providerPauses.reason, until: providerPauses.until })
    .from(providerPauses)
    .where(
      and(
        eq(providerPauses.storeId, storeId),
        eq(providerPauses.provider, provider),
        sql`${providerPauses.until} > ${now}`,
      ),
    );
}

/** From now on the account is not asked until `until`. While it stays so, `since` stays what it was. */
export function pauseProvider(
  db: Database,
  pause: { storeId: string; provider: string; reason: string; now: number; until: number },
) {
  const { now, ...row } = pause;
  return db
    .insert(providerPauses)
    .values({ ...row, since: now })
    .onConflictDoUpdate({
      target: [providerPauses.storeId, providerPauses.provider],
      set: {
        reason: sql`excluded.reason`,
        until: sql`max(${providerPauses.until}, excluded.until)`,
      },
    });
}

/** The account took a mail: whatever was wrong is mended. */
export function endPause(db: Database, storeId: string, provider: string) {
  return db
    .delete(providerPauses)
    .where(and(eq(providerPauses.storeId, storeId), eq(providerPauses.provider, provider)));
}
