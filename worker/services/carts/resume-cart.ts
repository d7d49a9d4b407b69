import type { Context } from "../../context.ts";
import { type CartRow, markResumed, touch } from "../../db/carts.ts";
import { findLink } from "../../db/recovery-links.ts";
import { cancelForCart, markMessageResumed } from "../../db/recovery-messages.ts";
import { type LineItem, missingFrom } from "../../domain/cart.ts";
import { minute } from "../../domain/clock.ts";
import { hashLinkToken } from "../../domain/tokens.ts";
import type { Platform, ShopSession } from "../../platforms/contract.ts";
import type { Store } from "../stores/find-store.ts";
import { captureCart, type Visitor } from "./capture-cart.ts";

export type OpenedLink =
  | { status: "open"; cart: CartRow; messageId: string }
  /** What it opened has been bought. */
  | { status: "bought" }
  /** Unknown, expired, of another store, or its cart is gone: one answer for all, so that nothing can be probed. */
  | { status: "gone" };

/** Looks behind a recovery link. Reads only: scanners open every link. */
export async function openLink(ctx: Context, store: Store, token: string): Promise<OpenedLink> {
  const tokenHash = await hashLinkToken(token);
  const found = tokenHash === null ? null : await findLink(ctx.db, store.id, tokenHash);
  if (!found || found.link.expiresAt <= ctx.now()) return { status: "gone" };
  if (found.cart.status === "recovered" || found.cart.status === "completed") return { status: "bought" };
  if (found.cart.lines.length === 0) return { status: "gone" };
  return { status: "open", cart: found.cart, messageId: found.link.messageId };
}

export type ResumedCart =
  | { status: "resumed"; missing: LineItem[] }
  /** The storefront's cart could not be read back, so nothing is claimed about it. */
  | { status: "unverified" }
  | { status: "bought" | "gone" };

/**
 * Puts the lines behind a recovery link into the storefront's own cart of whoever pressed the button, and reads that cart
 * back. Pressed twice it adds nothing twice. It carries lines only: the visitor stays who they are, and their cart never
 * learns the address the mail went to.
 */
export async function resumeCart(
  ctx: Context,
  store: Store,
  platform: Platform,
  shop: ShopSession,
  visitor: Visitor,
  token: string,
): Promise<ResumedCart> {
  const opened = await openLink(ctx, store, token);
  if (opened.status !== "open") return opened;
  const { cart, messageId } = opened;
  const before = await platform.readCart(shop, store.settings);
  await platform.addLines(shop, missingFrom(before?.lines ?? [], cart.lines), store.settings);
  const after = await platform.readCart(shop, store.settings);
  const now = ctx.now();
  const idleAt = now + store.settings.recovery.idleMinutes * minute;
  if (after && after.lines.length > 0) await captureCart(ctx, store, visitor, after);
  await ctx.db.batch([
    markResumed(ctx.db, store.id, visitor.shopperId, { cartId: cart.id, messageId }, now),
    // Somebody who holds the mail is busy with the cart: its time starts anew, and its next mail with it.
    touch(ctx.db, store.id, cart.id, now, idleAt),
    cancelForCart(ctx.db, store.id, cart.id, "returned"),
    markMessageResumed(ctx.db, store.id, messageId, now),
  ]);
  if (after === null) return { status: "unverified" };
  return { status: "resumed", missing: missingFrom(after.lines, cart.lines) };
}
