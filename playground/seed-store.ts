import type { D1Database } from "@cloudflare/workers-types";
import { createContext, realSurroundings } from "../worker/context.ts";
import { listStores, updateStore } from "../worker/db/stores.ts";
import type { PlatformId } from "../worker/domain/platform-id.ts";
import { addStore } from "../worker/services/stores/change-store.ts";

export interface SeededStore {
  name: string;
  shopUrl: string;
  origin: string;
  platform: PlatformId;
}

const hostname = "shop.localhost";

/** What a store begins with; `npm run store -- set` changes it, and it stays changed. */
const settingsFor = (name: string) => ({
  timezone: "Europe/London",
  mailProvider: "mailpit",
  sender: {
    name,
    address: "hello@shop.example",
    postalAddress: "1 Quay Street, Wells-next-the-Sea NR23 1AA, United Kingdom",
  },
  // The demo shop is British, where a notice that can be refused is enough (PECR, regulation 22).
  consent: { mode: "notice" },
});

/**
 * Makes shop.localhost the hostname of the store with this name and platform, and points that store to where its shop is
 * this time. Each shop tried keeps a store, carts and settings of its own.
 */
export async function seedStore(db: D1Database, seed: SeededStore): Promise<string> {
  const ctx = createContext({ DB: db } as never, realSurroundings, { waitUntil() {} });
  const stores = await listStores(ctx.db);
  const known = stores.find(({ name, platform }) => name === seed.name && platform === seed.platform);
  await db.prepare("DELETE FROM store_hostnames WHERE hostname = ?").bind(hostname).run();
  if (!known) {
    const { name, shopUrl: url, origin, platform } = seed;
    const added = await addStore(ctx, { name, url, origin, platform, settings: settingsFor(name) });
    if (added.status === "refused") throw new Error(added.problems.join("; "));
    return added.value.id;
  }
  await db.prepare("INSERT INTO store_hostnames VALUES (?, ?)").bind(hostname, known.id).run();
  const { origin } = new URL(seed.origin);
  await updateStore(ctx.db, known.id, { shopUrl: seed.shopUrl, origin, updatedAt: Date.now() });
  return known.id;
}
