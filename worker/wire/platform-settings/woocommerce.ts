import * as z from "zod";
import { path, pattern } from "./pieces.ts";

/** What of a WooCommerce shop its merchant can have named otherwise. Used by the `woocommerce` platform alone. */
export const woocommerce = z.strictObject({
  /** Settings → Permalinks, and the names of the pages under Settings → Advanced. */
  pages: z
    .strictObject({
      product: pattern.default("/product/[^/]+/?$"),
      listing: pattern.default("/(shop|product-category)(/|$)"),
      cart: pattern.default("/(cart|basket)/?$"),
      checkout: pattern.default("/checkout(/|$)"),
      /** Nothing that is sent there is looked at. */
      account: pattern.default("/my-account(/|$)"),
    })
    .prefault({}),
  /** Where the progress bar leads back to. */
  cart: path.default("/cart/"),
  checkout: path.default("/checkout/"),
  /** Settings → Advanced → Checkout endpoints → Order received. */
  orderReceived: z
    .string()
    .regex(/^[\w-]{1,100}$/, "one part of a path, as order-received")
    .default("order-received"),
  /** A thank-you page of the shop's own, matched against path and query; its first group is the order's number. */
  thankYou: pattern.nullable().default(null),
  /** Where WordPress has its API: "/?rest_route=/" in a shop with plain permalinks. */
  restBase: path.default("/wp-json/"),
});
