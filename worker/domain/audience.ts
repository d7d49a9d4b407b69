/** Whom something is for. What is empty asks nothing. */
export interface Audience {
  visitors: "all" | "new" | "returning";
  /** ISO 3166-1. */
  countries: readonly string[];
  /** What their cart is worth, in minor units: from, and not from then on. */
  cart: { currency: string; from: number; below: number | null } | null;
  /** Hosts, one of which their visit has to have come from, or a host below it. */
  referrers: readonly string[];
}

/** Whom a widget may be meant for, as far as audiences ask. */
export interface Candidate {
  /** As the network says; `null`: unknown. */
  country: string | null;
  /** Host of the site their visit came from; `null`: none, or unknown. */
  referrer: string | null;
  /** `null`: not known yet. */
  carts: VisitorCarts | null;
}

/** What a cart is worth, in minor units. */
export interface Worth {
  currency: string;
  totalMinor: number;
}

export interface VisitorCarts {
  /** What is in their cart; `null`: nothing. */
  worth: Worth | null;
  /** A cart of theirs was begun more than a day ago. */
  isReturning: boolean;
}

/** Somebody of whom no cart is kept. */
export const withoutCarts: VisitorCarts = { worth: null, isReturning: false };

/** Whether there is anybody it is not for. */
export function isNarrow({ countries, referrers, ...audience }: Audience): boolean {
  return countries.length > 0 || referrers.length > 0 || asksForCarts(audience);
}

/** Whether a visitor's carts decide. */
export function asksForCarts({ visitors, cart }: Pick<Audience, "visitors" | "cart">): boolean {
  return visitors !== "all" || cart !== null;
}

/** What is asked and not known is not so. */
export function isMeantFor(audience: Audience, { country, referrer, carts }: Candidate): boolean {
  const { countries, referrers, visitors, cart } = audience;
  if (countries.length > 0 && !(country !== null && countries.includes(country))) return false;
  if (referrers.length > 0 && !referrers.some((host) => isBelow(referrer, host))) return false;
  if (!asksForCarts(audience)) return true;
  if (carts === null) return false;
  if (visitors !== "all" && carts.isReturning !== (visitors === "returning")) return false;
  return cart === null || isWorth(carts.worth, cart);
}

const isBelow = (host: string | null, parent: string) => host !== null && `.${host}`.endsWith(`.${parent}`);

function isWorth(worth: Worth | null, { currency, from, below }: NonNullable<Audience["cart"]>) {
  if (worth === null || worth.currency !== currency || worth.totalMinor < from) return false;
  return below === null || worth.totalMinor < below;
}
