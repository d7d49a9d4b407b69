import { identityOf, type LineItem } from "../../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import { toHex, utf8 } from "../../domain/keys.ts";
import type { Store } from "../stores/find-store.ts";

interface Known {
  /** `null`: the shop did not say. */
  estimate: DeliveryEstimate | null;
  /** Epoch ms. */
  until: number;
}

/**
 * What an estimate is kept under: the store and its settings, the zone, and what is in the cart, whoever has it. A hash, from
 * which none of it can be read.
 */
export async function nameEstimate(store: Store, parcel: Parcel, lines: LineItem[]): Promise<string> {
  const goods = lines.map((line) => [identityOf(line), line.quantity, line.unitMinor]).sort();
  const { widgets, [store.platform as "generic"]: ofPlatform } = store.settings;
  const text = JSON.stringify([store.id, store.origin, widgets.shipping, ofPlatform, parcel, goods]);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
}

/** In the data centre's cache. `null`: not known, or no longer. */
export async function recallEstimate(name: string, now: number): Promise<Known | null> {
  const copy = await cache().match(addressOf(name));
  const known = copy ? await copy.json<Known>() : null;
  return known && known.until > now ? known : null;
}

export async function keepEstimate(
  name: string,
  estimate: DeliveryEstimate | null,
  until: number,
): Promise<void> {
  const headers = { "cache-control": "max-age=3600" };
  await cache().put(addressOf(name), Response.json({ estimate, until } satisfies Known, { headers }));
}

/** The types of browsers, which know no such cache, are in sight of this file. */
function cache(): Cache {
  return (caches as unknown as { default: Cache }).default;
}

/** The cache is keyed by address, and nothing answers at this one. */
function addressOf(name: string): string {
  return `https://delivery-estimate.invalid/${name}`;
}
