import type { D1Database } from "@cloudflare/workers-types";
import { createContext, realSurroundings } from "../worker/context.ts";
import { listStores, updateStore } from "../worker/db/stores.ts";
import type { PlatformId } from "../worker/domain/platform-id.ts";
import { addStore } from "../worker/services/stores/change-store.ts";

export interface SeededStore {
  shopUrl: string;
  origin: string;
  platform: PlatformId;
}

/** What the store at shop.localhost begins with; `npm run store -- set` changes it, and it stays changed. */
const settings = {
  timezone: "Europe/London",
  mailProvider: "mailpit",
  sender: {
    name: "Saltmarsh Supply",
    address: "hello@saltmarsh.example",
    postalAddress: "1 Quay Street, Wells-next-the-Sea NR23 1AA, United Kingdom",
  },
  // The demo shop is British, where a notice that can be refused is enough (PECR, regulation 22).
  consent: { mode: "notice" },
};

/**
 * Makes sure there is a store for shop.localhost and that it points where the shop is this time. What was set on it in an
 * earlier run stays, unless it has become another shop.
 */
export async function seedStore(db: D1Database, seed: SeededStore): Promise<string> {
  const ctx = createContext({ DB: db } as never, realSurroundings, { waitUntil() {} });
  const known = (await listStores(ctx.db)).find((store) => store.hostnames.includes("shop.localhost"));
  if (!known) {
    const added = await addStore(ctx, {
      name: "Saltmarsh Supply",
      url: seed.shopUrl,
      origin: seed.origin,
      platform: seed.platform,
      settings,
    });
    if (added.status === "refused") throw new Error(added.problems.join("; "));
    return added.value.id;
  }
  const { origin } = new URL(seed.origin);
  const change = { shopUrl: seed.shopUrl, origin, platform: seed.platform, updatedAt: Date.now() };
  await updateStore(ctx.db, known.id, change);
  return known.id;
}
