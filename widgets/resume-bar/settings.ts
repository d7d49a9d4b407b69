import * as z from "zod";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the bar that offers a cart from another device, or one the shop forgot. */
export const resumeBarSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Offer shoppers the cart they left on another device, or that the shop has forgotten"),
  ...widgetRules(["home", "listing", "product", "cart"], ["home", "listing", "product", "cart", "other"]),
});
