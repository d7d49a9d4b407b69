import { upsertOffer } from "../../db/cart-offers.ts";
import { findOpenCart, markResumed, touch } from "../../db/carts.ts";
import { cancelForCart, markMessageResumed } from "../../db/recovery-messages.ts";
import { type CartSnapshot, type LineItem, missingFrom } from "../../domain/cart.ts";
import { minute } from "../../domain/clock.ts";
import type { Restored } from "../../domain/restored.ts";
import type { Platform } from "../../platforms/contract.ts";
import type { offerChoices } from "../../wire/storefront-api.ts";
import { couponsToEnter } from "../incentives/coupons-to-enter.ts";
import type { Store } from "../stores/find-store.ts";
import type { KeptCart } from "./open-link.ts";
import { restoreCart, type Visit } from "./restore-cart.ts";

export type Choice = (typeof offerChoices)[number];

export type TakenOver =
  | { status: "restored"; told: Restored }
  /** The storefront's cart could not be read back, so nothing is claimed about it. */
  | { status: "unverified" }
  /** There is something else in the cart of this device: what is to become of it is for the shopper to say. */
  | { status: "offered"; present: LineItem[]; mayReplace: boolean }
  /** It was to be replaced, and the storefront did not let go of it. Nothing was put in. */
  | { status: "not-emptied"; present: LineItem[] }
  | { status: "declined" };

/**
 * Puts a kept cart into the storefront's own cart of whoever holds the key to it. Where that has other things in it, nothing
 * happens before they have chosen. It carries lines only: the visitor stays who they are, and their cart never learns the
 * address a mail went to. What they chose is remembered for this version of the cart.
 */
export async function takeOver(visit: Visit, kept: KeptCart, choice: Choice | null): Promise<TakenOver> {
  const { ctx, store, platform, shop, visitor } = visit;
  if (choice === "not-now") {
    await note(visit, kept, kept.cart.version);
    return { status: "declined" };
  }
  const [seen, own] = await Promise.all([
    platform.readCart(shop, store.settings),
    findOpenCart(ctx.db, store.id, visitor.shopperId),
  ]);
  const before = seen ?? { lines: own?.partedAt === null ? own.lines : [] };
  const mayReplace = canReplace(platform, store);
  const isOpenToBoth = before.lines.length > 0 && own?.id !== kept.cart.id;
  if (isOpenToBoth && (choice === null || (choice === "replace" && !mayReplace))) {
    if (missingFrom(before.lines, kept.cart.lines).length > 0) {
      await note(visit, kept, 0);
      return { status: "offered", present: before.lines, mayReplace };
    }
  }
  const basis = choice === "replace" ? await empty(visit) : before;
  if (basis === null || (choice === "replace" && basis.lines.length > 0)) {
    return { status: "not-emptied", present: basis?.lines ?? before.lines };
  }
  const { codes, ended } = await couponsToEnter(ctx, store, kept.cart);
  const told = await restoreCart(visit, { ...kept.cart, coupons: codes }, basis);
  told?.coupons.push(...ended.map((code) => ({ code, outcome: "refused" }) as const));
  await remember(visit, kept);
  return told === null ? { status: "unverified" } : { status: "restored", told };
}

export function canReplace(platform: Platform, store: Store): boolean {
  return platform.clearCart !== undefined && (platform.canClear?.(store.settings) ?? true);
}

/** @returns what is left in the storefront's cart; `null` when that could not be read */
async function empty({ platform, shop, store }: Visit): Promise<CartSnapshot | null> {
  await platform.clearCart?.(shop, store.settings);
  return platform.readCart(shop, store.settings);
}

async function remember(visit: Visit, kept: KeptCart): Promise<void> {
  const { ctx, store, visitor } = visit;
  const { cart, messageId } = kept;
  const now = ctx.now();
  const idleAt = now + store.settings.recovery.idleMinutes * minute;
  await note(visit, kept, cart.version);
  await ctx.db.batch([
    markResumed(ctx.db, store.id, visitor.shopperId, { cartId: cart.id, messageId }, now),
    // Somebody who holds the key is busy with the cart: its time starts anew, and its next mail with it.
    touch(ctx.db, store.id, cart.id, now, idleAt),
    cancelForCart(ctx.db, store.id, cart.id, "returned"),
    ...(messageId === null ? [] : [markMessageResumed(ctx.db, store.id, messageId, now)]),
  ]);
}

async function note({ ctx, store, visitor }: Visit, kept: KeptCart, settledVersion: number): Promise<void> {
  await upsertOffer(ctx.db, {
    shopperId: visitor.shopperId,
    cartId: kept.cart.id,
    storeId: store.id,
    messageId: kept.messageId,
    settledVersion,
    createdAt: ctx.now(),
    expiresAt: kept.expiresAt,
  });
}
