import * as z from "zod";
import { placeSetting } from "../place/settings.ts";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about reviews and stock on product pages. Without a place nothing is shown, and no space is kept. */
export const socialProofSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Tell ratings and stock, as the page's own structured data say them"),
  rating: z.boolean().default(true).describe("The average of all reviews, with their number"),
  reviews: z
    .string()
    .max(500)
    .regex(
      /^(#|\/(?!\/)|https:\/\/)[^\s]*$/,
      "a place on the page, as #reviews, a path of the shop, or an https address",
    )
    .nullable()
    .default(null)
    .describe("Where the reviews can be read; empty: no link"),
  stock: z.boolean().default(true).describe("That it is in stock"),
  fewFrom: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe("How many are left, from this many down, where your data tell the number; empty: never"),
  place: placeSetting.describe("Where it stands; empty: nowhere"),
  ...widgetRules(["product"], ["home", "listing", "product", "other"]),
});
export type SocialProofSettings = z.output<typeof socialProofSettings>;
