import type { Context } from "../../context.ts";
import { type CartRow, findOpenCart, hasCartBefore } from "../../db/carts.ts";
import { day } from "../../domain/clock.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { CartView } from "../../wire/storefront-api.ts";
import type { Visitor } from "../carts/capture-cart.ts";
import { noCart, toCartView } from "../carts/view-cart.ts";
import type { Store } from "../stores/find-store.ts";

type Audience = StoreSettings["widgets"]["exitOffer"]["audience"];

/** The cart as the exit offer shows it; an empty one for a shopper whom the store does not mean. */
export async function viewOfferedCart(
  ctx: Context,
  store: Store,
  visitor: Pick<Visitor, "shopperId" | "country">,
  language: string,
): Promise<CartView> {
  const cart = await findOpenCart(ctx.db, store.id, visitor.shopperId);
  if (!cart || cart.items === 0 || cart.partedAt !== null) return noCart;
  const { audience } = store.settings.widgets.exitOffer;
  const isMeant =
    isInAudience(audience, cart, visitor.country) && (await isKind(ctx, store, audience, visitor));
  return isMeant ? toCartView(cart, language) : noCart;
}

function isInAudience(
  { countries, cart: worth }: Audience,
  { currency, totalMinor }: CartRow,
  country: string | null,
): boolean {
  if (countries.length > 0 && !(country !== null && countries.includes(country))) return false;
  if (worth === null) return true;
  const isBelow = worth.below === null || totalMinor < worth.below;
  return currency === worth.currency && totalMinor >= worth.from && isBelow;
}

/** Returning: a cart of theirs was begun more than a day ago. */
async function isKind(
  ctx: Context,
  store: Store,
  { visitors }: Audience,
  { shopperId }: Pick<Visitor, "shopperId">,
): Promise<boolean> {
  if (visitors === "all") return true;
  const isReturning = await hasCartBefore(ctx.db, store.id, shopperId, ctx.now() - day);
  return isReturning === (visitors === "returning");
}
