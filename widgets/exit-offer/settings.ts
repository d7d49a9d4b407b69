import * as z from "zod";
import { shopPages, widgetRules } from "../rules/settings.ts";

/** What a merchant may decide about the exit offer. `exitOfferSettings.parse({})` is the offer as it comes. */
export const exitOfferSettings = z.strictObject({
  enabled: z.boolean().default(true).describe("Show what is in the cart to shoppers about to leave"),
  mail: z
    .enum(["reminder", "cart", "none"])
    .default("reminder")
    .describe("What it can mail to who leaves an address: reminders, by consent; the cart, once; or nothing"),
  dwellSeconds: z
    .int()
    .min(0)
    .max(600)
    .default(5)
    .describe("Seconds a page must have been open before it may appear"),
  quietDays: z.int().min(1).max(365).default(7).describe("Days without it after a shopper has closed it"),
  ...widgetRules(["product", "cart", "checkout"], shopPages),
});
