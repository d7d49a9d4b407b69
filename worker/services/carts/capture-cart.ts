import type { Context } from "../../context.ts";
import { closeEmptied, findOpenCart, upsertSnapshot } from "../../db/carts.ts";
import { cancelForShopper } from "../../db/recovery-messages.ts";
import {
  type CartSnapshot,
  carryRestore,
  countItems,
  fingerprint,
  maxLines,
  totalOf,
} from "../../domain/cart.ts";
import { minute } from "../../domain/clock.ts";
import { newId } from "../../domain/ids.ts";
import type { AddedLine } from "../../platforms/contract.ts";
import { platforms } from "../../platforms/index.ts";
import type { Store } from "../stores/find-store.ts";

/** Who was seen with a cart, and what the edge knows of where they are. */
export interface Visitor {
  shopperId: string;
  language: string | null;
  country: string | null;
  timezone: string | null;
}

/** An unchanged cart is written again only after this long: to tell a shopper who is still there from one who left. */
const heartbeat = 10 * minute;

export interface Seen {
  /** When the storefront said so, epoch ms; now, unless told: an older snapshot never replaces a newer. */
  at?: number;
  /** What the request before it put in, where only that tells how. */
  added?: AddedLine | undefined;
}

/**
 * Remembers a cart as it was just seen in the storefront, in one round trip (two where the platform needs to remember how
 * lines were put in). An unchanged cart writes nothing (except a
 * sign of life at most every ten minutes); an emptied one is closed; one that had been abandoned is active again, and
 * what was still to be sent about it is called off.
 */
export async function captureCart(
  ctx: Context,
  store: Store,
  visitor: Visitor,
  snapshot: CartSnapshot,
  { at: now = ctx.now(), added }: Seen = {},
): Promise<void> {
  const { shopperId } = visitor;
  if (snapshot.lines.length === 0) {
    await ctx.db.batch([
      closeEmptied(ctx.db, store.id, shopperId, now),
      cancelForShopper(ctx.db, store.id, shopperId, "lost", "cart-emptied"),
    ]);
    return;
  }
  const kept = { ...snapshot, lines: snapshot.lines.slice(0, maxLines) };
  if (platforms[store.platform].remembersAdds) {
    const before = await findOpenCart(ctx.db, store.id, shopperId);
    kept.lines = carryRestore(kept.lines, before?.lines ?? [], added ?? null);
  }
  await ctx.db.batch([
    upsertSnapshot(ctx.db, {
      id: newId("cart"),
      storeId: store.id,
      ...visitor,
      snapshot: kept,
      items: countItems(kept),
      totalMinor: totalOf(kept),
      fingerprint: fingerprint(kept),
      observedAt: now,
      idleAt: now + store.settings.recovery.idleMinutes * minute,
      heartbeat,
    }),
    cancelForShopper(ctx.db, store.id, shopperId, "active", "returned"),
  ]);
}
