import * as z from "zod";
import { widgetSettings } from "../../widgets/index.ts";
import { consentRules } from "../domain/consent-policy.ts";
import { languages } from "../domain/language.ts";
import { mailProviderIds } from "../domain/mail-provider-id.ts";
import { isTimezone } from "../domain/quiet-hours.ts";
import { emailSettings } from "./email-settings.ts";
import { incentiveSettings } from "./incentive-settings.ts";
import { noticeSettings } from "./notice-settings.ts";
import { platformSettings } from "./platform-settings/index.ts";
import { selector } from "./platform-settings/pieces.ts";
import { recoverySettings } from "./recovery-settings.ts";
import { retentionSettings } from "./retention-settings.ts";
import { consentModes } from "./storefront-api.ts";

/**
 * Everything a merchant can set for a store, with every default in sight. Stored as JSON in `stores.settings`; what is
 * not set follows the default of the day. `npm run store -- set` and, later, the dashboard write it through the same
 * service, which refuses what this refuses and leaves what was in force.
 */
const sender = z.strictObject({
  /** Who the mail is from, as the shopper reads it. */
  name: z.string().min(1).max(100).refine(isOneLine, "one line of text"),
  /** An address at a domain that the mail provider may send for. */
  address: z.email(),
  replyTo: z.email().optional(),
  /** Stands in each mail: anti-spam laws ask for it (CAN-SPAM, CASL). */
  postalAddress: z.string().min(10).max(300),
});

export const storeSettings = z.strictObject({
  /** The language of pages that do not say theirs, and of mails to shoppers whose language is unknown. */
  language: z.enum(languages).default("en"),
  /** Where the shop is at home: quiet hours and dates for shoppers whose own zone is unknown. */
  timezone: z.string().refine(isTimezone, "an IANA time zone, as Europe/London").default("UTC"),
  /** Without it nothing is sent. */
  sender: sender.nullable().default(null),
  mailProvider: z.enum(mailProviderIds).default("resend"),
  consent: z
    .strictObject({
      /** CSS selector of the shop's own address field. `null`: the platform's. */
      field: selector.nullable().default(null),
      /** `opt-in` asks first and is right everywhere; `notice` informs and can be refused, where the law allows it. */
      mode: z.enum(consentModes).default("opt-in"),
      /** What you ask for in a country, on advice of your own: `{ "BR": "opt-in" }`. Others follow domain/consent-policy.ts. */
      regions: z
        .record(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code, as PL"), z.enum(consentRules))
        .default({}),
    })
    .prefault({}),
  recovery: recoverySettings.prefault({}),
  incentives: incentiveSettings.prefault({}),
  emails: emailSettings.prefault({}),
  notices: noticeSettings.prefault({}),
  retention: retentionSettings.prefault({}),
  widgets: widgetSettings.prefault({}),
  ...platformSettings,
});

/** Settings with every default filled in. */
export type StoreSettings = z.output<typeof storeSettings>;
export type GenericSettings = StoreSettings["generic"];
export type OpencartSettings = StoreSettings["opencart"];
export type PrestashopSettings = StoreSettings["prestashop"];

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}
