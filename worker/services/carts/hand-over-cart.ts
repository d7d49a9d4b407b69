import type { Context } from "../../context.ts";
import { findOpenCart } from "../../db/carts.ts";
import { putCode } from "../../db/handover-codes.ts";
import { minute } from "../../domain/clock.ts";
import { newHandoverCode } from "../../domain/handover-code.ts";
import type { Store } from "../stores/find-store.ts";

export const codeMinutes = 10;

/** What is stored of a code: keyed, because a code is short enough to be found by trying all of them on a copy. */
export const hashCode = (ctx: Context, store: Store, code: string) =>
  ctx.keys.hash("handover", `${store.id}\n${code}`);

/**
 * A code by which another device may take over this shopper's cart, within ten minutes and once. The last one is void.
 * @returns `null` when there is no cart to hand over
 */
export async function handOverCart(ctx: Context, store: Store, shopperId: string): Promise<string | null> {
  const cart = await findOpenCart(ctx.db, store.id, shopperId);
  if (!cart || cart.items === 0) return null;
  const code = newHandoverCode();
  await putCode(ctx.db, {
    cartId: cart.id,
    storeId: store.id,
    codeHash: await hashCode(ctx, store, code),
    expiresAt: ctx.now() + codeMinutes * minute,
  });
  return code;
}
