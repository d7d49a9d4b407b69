import type { Context } from "../../context.ts";
import { countLeftCarts } from "../../db/carts.ts";
import { readOrderHistories } from "../../db/orders.ts";
import { setTrackingLost } from "../../db/stores.ts";
import { day } from "../../domain/clock.ts";
import { isTrackingLost, usualDays, usualUntil } from "../../domain/tracking-health.ts";
import { noteNotice } from "../notices/note-notice.ts";

/** A shop in which fewer carts were left than this in two days has no shoppers to draw conclusions from. */
const fewestCarts = 5;

/**
 * Looks for stores whose shoppers still fill carts and whose orders are no longer seen. Nothing is sent for them until one
 * is, so that a shop that changed its thank-you page does not write to its buyers.
 * @returns the stores of which that is newly so
 */
export async function checkTracking(ctx: Context): Promise<{ lost: string[] }> {
  const now = ctx.now();
  const busy = await countLeftCarts(ctx.db, now - 2 * day, fewestCarts);
  const until = usualUntil(now);
  const histories = await readOrderHistories(ctx.db, busy, until - usualDays * day, until);
  const lost = histories
    .filter((history) => isTrackingLost({ now, ...history }))
    .map(({ storeId }) => storeId);
  const changed = await setTrackingLost(ctx.db, lost, now);
  for (const storeId of changed.lost) {
    ctx.log.error("tracking.lost", new Error("no orders are seen"), { store: storeId });
    await noteNotice(ctx, { storeId, kind: "tracking.lost", key: `${now}`, data: {} });
  }
  for (const storeId of changed.found) {
    await noteNotice(ctx, { storeId, kind: "tracking.found", key: `${now}`, data: {} });
  }
  return { lost: changed.lost };
}
