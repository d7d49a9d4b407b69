import * as z from "zod";
import { platformIds } from "./domain/platform-id.ts";
import { storeSettings } from "./wire/store-settings.ts";

const secret = z.string().min(1).optional();

/** What each mail provider needs; only those of the providers that stores have chosen. See docs/mail-providers.md. */
const mailProviderSettings = {
  /** With permission to send: "Sending access" is enough. */
  RESEND_API_KEY: secret,
  /** Of the server, not of the account. */
  POSTMARK_SERVER_TOKEN: secret,
  /** Id of a broadcast stream; `broadcast` when left out. */
  POSTMARK_MESSAGE_STREAM: secret,
  /** Of a user that may `ses:SendEmail` and nothing else. */
  SES_ACCESS_KEY_ID: secret,
  SES_SECRET_ACCESS_KEY: secret,
  /** Where the sending domain is verified, as `eu-west-1`. */
  SES_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, as eu-west-1")
    .optional(),
  /** The configuration set that publishes events; without one nothing is told of what became of a mail. */
  SES_CONFIGURATION_SET: secret,
  /** With permission "Mail Send". */
  SENDGRID_API_KEY: secret,
  /** Where the SendGrid account (a regional subuser) is kept; `global` when left out. */
  SENDGRID_REGION: z.enum(["global", "eu"]).optional(),
  /** A domain's sending key. */
  MAILGUN_API_KEY: secret,
  /** The sending domain; that of the store's sender when left out. */
  MAILGUN_DOMAIN: secret,
  /** Where the domain is kept; `us` when left out. */
  MAILGUN_REGION: z.enum(["us", "eu"]).optional(),
  BREVO_API_KEY: secret,
  CLOUDFLARE_EMAIL_ACCOUNT_ID: secret,
  /** With permission "Email Sending: Edit". */
  CLOUDFLARE_EMAIL_API_TOKEN: secret,
  /** Base address of a Mailpit, for stores whose mail provider is `mailpit`. */
  MAILPIT_URL: z.url({ protocol: /^https?$/ }).optional(),
};

/**
 * The worker's vars and secrets, checked once per isolate. Bindings (`DB`, `RECOVERY_QUEUE`) keep the types that
 * `wrangler types` generates.
 */
const config = z.object({
  /** `kid:base64` entries, newest first: what addresses and stored mails are sealed with. */
  ENCRYPTION_KEYS: z.string(),
  /** 32 bytes in base64: what addresses are looked up by. Can never be changed without losing every look-up. */
  ADDRESS_HASH_KEY: z.string(),
  ...mailProviderSettings,
  /** Where pages come from on a hostname that no store has. */
  ORIGIN_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** What that shop runs on. */
  ORIGIN_PLATFORM: z.enum(platformIds).default("generic"),
  /** Where shoppers reach that shop, when that is not where its pages come from. */
  ORIGIN_SHOP_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** That shop's settings, as JSON: what `npm run store -- set` says to stores of the database. */
  ORIGIN_SETTINGS: z
    .string()
    .default("{}")
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        ctx.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(storeSettings),
});

export type Config = z.output<typeof config>;

const parsed = new WeakMap<object, Config>();

/**
 * @throws Error that names each var or secret that is missing or wrong and what it should be, never its content.
 */
export function readConfig(env: object): Config {
  const known = parsed.get(env);
  if (known) return known;
  const result = config.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The worker's settings are not complete. ${problems.join("; ")}`);
  }
  parsed.set(env, result.data);
  return result.data;
}
