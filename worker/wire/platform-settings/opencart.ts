import * as z from "zod";
import { pattern } from "./pieces.ts";

/** OpenCart 3 and 4. */
export const opencart = z.strictObject({
  /** Matched against the path of addresses that hide their `route=` behind words. */
  pages: z
    .strictObject({
      product: pattern.default("(^|/)product/[^/]+/?$"),
      listing: pattern.default("(^|/)(catalog|category)/"),
      cart: pattern.default("(^|/)(shopping-)?cart/?$"),
      checkout: pattern.default("(^|/)checkout/?$"),
      confirmation: pattern.default("(^|/)(checkout[/-])?success/?$"),
    })
    .prefault({}),
  /** The currency of a shop that has one alone: only then do its pages not name it. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP")
    .nullable()
    .default(null),
  /** What the cart prints under a product beside its options, in every language of the shop. */
  notOptions: z.array(z.string().max(100)).max(50).default(["Reward Points", "Subscription"]),
  /** The cookie of the shop's session. */
  sessionCookie: z.string().min(1).max(100).default("OCSESSID"),
});
