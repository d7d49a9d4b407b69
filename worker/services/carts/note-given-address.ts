import type { Context } from "../../context.ts";
import { noteGivenAddress } from "../../db/carts.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import type { Store } from "../stores/find-store.ts";

/**
 * An address the shopper gave the shop passed by. Nobody has agreed to be written to there, so it is not kept; its hash is,
 * beside the cart, so that an order from this cart also stops what is under way to that address from another.
 */
export async function noteAddressGivenToShop(
  ctx: Context,
  store: Store,
  shopperId: string,
  email: string,
): Promise<void> {
  const address = normaliseAddress(email);
  if (address === null) return;
  await noteGivenAddress(ctx.db, store.id, shopperId, await ctx.keys.hashAddress(store.id, address));
}
