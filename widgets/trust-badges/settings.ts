import * as z from "zod";
import type { InEveryLanguage } from "../../worker/domain/language.ts";
import { placeSetting } from "../place/settings.ts";
import { shopPages, widgetRules } from "../rules/settings.ts";

export const badgeKinds = ["payment", "returns", "delivery", "security", "support", "reviews"] as const;
export type BadgeKind = (typeof badgeKinds)[number];

const proof = z
  .string()
  .max(500)
  .regex(/^(\/(?!\/)|https:\/\/)[^\s]*$/, "a path of the shop, as /returns, or an https address");

const line = z
  .string()
  .min(1)
  .max(40)
  .regex(/^\P{Cc}*$/u, "one line of text");
const texts: InEveryLanguage<typeof line> = { en: line, pl: line, ja: line, ko: line, ru: line };

const badge = z.strictObject({
  kind: z.enum(badgeKinds).describe("Which picture stands beside it"),
  text: z
    .strictObject(texts)
    .partial()
    .default({})
    .describe("In your words, by language; empty: the plain name of what it is about"),
  rating: z
    .strictObject({ stars: z.number().min(1).max(5), count: z.int().min(1).max(100_000_000) })
    .nullable()
    .default(null)
    .describe("Of reviews: what your own data say, out of five stars"),
  url: proof.describe("The page that proves it"),
});

/** What a merchant may decide about the trust badges. Without badges nothing is shown: none is made up. */
export const trustBadgesSettings = z.strictObject({
  enabled: z.boolean().default(true).describe("Answer what shoppers doubt, with links to the proof"),
  badges: z.array(badge).max(5).default([]).describe("At most five"),
  place: placeSetting,
  ...widgetRules(["cart", "checkout"], shopPages),
});
export type TrustBadgesSettings = z.output<typeof trustBadgesSettings>;
