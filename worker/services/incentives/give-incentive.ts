import type { Context } from "../../context.ts";
import { type CartRow, findLastCart, findOpenCart } from "../../db/carts.ts";
import { issueCoupon } from "../../db/coupons.ts";
import { countAttempt } from "../../db/handover-codes.ts";
import { onPublicHost, totalOf } from "../../domain/cart.ts";
import { day, hour } from "../../domain/clock.ts";
import { couponKey, type IncentiveOccasion, type IssuedIncentive } from "../../domain/incentive.ts";
import type { Money } from "../../domain/money.ts";
import { captureCart } from "../carts/capture-cart.ts";
import type { Visit } from "../carts/restore-cart.ts";
import type { Store } from "../stores/find-store.ts";
import { reserveIncentive } from "./reserve-incentive.ts";

/** From one network in an hour, whatever came of it: cookies can be thrown away, this cannot as easily. */
const mostAttempts = 10;
/** How long after a purchase its next-order coupon can be asked for. */
const thanksFor = day;

export type Given =
  /** @property total what the cart comes to with it; `null` where that cannot be told */
  | { status: "applied"; incentive: IssuedIncentive; total: Money | null }
  | { status: "code"; incentive: IssuedIncentive }
  | { status: "none" };

/**
 * Gives a shopper the store's incentive for this occasion: for the exit offer the coupon goes into the cart they have open,
 * for the next order it is theirs to keep. Asked again they get the same one, unless it is in the cart already.
 * @param network as the limits count it
 */
export async function giveIncentive(
  visit: Visit,
  occasion: Exclude<IncentiveOccasion, "mail">,
  network: string,
): Promise<Given> {
  const { ctx, store, visitor } = visit;
  const name = incentiveFor(store, occasion)?.name;
  if (name === undefined || (await isTooOften(ctx, store, network))) return { status: "none" };
  const cart = occasion === "exit-offer" ? await openCart(visit) : await boughtCart(visit);
  if (cart === null) return { status: "none" };
  const asked = { name, occasion, cart: { ...cart, shopperId: visitor.shopperId } };
  const reserved = await reserveIncentive(ctx, store, asked);
  if (reserved.status === "withheld") return { status: "none" };
  const { id, incentive, keepUntil } = reserved.coupon;
  const issued = await issueCoupon(ctx.db, store.id, id, keepUntil, ctx.now());
  if (issued.length === 0) return { status: "none" };
  if (occasion === "next-order") return { status: "code", incentive };
  const entered = await enter(visit, incentive.code);
  return entered ? { status: "applied", incentive, total: entered.total } : { status: "code", incentive };
}

/** The incentive a store gives on an occasion: the first that names it. */
export function incentiveFor({ settings }: Store, occasion: IncentiveOccasion) {
  const found = Object.entries(settings.incentives).find(([, incentive]) => incentive.occasion === occasion);
  return found ? { name: found[0], rules: found[1] } : null;
}

async function isTooOften(ctx: Context, store: Store, network: string): Promise<boolean> {
  const now = ctx.now();
  const networkHash = await ctx.keys.hash("incentive-network", `${store.id}\n${network}`);
  return (
    (await countAttempt(ctx.db, { networkHash, storeId: store.id, hour: now - (now % hour) })) > mostAttempts
  );
}

/** The cart they have open, as the shop has it now where that can be read: value and coupons decide. */
async function openCart({ ctx, store, platform, shop, visitor }: Visit): Promise<CartRow | null> {
  const kept = await findOpenCart(ctx.db, store.id, visitor.shopperId);
  if (!kept || kept.items === 0 || kept.partedAt !== null) return null;
  const seen = await platform.readCart(shop, store.settings).catch(() => null);
  if (seen === null) return kept;
  if (seen.lines.length === 0) return null;
  const coupons = seen.coupons ?? kept.coupons;
  return { ...kept, coupons, currency: seen.currency, totalMinor: totalOf(seen) };
}

/** The cart they have just bought, if it was a contact's: somebody who gave their address and may be written to. */
async function boughtCart({ ctx, store, visitor }: Visit): Promise<CartRow | null> {
  const cart = await findLastCart(ctx.db, store.id, visitor.shopperId);
  if (!cart?.contactId || (cart.status !== "completed" && cart.status !== "recovered")) return null;
  if (cart.closedAt === null || cart.closedAt + thanksFor <= ctx.now()) return null;
  // What they bought with says nothing against what they get for the next time.
  return { ...cart, coupons: null };
}

/** @returns `null`: the shop has not got it in the cart; where its carts show their coupons, that counts and not what it answered */
async function enter(
  { ctx, store, platform, shop, visitor }: Visit,
  code: string,
): Promise<{ total: Money | null } | null> {
  try {
    if (!(await platform.applyCoupon(shop, code, store.settings))) return null;
    const after = await platform.readCart(shop, store.settings);
    if (after === null) return { total: null };
    if (after.lines.length === 0) return null;
    await captureCart(ctx, store, visitor, onPublicHost(after, new URL(store.origin), shop.base));
    const isThere = after.coupons?.some((one) => couponKey(one) === couponKey(code)) ?? true;
    const { totalMinor, currency } = after;
    return isThere ? { total: totalMinor === null ? null : { minor: totalMinor, currency } } : null;
  } catch (error) {
    // The code is theirs by now: they can still enter it themselves.
    ctx.log.error("incentive.not-entered", error, { store: store.id });
    return null;
  }
}
