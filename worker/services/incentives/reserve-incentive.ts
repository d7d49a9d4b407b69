import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import { type CouponRow, countIncentive, holdCoupon } from "../../db/coupons.ts";
import { day, minute } from "../../domain/clock.ts";
import { newId } from "../../domain/ids.ts";
import {
  endOf,
  type Incentive,
  type IncentiveOccasion,
  type IssuedIncentive,
  monthOf,
  newCouponCode,
  whyNoIncentive,
  worthOf,
} from "../../domain/incentive.ts";
import { noteNotice } from "../notices/note-notice.ts";
import type { Store } from "../stores/find-store.ts";
import { hashCoupon, openCoupon, sealCoupon } from "./coupon-codes.ts";
import { mintCoupon } from "./mint-coupon.ts";

/** Longer than anything between the choice of a coupon and its being shown. */
const holdFor = 10 * minute;
/** An ended coupon that its shop still takes is recognised for so long. */
const keptAfterEnd = 30 * day;

export interface AskedFor {
  /** The incentive's name in the store's settings. */
  name: string;
  occasion: IncentiveOccasion;
  cart: Pick<CartRow, "id" | "shopperId" | "addressHash" | "totalMinor" | "currency" | "coupons">;
}

export type Reserved =
  | { status: "reserved"; coupon: ReservedCoupon }
  /** There is none for this cart and person: what was to carry it goes without. */
  | { status: "withheld"; reason: WhyWithheld };

export interface ReservedCoupon {
  id: string;
  incentive: IssuedIncentive;
  endsAt: number;
  /** For `issueCoupon` and `issueWithMessage` in db/coupons.ts. */
  keepUntil: number;
}

export type WhyWithheld =
  | NonNullable<ReturnType<typeof whyNoIncentive>>
  | "unknown-incentive"
  | "had-one"
  | "not-new"
  | "budget-spent"
  | "pool-empty"
  | "not-minted"
  | "unreadable";

/** What the merchant can mend. The others are the incentive's own rules at work. */
const mendable: readonly WhyWithheld[] = [
  "unknown-incentive",
  "budget-spent",
  "pool-empty",
  "not-minted",
  "unreadable",
];

/**
 * Finds the coupon of an incentive that this cart's shopper may be shown, and holds it for them for ten minutes. Asked
 * again for the same cart, the answer is the same coupon as long as it is in force. It is theirs once it is issued, which
 * belongs into the transaction that decides to show it; what is held and not issued goes back by itself. One round trip.
 */
export async function reserveIncentive(ctx: Context, store: Store, asked: AskedFor): Promise<Reserved> {
  const rules = store.settings.incentives[asked.name];
  if (rules?.occasion !== asked.occasion) return withhold(ctx, store, asked, "unknown-incentive");
  const against = whyNoIncentive(rules, asked.cart);
  if (against !== null) return withhold(ctx, store, asked, against);
  const now = ctx.now();
  const [, , [held], [why]] = await ctx.db.batch(
    holdCoupon(ctx.db, await holdOf(ctx, store, rules, asked, now)),
  );
  if (!held) {
    const reason = why?.hadOne
      ? "had-one"
      : why?.isNoLongerNew
        ? "not-new"
        : why?.isSpent
          ? "budget-spent"
          : "pool-empty";
    return withhold(ctx, store, asked, reason);
  }
  const isNew = held.status === "held" && held.issuedAt === now;
  if (isNew && held.source === "pool" && why?.left === rules.lowPoolAt)
    tellLowPool(ctx, store, asked.name, why.left);
  return show(ctx, store, rules, asked, held);
}

async function holdOf(ctx: Context, store: Store, rules: Incentive, asked: AskedFor, now: number) {
  const { id, shopperId, addressHash, currency } = asked.cart;
  const code = rules.source === "fixed" && rules.code ? rules.code : newCouponCode();
  const couponId = newId("coupon");
  return {
    storeId: store.id,
    incentive: asked.name,
    rules,
    currency: rules.currency ?? currency,
    occasion: asked.occasion,
    holder: { cartId: id, shopperId, addressHash },
    worthMinor: worthOf(rules, asked.cart),
    month: monthOf(now),
    now,
    endsAt: endOf(rules, now),
    heldUntil: now + holdFor,
    againSince: now - rules.againAfterDays * day,
    fresh: {
      id: couponId,
      codeHash: await hashCoupon(ctx, store.id, code),
      codeSealed: await sealCoupon(ctx, couponId, code),
    },
  };
}

async function show(
  ctx: Context,
  store: Store,
  rules: Incentive,
  asked: AskedFor,
  held: CouponRow,
): Promise<Reserved> {
  const code = await openCoupon(ctx, held);
  const { kind, value, currency, endsAt, issuedAt } = held;
  if (code === null || kind === null || value === null || currency === null || endsAt === null) {
    return withhold(ctx, store, asked, "unreadable");
  }
  const incentive = { code, kind, value, currency, endsAt };
  // Each time until it is issued: what an earlier try made is found there by its code.
  if (
    held.source === "mint" &&
    held.status === "held" &&
    !(await mintCoupon(ctx, store, incentive, rules.minimum))
  ) {
    return withhold(ctx, store, asked, "not-minted");
  }
  const keepUntil = Math.max(endsAt + keptAfterEnd, (issuedAt ?? endsAt) + rules.againAfterDays * day);
  return { status: "reserved", coupon: { id: held.id, incentive, endsAt, keepUntil } };
}

function withhold(ctx: Context, store: Store, { name }: AskedFor, reason: WhyWithheld): Reserved {
  if (mendable.includes(reason))
    ctx.log.info("incentive.withheld", { store: store.id, incentive: name, reason });
  count(ctx, store, name, `withheld:${reason}`);
  if (reason === "pool-empty") tellLowPool(ctx, store, name, 0);
  return { status: "withheld", reason };
}

/** Told once a day for each, while it lasts. */
function tellLowPool(ctx: Context, store: Store, incentive: string, left: number): void {
  const key = `${incentive}/${left === 0 ? "empty" : "low"}/${Math.floor(ctx.now() / day)}`;
  const notice = { storeId: store.id, kind: "pool.low", key, data: { incentive, left } } as const;
  ctx.defer("incentive.untold", noteNotice(ctx, notice));
}

/** Behind what it is counted of: a count that fails holds up no mail. */
function count(ctx: Context, store: Store, incentive: string, what: string): void {
  const now = ctx.now();
  const row = { storeId: store.id, incentive, month: monthOf(now), what, now };
  ctx.defer("incentive.uncounted", Promise.resolve(ctx.db.batch([countIncentive(ctx.db, row)])));
}
