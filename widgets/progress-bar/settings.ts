import * as z from "zod";
import { placeSetting } from "../place/settings.ts";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the progress bar. `progressBarSettings.parse({})` is the bar as it comes. */
export const progressBarSettings = z.strictObject({
  enabled: z.boolean().default(true).describe("Show the progress bar on cart and checkout pages"),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "A colour such as #1a7f5a")
    .nullable()
    .default(null)
    .describe("Colour of finished steps; empty: the shop's own text colour"),
  place: placeSetting,
  // Of these, those that are a stop of the checkout.
  ...widgetRules(
    ["cart", "checkout", "confirmation", "other"],
    ["cart", "checkout", "confirmation", "other"],
  ),
});
