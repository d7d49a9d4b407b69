import type { Context } from "../../context.ts";
import { type CartRow, findOpenCart } from "../../db/carts.ts";
import { findLink } from "../../db/recovery-links.ts";
import { type LineItem, missingFrom } from "../../domain/cart.ts";
import { hashLinkToken } from "../../domain/tokens.ts";
import type { Store } from "../stores/find-store.ts";

/** A cart and by what right somebody may take it over. */
export interface KeptCart {
  cart: CartRow;
  /** The recovery message whose link led here; `null` for a link or code that the shopper asked for. */
  messageId: string | null;
  /** Until when, epoch ms. */
  expiresAt: number;
}

export type OpenedLink =
  | ({ status: "open" } & KeptCart)
  /** What it opened has been bought. */
  | { status: "bought" }
  /** Unknown, expired, of another store, or its cart is gone: one answer for all, so that nothing can be probed. */
  | { status: "gone" };

/** Looks behind a link. Reads only: scanners open every link. */
export async function openLink(ctx: Context, store: Store, token: string): Promise<OpenedLink> {
  const tokenHash = await hashLinkToken(token);
  const found = tokenHash === null ? null : await findLink(ctx.db, store.id, tokenHash);
  if (!found || found.link.expiresAt <= ctx.now()) return { status: "gone" };
  if (found.cart.status === "recovered" || found.cart.status === "completed") return { status: "bought" };
  if (found.cart.lines.length === 0) return { status: "gone" };
  const { messageId, expiresAt } = found.link;
  return { status: "open", cart: found.cart, messageId, expiresAt };
}

/**
 * What the shopper has on this device, as far as it was seen, when that is another cart and taking this one over would change
 * it. Their storefront has the last word once they press.
 */
export async function linesBeside(
  ctx: Context,
  store: Store,
  shopperId: string | null,
  kept: CartRow,
): Promise<LineItem[]> {
  const own = shopperId === null ? null : await findOpenCart(ctx.db, store.id, shopperId);
  if (own === null || own.id === kept.id || own.partedAt !== null) return [];
  return missingFrom(own.lines, kept.lines).length > 0 ? own.lines : [];
}
