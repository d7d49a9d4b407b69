import type { Context } from "../../context.ts";
import { day } from "../../domain/clock.ts";
import type { CountRequest } from "../../wire/storefront-api.ts";
import type { Store } from "../stores/find-store.ts";
import { MergedCounts } from "./merge-counts.ts";

/** Messages an isolate puts into the queue in a second: one in ten. */
const perSecond = 0.1;
/** As many as one message holds. What comes beyond it is not counted. */
const mostKinds = 500;

/** What this isolate has counted and not yet sent on. */
const waiting = new WeakMap<object, MergedCounts>();

/**
 * Counts in this isolate's memory, which goes to the queue every ten seconds: a crowd costs as many messages as a few
 * shoppers do. An isolate that ends before takes ten seconds of counts with it, and a message that is delivered twice counts
 * twice: these are figures to compare by, not accounts.
 *
 * What the store has no such variant of is not counted: a stranger cannot make rows.
 */
export function countWidgetEvent(ctx: Context, store: Store, { widget, event, variant }: CountRequest): void {
  if (store.settings.widgets[widget].variant !== variant) return;
  const known = waiting.get(ctx.stores);
  const counts = known ?? new MergedCounts();
  if (counts.size < mostKinds) {
    counts.add(store.id, { day: Math.floor(ctx.now() / day), widget, variant, event, count: 1 });
  }
  if (known) return;
  waiting.set(ctx.stores, counts);
  ctx.defer("count.failed", sendOn(ctx, counts));
}

async function sendOn(ctx: Context, counts: MergedCounts): Promise<void> {
  await ctx.pace?.("widget-counts", perSecond);
  waiting.delete(ctx.stores);
  const bodies = [...Map.groupBy(counts.all(), ({ storeId }) => storeId)].map(([storeId, ofStore]) => ({
    body: { kind: "count" as const, storeId, counts: ofStore.map(({ storeId: _, ...count }) => count) },
  }));
  // Cloudflare Queues: a hundred messages in one call.
  for (let at = 0; at < bodies.length; at += 100) await ctx.queue.sendBatch(bodies.slice(at, at + 100));
}
