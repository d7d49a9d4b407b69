import * as z from "zod";
import { devices } from "../../widgets/rules/settings.ts";
import { longestAnswer, surveyMoments, surveyReasons } from "../../widgets/survey/settings.ts";
import { languages } from "../domain/language.ts";
import type { SurveyRequest } from "./storefront-api.ts";

/** What a shopper says held them back. */
export const surveyRequest: z.ZodType<SurveyRequest> = z.strictObject({
  reason: z.enum([...surveyReasons, "other"]),
  words: z.string().trim().min(1).max(longestAnswer).optional(),
  moment: z.enum(surveyMoments),
  device: z.enum(devices),
  language: z.enum(languages),
});
