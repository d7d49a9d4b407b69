import * as z from "zod";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the hints beside the checkout's fields. */
export const checkoutHelpSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Hints beside the checkout's own fields: a mistyped mail address, something missing"),
  ...widgetRules(["checkout"], ["checkout"]),
});
