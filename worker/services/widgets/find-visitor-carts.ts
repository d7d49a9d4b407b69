import type { Context } from "../../context.ts";
import { findOpenCart } from "../../db/carts.ts";
import type { VisitorCarts } from "../../domain/audience.ts";
import type { Store } from "../stores/find-store.ts";
import { isReturning } from "./is-meant.ts";

/** What audiences ask of a shopper's carts. */
export async function findVisitorCarts(ctx: Context, store: Store, shopperId: string): Promise<VisitorCarts> {
  const [cart, returning] = await Promise.all([
    findOpenCart(ctx.db, store.id, shopperId),
    isReturning(ctx, store, shopperId),
  ]);
  return { worth: cart && cart.items > 0 && cart.partedAt === null ? cart : null, isReturning: returning };
}
