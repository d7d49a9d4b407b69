import type { Context } from "../../context.ts";
import { type CartRow, findOpenCart } from "../../db/carts.ts";
import { optionsText } from "../../domain/cart.ts";
import { formatMoney } from "../../domain/money.ts";
import type { CartView } from "../../wire/storefront-api.ts";
import type { Store } from "../stores/find-store.ts";

/** The shopper's open cart as widgets show it: money as finished text in the page's language. */
export async function viewCart(
  ctx: Context,
  store: Store,
  shopperId: string | null,
  language: string,
): Promise<CartView> {
  const cart = shopperId === null ? null : await findOpenCart(ctx.db, store.id, shopperId);
  // What the storefront no longer holds is not in the cart; it can be offered.
  if (!cart || cart.items === 0 || cart.partedAt !== null) return noCart;
  return toCartView(cart, language);
}

/** Whether this shopper has something in a cart that could be taken along. */
export async function hasCart(ctx: Context, store: Store, shopperId: string): Promise<boolean> {
  const cart = await findOpenCart(ctx.db, store.id, shopperId);
  return cart !== null && cart.items > 0;
}

export const noCart: CartView = { lines: [], count: 0, total: null };

export function toCartView(
  cart: Pick<CartRow, "lines" | "currency" | "totalMinor" | "items">,
  language: string,
): CartView {
  const { currency } = cart;
  return {
    lines: cart.lines.map((line) => ({
      name: line.name,
      options: optionsText(line),
      quantity: line.quantity,
      price: formatMoney({ minor: line.unitMinor * line.quantity, currency }, language),
      image: line.image,
    })),
    count: cart.items,
    total: formatMoney({ minor: cart.totalMinor, currency }, language),
  };
}
