import * as z from "zod";
import type { InEveryLanguage } from "../../worker/domain/language.ts";
import type { SurveyMoment, SurveyReason } from "../../worker/domain/survey-answer.ts";
import { shopPages, widgetRules } from "../rules/settings.ts";

/** Why people leave, as Baymard Institute asks it ("Reasons for Cart Abandonment"), so that shares compare. */
export const surveyReasons = [
  "extra-costs",
  "slow-delivery",
  "no-trust",
  "account",
  "complicated",
  "total-unclear",
  "returns",
  "errors",
  "payment-methods",
  "just-browsing",
] as const satisfies SurveyReason[];

export const surveyMoments = ["leaving", "return"] as const satisfies SurveyMoment[];

/** A sentence of their own is long enough for this; a letter is not. */
export const longestAnswer = 300;

const sentence = z
  .string()
  .min(1)
  .max(160)
  .regex(/^\P{Cc}*$/u, "one line of text");
const sentences: InEveryLanguage<typeof sentence> = {
  en: sentence,
  pl: sentence,
  ja: sentence,
  ko: sentence,
  ru: sentence,
};

/** What a merchant may decide about the survey. */
export const surveySettings = z.strictObject({
  enabled: z.boolean().default(true).describe("Ask shoppers who leave a cart what held them back"),
  moments: z
    .array(z.enum(surveyMoments))
    .min(1)
    .default([...surveyMoments])
    .describe("When: as they are about to leave, or when they come back to a cart they left"),
  reasons: z
    .array(z.enum(surveyReasons))
    .min(4)
    .max(6)
    .refine((all) => new Set(all).size === all.length, "each once")
    .default(["extra-costs", "slow-delivery", "no-trust", "account", "complicated", "just-browsing"])
    .describe("What they choose from, in an order of chance; something else is always the last"),
  answers: z
    .partialRecord(z.enum(surveyReasons), z.strictObject(sentences).partial())
    .default({})
    .describe("What you say to a reason at once, in your words, by language"),
  dwellSeconds: z
    .int()
    .min(0)
    .max(600)
    .default(5)
    .describe("Seconds a page must have been open before it may appear"),
  quietDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("Days without it after a shopper has closed it; who has answered is not asked again"),
  ...widgetRules(["product", "cart", "checkout"], shopPages),
});
