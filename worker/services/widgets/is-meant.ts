import type { Context } from "../../context.ts";
import { hasCartBefore } from "../../db/carts.ts";
import { type Audience, isMeantFor, isNarrow, type Worth } from "../../domain/audience.ts";
import { day } from "../../domain/clock.ts";
import type { Store } from "../stores/find-store.ts";

/** The shopper as the edge sees them. */
export interface Asker {
  shopperId: string;
  country: string | null;
  /** Host of the site their visit came from. */
  referrer: string | null;
}

/** Whether a widget with such an audience is for this shopper, when it is about this cart. */
export async function isMeant(
  ctx: Context,
  store: Store,
  audience: Audience,
  cart: Worth,
  { shopperId, ...asker }: Asker,
): Promise<boolean> {
  if (!isNarrow(audience)) return true;
  const returns = audience.visitors !== "all" && (await isReturning(ctx, store, shopperId));
  return isMeantFor(audience, { ...asker, carts: { worth: cart, isReturning: returns } });
}

/** Whether a cart of theirs was begun more than a day ago. */
export function isReturning(ctx: Context, store: Store, shopperId: string): Promise<boolean> {
  return hasCartBefore(ctx.db, store.id, shopperId, ctx.now() - day);
}
