import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { pageFindings } from "./schema.ts";

export type PageFinding = typeof pageFindings.$inferSelect;

/** One more sighting of what is known, or the first; and what nobody has seen since `forgetBefore` goes. */
export async function upsertFinding(
  db: Database,
  finding: Omit<PageFinding, "firstSeenAt" | "lastSeenAt">,
  now: number,
  forgetBefore: number,
): Promise<void> {
  await db.batch([
    db
      .insert(pageFindings)
      .values({ ...finding, firstSeenAt: now, lastSeenAt: now })
      .onConflictDoUpdate({
        target: [pageFindings.storeId, pageFindings.page, pageFindings.widget, pageFindings.reason],
        set: { lastSeenAt: now, pages: sql`${pageFindings.pages} + ${finding.pages}` },
      }),
    db.delete(pageFindings).where(lt(pageFindings.lastSeenAt, forgetBefore)),
  ]);
}

/** What was found on a store's pages since then, the latest first. */
export async function listFindings(db: Database, storeId: string, since: number): Promise<PageFinding[]> {
  return db
    .select()
    .from(pageFindings)
    .where(and(eq(pageFindings.storeId, storeId), gte(pageFindings.lastSeenAt, since)))
    .orderBy(desc(pageFindings.lastSeenAt))
    .limit(100);
}
