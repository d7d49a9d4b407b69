import type { CheckoutStep } from "./page-kind.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** What is said in a message: each has its own words and parts in worker/emails. */
export const mailTemplates = ["reminder", "doubts", "incentive", "last-call"] as const;
export type MailTemplate = (typeof mailTemplates)[number];

/** How far a shopper came before they left: up to the last stop of the checkout that was opened. */
export const stages = ["cart", "contact", "delivery", "payment"] as const satisfies CheckoutStep[];
export type Stage = (typeof stages)[number];

/** What must hold of a cart. All that is named must; what is not named is not asked. */
export interface Condition {
  stages?: Stage[] | undefined;
  /** In minor units; carts in another currency never match. */
  value?: { currency: string; min?: number | undefined; max?: number | undefined } | undefined;
  /** Whether this address has bought here before. */
  audience?: "new" | "returning" | undefined;
  /** ISO 3166-1 codes. A cart whose country is unknown never matches. */
  countries?: string[] | undefined;
  /** What the shopper said in the survey held them back. */
  reasons?: string[] | undefined;
}

export interface SequenceStep {
  /** After the cart was abandoned. */
  delayMinutes: number;
  template: MailTemplate;
  /** Name of one of the store's incentives; `null`: none. */
  incentive: string | null;
  /** Asked again just before sending: what may have changed since. */
  when: Condition | null;
  /** `undefined`: the store's. `null`: none. */
  quietHours?: QuietHours | null | undefined;
  /** Ways to say it, one of which each cart gets. None: there is one way. */
  variants: StepVariant[];
}

export interface StepVariant {
  name: string;
  /** How often, beside the others' weights. */
  weight: number;
  /** In the subject's place; `{product}` stands for the first product. */
  subject?: string | undefined;
}

export interface Sequence {
  name: string;
  when: Condition | null;
  steps: SequenceStep[];
}

/** Limits over all carts of one address, and over one cart. */
export interface Caps {
  hoursBetween: number;
  perCart: number;
  perMonth: number;
}

/** What is known of a cart when its sequence is chosen, and again before each message. */
export interface CartFacts {
  stage: Stage;
  totalMinor: number;
  currency: string;
  isReturning: boolean;
  country: string | null;
  reason: string | null;
}

const hour = 60;
const day = 24 * hour;

const at = (delayMinutes: number, template: MailTemplate): SequenceStep => ({
  delayMinutes,
  template,
  incentive: null,
  when: null,
  variants: [],
});

/**
 * Ready-made sequences. The gentle one keeps within what every law asks and every provider likes; the classic one is what
 * shops that write more are used to. Each brings caps that let it be sent whole.
 */
export const presets = {
  gentle: {
    steps: [at(hour, "reminder"), at(day, "doubts"), at(3 * day, "incentive")],
    caps: { hoursBetween: 20, perCart: 3, perMonth: 6 },
  },
  classic: {
    steps: [
      at(hour / 2, "reminder"),
      at(6 * hour, "doubts"),
      at(2 * day, "incentive"),
      at(4 * day, "doubts"),
      at(7 * day, "last-call"),
    ],
    caps: { hoursBetween: 5, perCart: 5, perMonth: 10 },
  },
} as const satisfies Record<string, { steps: SequenceStep[]; caps: Caps }>;

/** Whether all that a condition names holds of a cart. No condition always does. */
export function holds(condition: Condition | null, cart: CartFacts): boolean {
  if (condition === null) return true;
  const { stages, value, audience, countries, reasons } = condition;
  if (stages && !stages.includes(cart.stage)) return false;
  if (value && !isWithin(value, cart)) return false;
  if (audience && (audience === "returning") !== cart.isReturning) return false;
  if (countries && (cart.country === null || !countries.includes(cart.country))) return false;
  return !reasons || (cart.reason !== null && reasons.includes(cart.reason));
}

function isWithin({ currency, min, max }: NonNullable<Condition["value"]>, cart: CartFacts): boolean {
  if (currency !== cart.currency) return false;
  return (min === undefined || cart.totalMinor >= min) && (max === undefined || cart.totalMinor <= max);
}

/** The first sequence whose condition holds; `null` when none does, and nothing is sent. */
export function chooseSequence(sequences: Sequence[], cart: CartFacts): Sequence | null {
  return sequences.find(({ when }) => holds(when, cart)) ?? null;
}

/**
 * The variant a cart gets: always the same for the same cart and step, in the share of its weight over many.
 * @param cartId random by nature, so that its hash is spread evenly
 */
export function chooseVariant(variants: StepVariant[], cartId: string, step: number): StepVariant | null {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  let rest = (fnv1a(`${cartId}/${step}`) / 2 ** 32) * total;
  for (const variant of variants) {
    rest -= variant.weight;
    if (rest < 0) return variant;
  }
  return variants[variants.length - 1] ?? null;
}

/** FNV-1a, 32 bit, with a finish that spreads its low bits (MurmurHash3 fmix32). Not for secrets. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
