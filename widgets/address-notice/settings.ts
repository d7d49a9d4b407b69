import * as z from "zod";
import { widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the address notice. How it asks is the store's consent mode, not a widget's. */
export const addressNoticeSettings = z.strictObject({
  enabled: z.boolean().default(true).describe("Tell shoppers beside the address field that we may write"),
  ...widgetRules(["checkout"], ["cart", "checkout"]),
});
