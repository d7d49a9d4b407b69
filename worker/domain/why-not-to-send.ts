import { hour, minute } from "./clock.ts";
import { nextAllowed, type QuietHours } from "./quiet-hours.ts";
import { type Caps, type CartFacts, type Condition, holds } from "./sequence.ts";

/** Everything that is read again just before a message would be sent. */
export interface SendFacts {
  now: number;
  /** When the message was due. */
  dueAt: number;
  cart: { status: string; items: number; createdAt: number } & CartFacts;
  /** The step's own condition. */
  when: Condition | null;
  store: { paused: boolean; trackingLost: boolean; recoveryEnabled: boolean; hasSender: boolean };
  /** An order by this address in this store since the cart was begun, from whatever device. */
  boughtSince: boolean;
  suppressed: boolean;
  /** The newest decision of this address about being written to. */
  consent: "granted" | "pending" | "refused" | null;
  /** Until when an earlier message about this cart waits, or is held, that is not over yet; `null`: there is none. */
  earlierOpenUntil: number | null;
  /** When this address was last written to about any cart of this store. */
  lastSentAt: number | null;
  /** Other messages that were sent, or may have been: about this cart, and to this address in the last thirty days. */
  sentForCart: number;
  sentInMonth: number;
  caps: Caps;
  quietHours: QuietHours | null;
  timezone: string;
  tooLateHours: number;
}

export type SendDecision =
  | { verdict: "send" }
  /** Not now, but it may still be sent: at `until` all is asked again. */
  | { verdict: "wait"; until: number; reason: WaitReason }
  /** Never. */
  | { verdict: "skip"; reason: SkipReason };

export type SkipReason =
  | "bought"
  | "no-consent"
  | "suppressed"
  | "cart-emptied"
  | "cart-closed"
  | "returned"
  | "too-late"
  | "cart-cap"
  | "monthly-cap"
  | "not-for-this-cart"
  | "recovery-off"
  | "no-sender";

export type WaitReason =
  | "quiet-hours"
  | "store-paused"
  | "tracking-lost"
  | "unconfirmed"
  | "earlier-step-open"
  | "written-recently";

/**
 * Whether a message may be sent now, and if not, why. Pure: the same facts give the same answer. Reasons that forbid
 * for ever are asked before those that only delay.
 */
export function whyNotToSend(facts: SendFacts): SendDecision {
  const skip = (reason: SkipReason): SendDecision => ({ verdict: "skip", reason });
  if (facts.boughtSince) return skip("bought");
  if (facts.suppressed) return skip("suppressed");
  if (facts.consent !== "granted" && facts.consent !== "pending") return skip("no-consent");
  if (facts.cart.status === "active") return skip("returned");
  if (facts.cart.status !== "abandoned") return skip("cart-closed");
  if (facts.cart.items === 0) return skip("cart-emptied");
  if (!facts.store.recoveryEnabled) return skip("recovery-off");
  if (!facts.store.hasSender) return skip("no-sender");
  if (!holds(facts.when, facts.cart)) return skip("not-for-this-cart");
  if (facts.sentForCart >= facts.caps.perCart) return skip("cart-cap");
  if (facts.sentInMonth >= facts.caps.perMonth) return skip("monthly-cap");
  if (facts.now > facts.dueAt + facts.tooLateHours * hour) return skip("too-late");
  if (facts.consent === "pending")
    return { verdict: "wait", until: facts.now + hour / 4, reason: "unconfirmed" };
  if (facts.store.paused) return { verdict: "wait", until: facts.now + hour / 4, reason: "store-paused" };
  if (facts.store.trackingLost) {
    return { verdict: "wait", until: facts.now + hour / 4, reason: "tracking-lost" };
  }
  if (facts.earlierOpenUntil !== null) {
    // It was due first, so it is too late first: nothing waits for it for ever.
    const until = Math.max(facts.now + minute, facts.earlierOpenUntil);
    return { verdict: "wait", until, reason: "earlier-step-open" };
  }
  const gap = facts.caps.hoursBetween * hour;
  if (facts.lastSentAt !== null && facts.now < facts.lastSentAt + gap) {
    return { verdict: "wait", until: facts.lastSentAt + gap, reason: "written-recently" };
  }
  const allowed = nextAllowed(facts.now, facts.quietHours, facts.timezone);
  if (allowed > facts.now) return { verdict: "wait", until: allowed, reason: "quiet-hours" };
  return { verdict: "send" };
}
