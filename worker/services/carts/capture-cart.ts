import type { Context } from "../../context.ts";
import { closeEmptied, findOpenCart, partFromSession, setAside, upsertSnapshot } from "../../db/carts.ts";
import { cancelForShopper } from "../../db/recovery-messages.ts";
import {
  type CartSnapshot,
  carryRestore,
  countItems,
  fingerprint,
  type LineItem,
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
  /** What kind of exchange told it; a change, unless told. */
  by?: SeenBy;
  /** Lines that were just put in from a kept cart, with what was needed for that. */
  restored?: LineItem[];
}

/**
 * `change`: an answer to the shopper's own change. `look`: a mere look at the cart. `new-session`: a look in a session that
 * the storefront has just begun. `outside`: a visit from another site, on which the session's cookie may not have come along.
 */
export type SeenBy = "change" | "look" | "new-session" | "outside";

/** Who empties a cart looks at it first, and was seen doing so. Empty after a longer silence: its session has ended. */
const sessionSilence = 30 * minute;

/**
 * Remembers a cart as it was just seen in the storefront, in one round trip (two where the platform needs to remember how
 * lines were put in). An unchanged cart writes nothing (except a
 * sign of life at most every ten minutes); an emptied one is closed; one that had been abandoned is active again, and
 * what was still to be sent about it is called off. What a storefront forgot with its session is not emptied: it is kept, and
 * set aside when another cart is begun.
 */
export async function captureCart(
  ctx: Context,
  store: Store,
  visitor: Visitor,
  snapshot: CartSnapshot,
  { at: now = ctx.now(), added, by = "change", restored = [] }: Seen = {},
): Promise<void> {
  const { shopperId } = visitor;
  if (snapshot.lines.length === 0) return captureEmpty(ctx, store, shopperId, by, now);
  const kept = { ...snapshot, lines: snapshot.lines.slice(0, maxLines) };
  if (platforms[store.platform].remembersAdds) {
    const before = await findOpenCart(ctx.db, store.id, shopperId);
    kept.lines = carryRestore(kept.lines, [...(before?.lines ?? []), ...restored], added ?? null);
  }
  const productIds = kept.lines.map(({ productId }) => productId);
  const heldSince = by === "new-session" ? now : now - sessionSilence;
  await ctx.db.batch([
    setAside(ctx.db, store.id, shopperId, { productIds, heldSince }, now),
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

async function captureEmpty(ctx: Context, store: Store, shopperId: string, by: SeenBy, now: number) {
  if (by === "outside") return;
  const emptied = closeEmptied(
    ctx.db,
    store.id,
    shopperId,
    now,
    by === "change" ? null : now - sessionSilence,
  );
  await ctx.db.batch([
    by === "new-session" ? partFromSession(ctx.db, store.id, shopperId, now) : emptied,
    ...(by === "look" ? [partFromSession(ctx.db, store.id, shopperId, now)] : []),
    cancelForShopper(ctx.db, store.id, shopperId, "lost", "cart-emptied"),
  ]);
}
