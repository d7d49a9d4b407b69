import type { StoreRow } from "../../db/stores.ts";

/**
 * A copy of each store's row in the data centre's cache, for isolates that begin while the database is down: without it
 * they could not know where a shop's pages come from. It holds settings only, nothing of shoppers.
 */
export async function keepLastKnown(hostname: string, row: StoreRow): Promise<void> {
  const copy = Response.json(row, { headers: { "cache-control": "max-age=604800" } });
  await cache().put(lastKnownAddress(hostname), copy);
}

/** @returns `null` when this data centre has never seen the store */
export async function recallLastKnown(hostname: string): Promise<StoreRow | null> {
  const copy = await cache().match(lastKnownAddress(hostname));
  return copy ? copy.json<StoreRow>() : null;
}

/** The data centre's own cache. The types of browsers, which know no such thing, are in sight of this file. */
function cache(): Cache {
  return (caches as unknown as { default: Cache }).default;
}

/** What a copy is kept under: the cache is keyed by address, and nothing answers at this one. */
export function lastKnownAddress(hostname: string): string {
  return `https://last-known-store.invalid/${encodeURIComponent(hostname)}`;
}
