import * as z from "zod";
import { couponSources, incentiveKinds, incentiveOccasions } from "../domain/incentive.ts";

/** What a coupon's code may look like: what every platform takes. */
export const couponCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,49}$/, "a code: 3-50 of A-Z, a-z, 0-9, - and _, no spaces");

const amount = z.int().min(0).max(100_000_000);

const incentive = z
  .strictObject({
    kind: z.enum(incentiveKinds),
    /** `percent`: 1 to 100. `amount`: minor units. Else what it costs you, in minor units, for the budget. */
    value: amount.default(0),
    /** Of every amount here. Carts in another currency get nothing. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "an ISO 4217 code, as GBP")
      .nullable()
      .default(null),
    /** Nothing for carts below this value. */
    minimum: amount.default(0),
    /** The margin floor: nothing where the cart would come to less than this with the discount. */
    floor: amount.default(0),
    /** The coupon ends this long after it is given. */
    validHours: z.int().min(1).max(2160).default(48),
    /** `pool`: codes you upload. `mint`: made through the platform's API, one a person. `fixed`: one code for everybody. */
    source: z.enum(couponSources).default("pool"),
    /** The code of `fixed`. */
    code: couponCode.nullable().default(null),
    /** `mail`: steps of a sequence that name it. The other two: given on the shop's own pages. */
    occasion: z.enum(incentiveOccasions).default("mail"),
    onlyNew: z.boolean().default(false),
    /** One person gets it again after so many days. */
    againAfterDays: z.int().min(1).max(1095).default(180),
    /** Of one calendar month (UTC). `null`: no limit. */
    budget: z
      .strictObject({
        count: z.int().min(0).nullable().default(null),
        amount: amount.nullable().default(null),
      })
      .prefault({}),
    /** You are told when so many codes are left. */
    lowPoolAt: z.int().min(0).max(10_000).default(20),
  })
  .superRefine((one, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (one.kind === "percent" && (one.value < 1 || one.value > 100))
      refuse("value", "a percentage, 1 to 100");
    if (one.kind === "amount" && one.value === 0) refuse("value", "minor units, more than 0");
    const namesMoney = one.kind === "amount" || one.minimum + one.floor > 0 || one.budget.amount !== null;
    if (namesMoney && one.currency === null) refuse("currency", "amounts need an ISO 4217 code, as GBP");
    if (one.source === "fixed" && one.code === null) refuse("code", "a fixed incentive needs its code");
    if (one.source === "mint" && one.kind === "gift") refuse("source", "no platform makes codes for gifts");
  });

/** By name: what a sequence's step and the reports call it. */
export const incentiveSettings = z
  .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1-40 of a-z, 0-9 and -"), incentive)
  .refine((all) => Object.keys(all).length <= 20, "at most 20 incentives");
