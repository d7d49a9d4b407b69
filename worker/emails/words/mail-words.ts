import type { MailTemplate } from "../../domain/sequence.ts";
import type { Doubt } from "../../wire/email-settings.ts";

/** What an incentive gives. */
export const incentiveKinds = ["percent", "amount", "free-shipping", "gift"] as const;
export type IncentiveKind = (typeof incentiveKinds)[number];

/** How far a shopper came: something in the cart, or on their way through the checkout. */
export type LeftAt = "cart" | "checkout";

/** `{product}` and `{shop}` stand where no case or particle is needed. */
export interface TemplateWords {
  /** Under 50 characters together with a product's name. */
  subject: string;
  /** Goes on where the subject stopped, in the list of mails. */
  preheader: string;
  title: string;
  body: string;
}

/** A word for each number: which forms there are is the language's own (CLDR), `other` is in all of them. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface MailWords {
  /** To somebody whose first name is known. */
  greeting: string;
  templates: Record<Exclude<MailTemplate, "incentive">, Record<LeftAt, TemplateWords>> & {
    /** Its subject says what the incentive gives. */
    incentive: Record<LeftAt, Omit<TemplateWords, "subject">>;
  };
  button: Record<LeftAt, string>;
  offer: {
    subject: Record<IncentiveKind, string>;
    gives: Record<IncentiveKind, string>;
    code: string;
    how: string;
    /** `{end}` is a date, a time and a time zone. */
    until: string;
    /** For the last hour. `{left}` is counted from when the mail was sent, because nobody knows when it is read. */
    soon: string;
    minutes: Plural;
  };
  quantity: string;
  each: string;
  andMore: Plural;
  gone: string;
  /** Of a cart that is no longer whole: in the list of mails and behind the body. */
  partGone: string;
  instead: string;
  delivery: string;
  freeDelivery: string;
  total: string;
  /** The total is what the storefront said: delivery is not in it. */
  beforeDelivery: string;
  doubts: Record<Doubt, { name: string; link: string }>;
  rated: string;
  /** What reviewers say: `{average}` of 5, `{reviews}`, collected by `{source}`. */
  rating: string;
  reviews: Plural;
  why: string;
  notMe: string;
  unsubscribe: string;
  privacy: string;
}
