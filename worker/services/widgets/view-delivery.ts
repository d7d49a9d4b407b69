import type { Context } from "../../context.ts";
import { type CartRow, findOpenCart } from "../../db/carts.ts";
import { sumOf } from "../../domain/cart.ts";
import type { Language } from "../../domain/language.ts";
import { describeDelivery } from "../../storefront/describe-delivery.ts";
import type { ShippingView } from "../../wire/storefront-api.ts";
import type { Store } from "../stores/find-store.ts";
import { estimateDelivery } from "./estimate-delivery.ts";

/** Whom it would be delivered to, as the edge sees them. `shopperId`: `null` when they have not been here. */
export interface Recipient {
  shopperId: string | null;
  country: string | null;
  region: string | null;
}

/**
 * What delivery of the shopper's cart costs where they are, and when it arrives. `null`: the store tells none.
 * @param mayAsk whether the shop may be asked for them; left out: they are told what is known
 */
export async function viewDelivery(
  ctx: Context,
  store: Store,
  { shopperId, country, region }: Recipient,
  language: Language,
  mayAsk: (() => Promise<boolean>) | null = null,
): Promise<ShippingView | null> {
  const { shipping } = store.settings.widgets;
  if (!shipping.enabled || (shipping.zones.length === 0 && shipping.source === "zones")) return null;
  const open = shopperId === null ? null : await findOpenCart(ctx.db, store.id, shopperId);
  const isThere = open !== null && open.items > 0 && open.partedAt === null;
  const estimate = await estimateDelivery(
    ctx,
    store,
    { country, region, cart: isThere ? open : null },
    mayAsk,
  );
  const cart = isThere ? deliveryCart(open) : null;
  const at = { now: ctx.now(), timezone: store.settings.timezone };
  return describeDelivery(shipping, { country, region, cart, at, estimate }, language);
}

/** What of a cart decides about its delivery's price. */
export function deliveryCart({ currency, lines, totalMinor }: CartRow) {
  return { currency, beforeDiscounts: sumOf(lines), afterDiscounts: totalMinor };
}
