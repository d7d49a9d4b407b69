import { type CartSnapshot, countByIdentity, identityOf, type LineItem } from "./cart.ts";

/** How a rebuilt cart differs from the one that was kept, as the storefront shows it. Everything empty: not at all. */
export interface Restored {
  /** Not in the cart: no longer sold, or not as it was chosen. */
  gone: LineItem[];
  /** In the cart, but fewer than were wanted. */
  fewer: { line: LineItem; quantity: number }[];
  /** In the cart at another price. */
  repriced: { line: LineItem; unitMinor: number }[];
  coupons: { code: string; outcome: CouponOutcome }[];
}

/** `spared`: not entered, because the cart had one of its own, which a second might have pushed out. */
export type CouponOutcome = "entered" | "refused" | "spared";

/** Compares by what is bought: a line that the storefront split in two, or put elsewhere, is no difference. */
export function compareRestored(
  kept: Pick<CartSnapshot, "lines" | "currency">,
  now: CartSnapshot,
  coupons: Restored["coupons"],
): Restored {
  const told: Restored = { gone: [], fewer: [], repriced: [], coupons };
  const counts = countByIdentity(now.lines);
  const wanted = Map.groupBy(kept.lines, identityOf);
  for (const [identity, [line, ...rest]] of wanted) {
    if (!line) continue;
    const quantity = counts.get(identity) ?? 0;
    const whole = { ...line, quantity: rest.reduce((sum, other) => sum + other.quantity, line.quantity) };
    if (quantity === 0) {
      told.gone.push(whole);
      continue;
    }
    if (quantity < whole.quantity) told.fewer.push({ line: whole, quantity });
    const unitMinor = now.lines.find((other) => identityOf(other) === identity)?.unitMinor;
    // Prices in two currencies say nothing of each other.
    if (now.currency === kept.currency && unitMinor !== undefined && unitMinor !== line.unitMinor) {
      told.repriced.push({ line, unitMinor });
    }
  }
  return told;
}

export function isAsItWas({ gone, fewer, repriced, coupons }: Restored): boolean {
  return (
    gone.length + fewer.length + repriced.length === 0 &&
    coupons.every(({ outcome }) => outcome === "entered")
  );
}
