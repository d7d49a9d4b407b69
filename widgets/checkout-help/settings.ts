import * as z from "zod";
import { scheduleSetting, variantSetting } from "../rules/settings.ts";

/** What a merchant may decide about the hints beside the checkout's fields. */
export const checkoutHelpSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Hints beside the checkout's own fields: a mistyped mail address, something missing"),
  schedule: scheduleSetting,
  variant: variantSetting,
});
