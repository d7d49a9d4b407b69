import { hour, minute } from "./clock.ts";
import { readableText } from "./readable.ts";

/** What a shopper gets off. `free-shipping` and `gift` are what the shop makes of the code; we only print them. */
export const incentiveKinds = ["percent", "amount", "free-shipping", "gift"] as const;
export type IncentiveKind = (typeof incentiveKinds)[number];

/** Where codes come from: uploaded ones, the platform's API, or one code for everybody. */
export const couponSources = ["pool", "mint", "fixed"] as const;
export type CouponSource = (typeof couponSources)[number];

/** On what occasion it is given. */
export const incentiveOccasions = ["mail", "exit-offer", "next-order"] as const;
export type IncentiveOccasion = (typeof incentiveOccasions)[number];

/** One of a store's incentives, as its merchant set it up. Amounts are minor units of `currency`. */
export interface Incentive {
  kind: IncentiveKind;
  /** Of 100, or minor units; for `free-shipping` and `gift` what it costs the shop, as far as the budget counts it. */
  value: number;
  /** Carts in another currency get nothing. `null`: every cart; only where no amount is named. */
  currency: string | null;
  /** Nothing for carts below this. */
  minimum: number;
  /** Nothing where the cart would come to less than this with the discount. */
  floor: number;
  validHours: number;
  source: CouponSource;
  /** The one code of a `fixed` source. */
  code: string | null;
  occasion: IncentiveOccasion;
  /** Only for those who have not bought here before. */
  onlyNew: boolean;
  /** One person gets it again after so long. */
  againAfterDays: number;
  /** Of one calendar month (UTC). */
  budget: { count: number | null; amount: number | null };
  /** The merchant is told when so many codes are left in the pool. */
  lowPoolAt: number;
}

/** A coupon as it is shown to whom it was issued: what the mail prints, the page prints and the row says. */
export interface IssuedIncentive {
  code: string;
  kind: IncentiveKind;
  value: number;
  currency: string;
  /** Epoch ms. */
  endsAt: number;
}

export interface IncentiveCart {
  totalMinor: number;
  currency: string;
  /** `null`: the storefront does not show them. */
  coupons: string[] | null;
}

/** What the cart itself says against an incentive. `null`: nothing. */
export function whyNoIncentive(
  incentive: Incentive,
  cart: IncentiveCart,
): "code-on-cart" | "other-currency" | "below-minimum" | "below-floor" | null {
  if ((cart.coupons ?? []).length > 0) return "code-on-cart";
  if (incentive.currency !== null && incentive.currency !== cart.currency) return "other-currency";
  if (cart.totalMinor < incentive.minimum) return "below-minimum";
  const isDiscount = incentive.kind === "percent" || incentive.kind === "amount";
  const left = cart.totalMinor - (isDiscount ? worthOf(incentive, cart) : 0);
  return left < incentive.floor ? "below-floor" : null;
}

/** What an incentive costs the shop with this cart, in minor units. */
export function worthOf({ kind, value }: Incentive, { totalMinor }: IncentiveCart): number {
  if (kind === "percent") return Math.round((totalMinor * value) / 100);
  return kind === "amount" ? Math.min(value, totalMinor) : value;
}

/** When a coupon that is issued now ends: on a whole minute, as it is printed. */
export function endOf({ validHours }: Incentive, now: number): number {
  return Math.ceil((now + validHours * hour) / minute) * minute;
}

/** `202611`: the month, by UTC, whose budget it is. */
export function monthOf(now: number): number {
  const date = new Date(now);
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}

/**
 * A code of ours: 17 characters, 81 bits. Nobody finds one by trying, and making it at the platform a second time finds it
 * there.
 */
export function newCouponCode(): string {
  const text = readableText(17);
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8, 12), text.slice(12)].join("-");
}

/** How a code is compared: platforms tell `ABC` and `abc` apart as little as shoppers do. */
export function couponKey(code: string): string {
  return code.trim().toLowerCase();
}
