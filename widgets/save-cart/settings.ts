import * as z from "zod";
import { placeSetting } from "../place/settings.ts";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the way to take a cart along. */
export const saveCartSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("A link by which shoppers mail themselves their cart, or hand it to their phone"),
  place: placeSetting,
  ...widgetRules(["cart"], ["product", "cart", "checkout"]),
});
