import { day, hour } from "./clock.ts";

/** What is known of a store's orders when its tracking is looked at. */
export interface OrderHistory {
  now: number;
  /** Orders placed in the fortnight that ends at `usualUntil(now)`. */
  usual: number;
  /** When the newest order was placed, epoch ms; `null` when none was. */
  lastAt: number | null;
}

/** How much of the past says what is usual. */
export const usualDays = 14;

/** So many orders should have come: that none did by chance happens three times in ten thousand (e^-8). */
const expected = 8;

/** Nothing is concluded from less than this, nor waited for longer, in ms. */
const shortest = 6 * hour;
const longest = 7 * day;

/** The fortnight that says what is usual ends here: longer ago than any silence that is looked for. */
export function usualUntil(now: number): number {
  return now - longest;
}

/**
 * Whether orders have stopped being seen in a shop that still has shoppers: its thank-you page has changed, its webhook was
 * switched off. Mails would follow purchases then. A shop that sells too little to tell is never suspected.
 */
export function isTrackingLost({ now, usual, lastAt }: OrderHistory): boolean {
  const perDay = usual / usualDays;
  if (lastAt === null || perDay === 0) return false;
  const silence = Math.max(shortest, (expected / perDay) * day);
  return silence <= longest && now - lastAt > silence;
}
