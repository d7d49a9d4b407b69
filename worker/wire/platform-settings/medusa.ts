import * as z from "zod";
import { path, prefix } from "./pieces.ts";

/** Medusa 2, whose API shoppers reach on the shop's own hostname. */
export const medusa = z.strictObject({
  /** The path under which the API's "/store/…" is: "/api" for "/api/store/carts", empty for "/store/carts". */
  apiPath: prefix.default(""),
  /** The storefront's key, `pk_…`: public, and needed to read a cart back and to rebuild one. */
  publishableKey: z
    .string()
    .regex(/^[\w-]{1,200}$/, "a publishable API key, as pk_…")
    .nullable()
    .default(null),
  /** The cookie in which the storefront keeps the cart's id. */
  cartCookie: z
    .string()
    .regex(/^[\w.-]{1,100}$/, "the name of a cookie")
    .default("_medusa_cart_id"),
  /** The region of a cart that is begun for a shopper who has none. `null`: the first that the shop lists. */
  region: z
    .string()
    .regex(/^\w{1,100}$/, "the id of a region, as reg_…")
    .nullable()
    .default(null),
  /** A product's page, `{handle}` being its name in addresses. */
  productPath: path.default("/products/{handle}"),
});
