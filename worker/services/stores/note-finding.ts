import type { Context } from "../../context.ts";
import { listFindings, type PageFinding, upsertFinding } from "../../db/page-findings.ts";
import { day, hour } from "../../domain/clock.ts";
import type { PageKind } from "../../domain/page-kind.ts";

/** A page that did not get all it was meant to have, and why: for the merchant, who alone can change it. */
export interface Finding {
  page: PageKind;
  widgets: readonly string[];
  reason: string;
}

/** How long it is remembered that a page was left without a widget. */
const kept = 30 * day;

/** Pages counted since the last time they were written down, and when that was. */
const counted = new WeakMap<object, Map<string, { pages: number; writtenAt: number }>>();

/**
 * Remembers a finding behind the answer: counted in this isolate's memory and written at most once an hour, so that a busy
 * page costs the database nothing. Never throws.
 */
export function noteFinding(ctx: Context, storeId: string, { page, widgets, reason }: Finding): void {
  for (const widget of widgets) {
    const key = JSON.stringify([storeId, page, widget, reason]);
    const memory = memoryOf(ctx);
    const seen = memory.get(key) ?? { pages: 0, writtenAt: Number.NEGATIVE_INFINITY };
    memory.set(key, seen);
    seen.pages++;
    const now = ctx.now();
    if (now - seen.writtenAt < hour) continue;
    const { pages } = seen;
    Object.assign(seen, { pages: 0, writtenAt: now });
    ctx.log.info("page.left_out", { store: storeId, page, widget, reason, pages });
    ctx.defer(
      "finding.failed",
      upsertFinding(ctx.db, { storeId, page, widget, reason, pages }, now, now - kept),
    );
  }
}

/** What was found of late, for the merchant. */
export function findingsOf(ctx: Context, storeId: string): Promise<PageFinding[]> {
  return listFindings(ctx.db, storeId, ctx.now() - kept);
}

function memoryOf(ctx: Context): Map<string, { pages: number; writtenAt: number }> {
  let memory = counted.get(ctx.stores);
  if (!memory) {
    memory = new Map();
    counted.set(ctx.stores, memory);
  }
  // Stores, widgets and reasons are few; a bound all the same.
  if (memory.size > 5000) memory.clear();
  return memory;
}
