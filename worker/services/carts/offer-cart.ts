import type { Context } from "../../context.ts";
import { findOfferable } from "../../db/cart-offers.ts";
import { findOpenCart } from "../../db/carts.ts";
import { missingFrom } from "../../domain/cart.ts";
import { day } from "../../domain/clock.ts";
import { isId } from "../../domain/ids.ts";
import type { Store } from "../stores/find-store.ts";
import type { KeptCart } from "./open-link.ts";
import type { Visit } from "./restore-cart.ts";
import { type Choice, type TakenOver, takeOver } from "./take-over-cart.ts";

export interface Offer extends KeptCart {
  /** There is something in their cart already. */
  isBesideOther: boolean;
}

/**
 * A cart that this shopper left elsewhere, or that the storefront forgot: only one they hold the key to, only a version they
 * have not decided about, only if it has something that theirs has not.
 */
export async function findOffer(
  ctx: Context,
  store: Store,
  shopperId: string,
  cartId?: string,
): Promise<Offer | null> {
  const now = ctx.now();
  const [found, own] = await Promise.all([
    findOfferable(ctx.db, store.id, shopperId, now, cartId),
    findOpenCart(ctx.db, store.id, shopperId),
  ]);
  if (!found) return null;
  const present = own !== null && own.partedAt === null ? own.lines : [];
  if (missingFrom(present, found.cart.lines).length === 0) return null;
  // A cart of their own needs no key, and is offered as long as it is kept.
  const expiresAt = found.expiresAt ?? now + store.settings.retention.cartDays * day;
  return { ...found, expiresAt, isBesideOther: present.length > 0 };
}

/** Names the version of a cart that was shown, so that nobody says yes to what they have not seen. */
export const offerToken = ({ cart }: KeptCart) => `${cart.id}.${cart.version}`;

/** Does with an offered cart what the shopper chose. */
export async function answerOffer(
  visit: Visit,
  token: string,
  choice: Choice,
): Promise<(TakenOver & { currency: string; lines: number }) | { status: "gone" | "changed" }> {
  const [cartId = "", version = ""] = token.split(".");
  const offer = isId("cart", cartId)
    ? await findOffer(visit.ctx, visit.store, visit.visitor.shopperId, cartId)
    : null;
  if (offer === null) return { status: "gone" };
  const { currency, lines } = offer.cart;
  if (choice === "not-now") {
    // Of the version that was shown: a later one is another question.
    const shown = Math.min(Number(version) || 0, offer.cart.version);
    const settled = await takeOver(visit, { ...offer, cart: { ...offer.cart, version: shown } }, choice);
    return { ...settled, currency, lines: lines.length };
  }
  if (String(offer.cart.version) !== version) return { status: "changed" };
  return { ...(await takeOver(visit, offer, choice)), currency, lines: lines.length };
}
