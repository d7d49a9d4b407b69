import type { Context } from "../../context.ts";
import {
  type Cutoffs,
  removeCartsStatements,
  removeOldStatements,
  selectExpiredCarts,
} from "../../db/retention.ts";
import { listStores } from "../../db/stores.ts";
import { day, hour } from "../../domain/clock.ts";
import { retentionSettings } from "../../wire/retention-settings.ts";
import { fallbackStoreId, loadStore } from "../stores/find-store.ts";

/** Carts in one transaction, and transactions in one run; the next run takes up the rest. */
const perBatch = 200;
const batchesPerRun = 5;

/**
 * Longer than the shopper's cookie lives: an order's page that is opened again must find that its order was seen, or it
 * would settle a cart begun since.
 */
const sightingsFor = 400 * day;
/** Events about a mail come within days; what limits ask for is one day. */
const cartMailsFor = 30 * day;
/** A provider sends an event again for days at most; after that a repetition of one would find its message settled. */
const deliveryEventsFor = 400 * day;
/** What a merchant was told is looked up for a while. */
const noticesFor = 90 * day;
/** Evidence of consent outlives the address: five years from its last use (German UWG §7a), the longest we know of. */
const consentsFor = 5 * 366 * day;

/**
 * Removes what has been kept for its time: carts with their messages (their counts stay), links, codes, addresses that no
 * cart speaks of. Any number of runs at once remove, and count, each thing once.
 * @returns how many carts went
 */
export async function removeExpired(ctx: Context): Promise<number> {
  const now = ctx.now();
  const { carts, contacts } = await readCutoffs(ctx, now);
  let removed = 0;
  for (let batch = 0; batch < batchesPerRun; batch++) {
    const expired = await selectExpiredCarts(ctx.db, carts, perBatch);
    if (expired.length > 0) await ctx.db.batch(removeCartsStatements(ctx.db, expired));
    removed += expired.length;
    if (expired.length < perBatch) break;
  }
  const ages = {
    attempts: now - 2 * hour,
    cartMails: now - cartMailsFor,
    sightings: now - sightingsFor,
    consents: now - consentsFor,
    notices: now - noticesFor,
    deliveryEvents: now - deliveryEventsFor,
  };
  await ctx.db.batch(removeOldStatements(ctx.db, contacts, ages, now, 1000));
  return removed;
}

async function readCutoffs(ctx: Context, now: number): Promise<{ carts: Cutoffs; contacts: Cutoffs }> {
  const stores = (await listStores(ctx.db)).map(
    (store) => [store.id, readRetention(store.settings)] as const,
  );
  const fallback = await loadStore(ctx, fallbackStoreId);
  if (fallback) stores.push([fallback.id, fallback.settings.retention]);
  return {
    carts: Object.fromEntries(stores.map(([id, { cartDays }]) => [id, now - cartDays * day])),
    contacts: Object.fromEntries(stores.map(([id, { contactDays }]) => [id, now - contactDays * day])),
  };
}

/** Settings that do not read count as the longest that may be set: nothing is removed by mistake. */
function readRetention(settings: string) {
  try {
    return retentionSettings.parse(JSON.parse(settings).retention ?? {});
  } catch {
    return { cartDays: 1095, contactDays: 1095 };
  }
}
