import type { Context } from "../../context.ts";
import { findStoreByHostname, findStoreById, type StoreRow } from "../../db/stores.ts";
import { hour, second } from "../../domain/clock.ts";
import { type PlatformId, platformIds } from "../../domain/platform-id.ts";
import { remembered } from "../../domain/remembered.ts";
import { within } from "../../domain/within.ts";
import { type StoreSettings, storeSettings } from "../../wire/store-settings.ts";
import { keepLastKnown, recallLastKnown } from "./last-known-store.ts";

/** A store as everything else sees it: settings complete, platform known. */
export interface Store {
  id: string;
  name: string;
  platform: PlatformId;
  /** Scheme, host and port shoppers reach it under. */
  shopUrl: string;
  /** Scheme, host and port its pages come from. */
  origin: string;
  settings: StoreSettings;
  paused: boolean;
  /** Its orders are no longer seen: nothing is sent meanwhile. */
  trackingLost: boolean;
}

interface Remembered {
  store: Store | null | "unknown";
  at: number;
}

/** From this age a store is looked up again behind the answer; from twice that the answer waits for the look-up. */
const freshFor = 25 * second;
/** How long a page may wait for a look-up before it goes without, in ms. */
const patience = 400;
/** After a look-up that failed, none is tried for this long; after that, behind the answers. */
const pause = 5 * second;

const memory = new WeakMap<object, Map<string, Remembered>>();

/** Up to this age what was last known is told to who can make use of it meanwhile. */
const tellsUntil = hour;

/**
 * The store behind a hostname, out of this isolate's memory where it can be. A change made anywhere is seen within a
 * minute. While the database is down the last known answer stands, this isolate's or an earlier one's; `"unknown"` when
 * there never was one.
 *
 * @param meanwhile told of the store as this isolate last knew it, where the answer has to wait for a look-up
 */
export async function findStore(
  ctx: Context,
  hostname: string,
  meanwhile: (lastKnown: Store) => void = () => {},
): Promise<Store | null | "unknown"> {
  const known = rememberedBy(ctx).get(hostname);
  // The database is asked by the wall clock, not by the store's: time travel must not make memory stale.
  const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  if (known && age < freshFor) return known.store;
  const lookup = lookUp(ctx, hostname);
  if (known && age < 2 * freshFor) {
    // One look-up at a time is enough, above all when none of them is answered.
    known.at = Date.now() - freshFor + pause;
    ctx.defer("store.refresh", lookup);
    return known.store;
  }
  if (known?.store && known.store !== "unknown" && age < tellsUntil) meanwhile(known.store);
  try {
    return await within(patience, lookup);
  } catch (error) {
    ctx.defer("store.refresh", lookup);
    ctx.log.error("store.unreachable", error, { hasLastKnown: known !== undefined });
    const store = known ? known.store : await recall(ctx, hostname);
    // One page has waited; those that follow must not.
    rememberedBy(ctx).set(hostname, { store, at: Date.now() - freshFor + pause });
    return store;
  }
}

/** The store with this id, straight from the database: for crons and queues, which must not act on old settings. */
export async function loadStore(ctx: Context, storeId: string): Promise<Store | null> {
  if (storeId === fallbackStoreId) return fallbackStore(ctx);
  const row = await findStoreById(ctx.db, storeId);
  return row ? fromRow(ctx, row) : null;
}

/** What an earlier isolate knew, while the database cannot be asked. */
async function recall(ctx: Context, hostname: string): Promise<Store | "unknown"> {
  try {
    const row = await within(patience, recallLastKnown(hostname));
    return row ? fromRow(ctx, row) : "unknown";
  } catch (error) {
    ctx.log.error("store.unreachable", error);
    return "unknown";
  }
}

async function lookUp(ctx: Context, hostname: string): Promise<Store | null> {
  const row = await findStoreByHostname(ctx.db, hostname);
  const store = row ? fromRow(ctx, row) : fallbackStore(ctx);
  const isNews = JSON.stringify(rememberedBy(ctx).get(hostname)?.store) !== JSON.stringify(store);
  if (row && isNews) ctx.defer("store.keep", keepLastKnown(hostname, row));
  rememberedBy(ctx).set(hostname, { store, at: Date.now() });
  return store;
}

/**
 * Settings that do not read (written by a newer version, or by hand) fall back to the defaults, and the store counts as
 * paused: its pages pass, nothing is added and nothing is sent.
 */
function fromRow(ctx: Context, row: StoreRow): Store {
  const settings = readSettings(row.settings);
  const platform = platformIds.find((id) => id === row.platform);
  if (!settings.success || !platform) ctx.log.info("store.unreadable", { store: row.id });
  return {
    id: row.id,
    name: row.name,
    platform: platform ?? "generic",
    shopUrl: row.shopUrl,
    origin: row.origin,
    settings: settings.success ? settings.data : storeSettings.parse({}),
    paused: row.pausedAt !== null || !settings.success || !platform,
    trackingLost: row.trackingLostAt !== null,
  };
}

/** The same text is the same object: what is planned from settings is kept with them (plan-once.ts), for as long as they stand. */
const readSettings = remembered((text: string) => storeSettings.safeParse(safeJson(text)), 1_000_000);

export const fallbackStoreId = "store_origin_url";

/** The shop that the var ORIGIN_URL names, for hostnames no store has. Local runs and one-shop deployments use it. */
function fallbackStore(ctx: Context): Store | null {
  const { ORIGIN_URL, ORIGIN_PLATFORM, ORIGIN_SHOP_URL, ORIGIN_SETTINGS } = ctx.config;
  if (ORIGIN_URL === undefined) return null;
  const shop = new URL(ORIGIN_SHOP_URL ?? ORIGIN_URL);
  return {
    id: fallbackStoreId,
    name: ORIGIN_SETTINGS.sender?.name ?? shop.hostname,
    platform: ORIGIN_PLATFORM,
    shopUrl: shop.origin,
    origin: new URL(ORIGIN_URL).origin,
    settings: ORIGIN_SETTINGS,
    paused: false,
    trackingLost: false,
  };
}

function rememberedBy(ctx: Context): Map<string, Remembered> {
  let map = memory.get(ctx.stores);
  if (!map) {
    map = new Map();
    memory.set(ctx.stores, map);
  }
  // Hostnames come from outside: an endless list of them must not fill the isolate.
  if (map.size > 1000) map.clear();
  return map;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
