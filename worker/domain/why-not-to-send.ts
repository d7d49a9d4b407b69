import { hour } from "./clock.ts";
import { nextAllowed, type QuietHours } from "./quiet-hours.ts";

/** Everything that is read again just before a message would be sent. */
export interface SendFacts {
  now: number;
  /** When the message was due. */
  dueAt: number;
  cart: { status: string; items: number; createdAt: number };
  store: { paused: boolean; recoveryEnabled: boolean; hasSender: boolean };
  /** An order by this address in this store since the cart was begun, from whatever device. */
  boughtSince: boolean;
  suppressed: boolean;
  /** The newest decision of this address about being written to. */
  consent: "granted" | "refused" | null;
  /** When this address was last written to about any cart of this store. */
  lastSentAt: number | null;
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
  | "recovery-off"
  | "no-sender";

export type WaitReason = "quiet-hours" | "store-paused" | "written-recently";

/** Least time between two messages to one address. Below a day, so that a step due a day later is not pushed on by it. */
export const leastGap = 20 * hour;

/**
 * Whether a message may be sent now, and if not, why. Pure: the same facts give the same answer. Reasons that forbid
 * for ever are asked before those that only delay.
 */
export function whyNotToSend(facts: SendFacts): SendDecision {
  const skip = (reason: SkipReason): SendDecision => ({ verdict: "skip", reason });
  if (facts.boughtSince) return skip("bought");
  if (facts.suppressed) return skip("suppressed");
  if (facts.consent !== "granted") return skip("no-consent");
  if (facts.cart.status === "active") return skip("returned");
  if (facts.cart.status !== "abandoned") return skip("cart-closed");
  if (facts.cart.items === 0) return skip("cart-emptied");
  if (!facts.store.recoveryEnabled) return skip("recovery-off");
  if (!facts.store.hasSender) return skip("no-sender");
  if (facts.now > facts.dueAt + facts.tooLateHours * hour) return skip("too-late");
  if (facts.store.paused) return { verdict: "wait", until: facts.now + hour / 4, reason: "store-paused" };
  if (facts.lastSentAt !== null && facts.now < facts.lastSentAt + leastGap) {
    return { verdict: "wait", until: facts.lastSentAt + leastGap, reason: "written-recently" };
  }
  const allowed = nextAllowed(facts.now, facts.quietHours, facts.timezone);
  if (allowed > facts.now) return { verdict: "wait", until: allowed, reason: "quiet-hours" };
  return { verdict: "send" };
}
