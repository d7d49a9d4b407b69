import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import {
  type CartSnapshot,
  countByIdentity,
  identityOf,
  type LineItem,
  missingFrom,
  onPublicHost,
} from "../../domain/cart.ts";
import { compareRestored, type Restored } from "../../domain/restored.ts";
import type { Platform, ShopSession } from "../../platforms/contract.ts";
import type { Store } from "../stores/find-store.ts";
import { captureCart, type Visitor } from "./capture-cart.ts";

/** A shopper before their storefront: whose session it is, and what speaks to it. */
export interface Visit {
  ctx: Context;
  store: Store;
  platform: Platform;
  shop: ShopSession;
  visitor: Visitor;
}

/** Of what the shop refused, this many lines are tried again with fewer of each. */
const mostRetried = 5;
const mostCoupons = 5;

/**
 * Puts a kept cart into the storefront's own cart, on top of what is there: quantities up to the larger of the two, the
 * coupons where the cart has none of its own. What came of it is read back from the storefront, and told.
 * @param before what is in the storefront's cart now
 * @returns `null` when the storefront's cart could not be read back: nothing is claimed about it then
 */
export async function restoreCart(
  visit: Visit,
  cart: Pick<CartRow, "lines" | "currency" | "coupons">,
  before: Pick<CartSnapshot, "lines" | "coupons">,
): Promise<Restored | null> {
  const { ctx, store, platform, shop, visitor } = visit;
  await platform.addLines(shop, missingFrom(before.lines, cart.lines), store.settings);
  const once = await platform.readCart(shop, store.settings);
  const retried = once !== null && (await addAsManyAsThereAre(visit, once.lines, cart.lines));
  const coupons = await enterCoupons(visit, cart.coupons ?? [], once?.coupons ?? before.coupons ?? []);
  const isTouched = retried || coupons.length > 0;
  const after = isTouched ? await platform.readCart(shop, store.settings) : once;
  if (after === null) return null;
  if (after.lines.length > 0) {
    const snapshot = onPublicHost(after, new URL(store.origin), shop.base);
    await captureCart(ctx, store, visitor, snapshot, { restored: cart.lines });
  }
  return compareRestored(cart, after, verified(coupons, after));
}

/**
 * A shop that has two of what five are wanted of may refuse all five. Finds out how many it takes: in halves, so that it
 * is asked once for each binary digit of the number.
 */
async function addAsManyAsThereAre(visit: Visit, present: LineItem[], wanted: LineItem[]): Promise<boolean> {
  const { platform, shop, store } = visit;
  const counts = countByIdentity(present);
  const refused = missingFrom(present, wanted)
    .filter((line) => line.quantity > 1 && !counts.has(identityOf(line)))
    .slice(0, mostRetried);
  for (const line of refused) {
    let taken = 0;
    for (let step = 2 ** Math.floor(Math.log2(line.quantity - 1)); step >= 1; step /= 2) {
      if (taken + step >= line.quantity) continue;
      const left = await platform.addLines(shop, [{ ...line, quantity: step }], store.settings);
      if (left.length === 0) taken += step;
    }
  }
  return refused.length > 0;
}

async function enterCoupons(
  { platform, shop, store }: Visit,
  codes: string[],
  present: string[],
): Promise<Restored["coupons"]> {
  const there = new Set(present.map((code) => code.toLowerCase()));
  const outcomes: Restored["coupons"] = [];
  for (const code of codes.filter((one) => !there.has(one.toLowerCase())).slice(0, mostCoupons)) {
    if (there.size > 0) outcomes.push({ code, outcome: "spared" });
    else {
      const isTaken = await platform.applyCoupon(shop, code, store.settings);
      outcomes.push({ code, outcome: isTaken ? "entered" : "refused" });
    }
  }
  return outcomes;
}

/** Where the storefront shows its coupons, that counts and not what it answered. */
function verified(coupons: Restored["coupons"], { coupons: shown }: CartSnapshot): Restored["coupons"] {
  if (shown === undefined) return coupons;
  const there = new Set(shown.map((code) => code.toLowerCase()));
  return coupons.map(({ code, outcome }) =>
    outcome === "entered" && !there.has(code.toLowerCase())
      ? { code, outcome: "refused" }
      : { code, outcome },
  );
}
