import type { Money } from "./money.ts";

/** Whether a line of a cart can still be bought, as the shop tells anybody who asks. */
export type Availability = { status: "there" | "unknown" } | { status: "gone"; alternatives: Alternative[] };

/** What the shop itself has beside something that is gone. */
export interface Alternative {
  name: string;
  /** http(s) address of its page. */
  url: string;
  /** `null` where nobody knows in which currency the shop would tell it. */
  price: Money | null;
}

export const unknown: Availability = { status: "unknown" };
