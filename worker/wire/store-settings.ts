import * as z from "zod";
import { widgetSettings } from "../../widgets/index.ts";
import { languages } from "../domain/language.ts";
import { mailProviderIds } from "../domain/mail-provider-id.ts";
import { checkoutSteps } from "../domain/page-kind.ts";
import { isTimezone } from "../domain/quiet-hours.ts";
import { consentModes } from "./storefront-api.ts";

/**
 * Everything a merchant can set for a store, with every default in sight. Stored as JSON in `stores.settings`; what is
 * not set follows the default of the day. `npm run store -- set` and, later, the dashboard write it through the same
 * service, which refuses what this refuses and leaves what was in force.
 */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM, 00:00 to 23:59");
const path = z.string().max(500).startsWith("/", "a path, beginning with /");
const selector = z.string().min(1).max(300);
const pattern = z
  .string()
  .max(300)
  .refine(isPattern, "a regular expression that compiles, to be matched against the path");

/** "selector@attribute", "selector" for the text in it, "@attribute" for one of the line itself. */
const field = z.string().min(1).max(300);

const sender = z.strictObject({
  /** Who the mail is from, as the shopper reads it. */
  name: z.string().min(1).max(100).refine(isOneLine, "one line of text"),
  /** An address at a domain that the mail provider may send for. */
  address: z.email(),
  replyTo: z.email().optional(),
  /** Stands in each mail: anti-spam laws ask for it (CAN-SPAM, CASL). */
  postalAddress: z.string().min(10).max(300),
});

const recovery = z.strictObject({
  enabled: z.boolean().default(true),
  /** Minutes without activity after which a cart counts as abandoned. */
  idleMinutes: z.int().min(5).max(1440).default(30),
  /** When messages are due, in minutes after the cart was abandoned. */
  steps: z
    .array(z.strictObject({ delayMinutes: z.int().min(1).max(43_200) }))
    .max(10)
    .refine(isRising, "each step later than the one before")
    .default([{ delayMinutes: 60 }, { delayMinutes: 1440 }, { delayMinutes: 4320 }]),
  /** Nobody is written to between these, in the recipient's time zone. `null` turns this off. */
  quietHours: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .nullable()
    .default({ from: "21:00", to: "08:00" }),
  /** A message that could not be sent within this many hours of its time is not sent any more. */
  tooLateHours: z.int().min(1).max(168).default(24),
  /** How long a mail's link can rebuild the cart. */
  linkDays: z.int().min(1).max(365).default(30),
  /** An order within this many days of a resumed cart is attributed to the message. */
  attributionDays: z.int().min(1).max(30).default(5),
});

/** How to read a shop that has no platform file of its own. Used by the `generic` platform alone. */
const generic = z.strictObject({
  pages: z
    .strictObject({
      product: pattern.default("^/products?/[^/]+/?$"),
      listing: pattern.default("^/(shop|collections|category)(/|$)"),
      cart: pattern.default("^/(cart|basket)/?$"),
      checkout: pattern.default("^/checkout(/|$)"),
      /** Its first group is the order's number. */
      confirmation: pattern.default("^/checkout/(?:done|success|thank-you|complete)/([^/]+)/?$"),
    })
    .prefault({}),
  /** The stops of the checkout and where each is. */
  steps: z
    .array(z.strictObject({ step: z.enum(checkoutSteps), path }))
    .max(5)
    .default([
      { step: "cart", path: "/cart" },
      { step: "contact", path: "/checkout/contact" },
      { step: "delivery", path: "/checkout/delivery" },
      { step: "payment", path: "/checkout/payment" },
      { step: "done", path: "/checkout/done" },
    ]),
  cart: z
    .strictObject({
      /** The page on which the whole cart can be read. */
      path: path.default("/cart"),
      line: selector.default("[data-product-id][data-quantity]"),
      /** Present when, and only when, the cart is empty: an absent line alone proves nothing. */
      empty: selector.default(".cart-empty"),
      productId: field.default("@data-product-id"),
      name: field.default("@data-name"),
      quantity: field.default("@data-quantity"),
      unitPrice: field.default("@data-unit-price"),
      /** `minor`: a whole number of pence or cents. `text`: as printed, "£18.50". */
      priceAs: z.enum(["minor", "text"]).default("minor"),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP")
        .default("GBP"),
      /** JSON object of chosen options on the line, if the shop prints one. */
      options: field.nullable().default("@data-options"),
      image: field.nullable().default("img@src"),
      url: field.nullable().default("a@href"),
    })
    .prefault({}),
  /** Name of the form field in which the address reaches the shop. */
  emailParameter: z.string().max(100).default("email"),
  order: z
    .strictObject({
      total: field.nullable().default("[data-order-total]@data-order-total"),
    })
    .prefault({}),
  /** The form that puts one line into the cart. `{productId}`, `{quantity}` and `{name}` are filled in. */
  add: z
    .strictObject({
      path: path.default("/cart/add"),
      fields: z.record(z.string(), z.string()).default({ product_id: "{productId}", quantity: "{quantity}" }),
      /** One field per chosen option, `{option}` being its name. */
      optionField: z.string().max(100).nullable().default("option[{option}]"),
      /** A hidden field of a page that must be sent along (a session's form token). */
      token: z
        .strictObject({ page: path, field: z.string().max(100) })
        .nullable()
        .default(null),
    })
    .prefault({}),
});

export const storeSettings = z.strictObject({
  /** The language of pages that do not say theirs, and of mails to shoppers whose language is unknown. */
  language: z.enum(languages).default("en"),
  /** Where the shop is at home: quiet hours and dates for shoppers whose own zone is unknown. */
  timezone: z.string().refine(isTimezone, "an IANA time zone, as Europe/London").default("UTC"),
  /** Without it nothing is sent. */
  sender: sender.nullable().default(null),
  mailProvider: z.enum(mailProviderIds).default("resend"),
  consent: z
    .strictObject({
      /** CSS selector of the shop's own address field. `null`: the platform's. */
      field: selector.nullable().default(null),
      /** `opt-in` asks first and is right everywhere; `notice` informs and can be refused, where the law allows it. */
      mode: z.enum(consentModes).default("opt-in"),
    })
    .prefault({}),
  recovery: recovery.prefault({}),
  widgets: widgetSettings.prefault({}),
  generic: generic.prefault({}),
});

/** Settings with every default filled in. */
export type StoreSettings = z.output<typeof storeSettings>;
export type GenericSettings = StoreSettings["generic"];

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

function isRising(steps: { delayMinutes: number }[]): boolean {
  return steps.every(
    (step, index) => index === 0 || step.delayMinutes > (steps[index - 1]?.delayMinutes ?? 0),
  );
}
