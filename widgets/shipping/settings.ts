import * as z from "zod";
import { placeSetting } from "../place/settings.ts";
import { shopPages, widgetRules } from "../rules/settings.ts";

const currency = z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP");
const country = z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code, as PL");
const amount = z.int().min(0).max(100_000_000);

const zone = z.strictObject({
  countries: z.array(country).max(250).default([]).describe("Empty: everywhere that no other zone names"),
  regions: z
    .array(z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, "an ISO 3166-2 code, as US-AK"))
    .max(200)
    .default([])
    .describe("Only these parts of a country"),
  prices: z
    .record(
      currency,
      z.strictObject({
        price: amount.describe("In minor units; 0: free"),
        freeFrom: amount.min(1).nullable().default(null).describe("Free for carts from this value on"),
      }),
    )
    .describe("By currency"),
  days: z
    .tuple([z.int().min(0).max(90), z.int().min(0).max(90)])
    .refine(([least, most]) => least <= most, "the fewest days first")
    .nullable()
    .default(null)
    .describe("Working days from dispatch to the door, fewest and most"),
});

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a merchant may decide about shipping costs told before the checkout. Without zones, and nobody to ask, nothing is shown. */
export const shippingSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Tell what delivery costs and when it arrives, before checkout"),
  source: z
    .enum(["zones", "platform"])
    .default("zones")
    .describe(
      "Who says what it costs: your zones below, or the shop itself and the zones where it does not say in time",
    ),
  total: z
    .boolean()
    .default(true)
    .describe("Of the shop's own answer also what the cart comes to with delivery and tax, where it tells"),
  zones: z.array(zone).max(100).default([]).describe("The first that fits counts"),
  country: country
    .nullable()
    .default(null)
    .describe("Where most of your shoppers are: what is shown where a visitor's country is unknown"),
  currency: currency.default("EUR").describe("Of visitors whose cart is empty"),
  freeBy: z
    .enum(["before-discounts", "after-discounts"])
    .default("after-discounts")
    .describe("The cart's value that has to reach the free delivery's"),
  dispatch: z
    .strictObject({
      cutoffHour: z.int().min(0).max(24).default(14).describe("Orders until then leave on the same day"),
      workdays: z.array(z.literal(weekdays)).min(1).default([1, 2, 3, 4, 5]).describe("1 is Monday"),
      holidays: z
        .array(z.iso.date())
        .max(100)
        .default([])
        .describe("Days on which nothing leaves or arrives"),
    })
    .prefault({}),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "A colour such as #1a7f5a")
    .nullable()
    .default(null)
    .describe("Colour of the bar; empty: the shop's own text colour"),
  place: placeSetting,
  ...widgetRules(["product", "cart"], shopPages),
});
export type ShippingSettings = z.output<typeof shippingSettings>;
