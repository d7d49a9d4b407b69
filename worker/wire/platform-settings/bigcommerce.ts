import * as z from "zod";
import { pattern } from "./pieces.ts";

/** BigCommerce. Used by the `bigcommerce` platform alone. */
export const bigcommerce = z.strictObject({
  /** Which addresses are products and listings: both are the merchant's own words here. */
  pages: z
    .strictObject({
      product: pattern.default("^/products?/[^/]+"),
      listing: pattern.default("^/(shop-all|categories|brands|search\\.php)(/|$)"),
    })
    .prefault({}),
  /** What an empty cart is counted in: the shop does not say. One with something in it has its own. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as USD")
    .default("USD"),
});
