import * as z from "zod";
import { devicesSetting, pagesSetting, scheduleSetting, variantSetting } from "../rules/settings.ts";

/** What a merchant may decide about the bar that offers a cart from another device, or one the shop forgot. */
export const resumeBarSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Offer shoppers the cart they left on another device, or that the shop has forgotten"),
  pages: pagesSetting(
    ["home", "listing", "product", "cart"],
    ["home", "listing", "product", "cart", "other"],
  ),
  devices: devicesSetting,
  schedule: scheduleSetting,
  variant: variantSetting,
});
