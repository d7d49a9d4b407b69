import * as z from "zod";
import { field, pattern, prefix } from "./pieces.ts";

/** Magento 2 and Adobe Commerce. */
export const magento = z.strictObject({
  /** What stands before the shop's own paths: "/en" where store codes are in the addresses, "/index.php" without rewrites. */
  path: prefix.default(""),
  /** The shop's currencies, the usual one first: its cart names none, and shows only signs. */
  currencies: z
    .array(z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as USD"))
    .min(1)
    .max(30)
    .default(["USD"]),
  /** Which addresses are products and listings: both are the merchant's own words here. `null`: none is known. */
  pages: z
    .strictObject({ product: pattern.nullable().default(null), listing: pattern.nullable().default(null) })
    .prefault({}),
  /** Where the page after the purchase prints the order's number. */
  orderNumber: field.default(".checkout-success .order-number, .checkout-success p > span"),
});
