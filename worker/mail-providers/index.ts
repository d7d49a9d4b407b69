import type { MailProviderId } from "../domain/mail-provider-id.ts";
import { brevo } from "./brevo.ts";
import { brevoEvents } from "./brevo-events.ts";
import { cloudflareEmail } from "./cloudflare-email.ts";
import type { MailEvents, MailProvider } from "./contract.ts";
import { mailgun, mailgunHosts } from "./mailgun.ts";
import { mailgunEvents } from "./mailgun-events.ts";
import { mailpit } from "./mailpit.ts";
import { postmark } from "./postmark.ts";
import { postmarkEvents } from "./postmark-events.ts";
import { resend } from "./resend.ts";
import { resendEvents } from "./resend-events.ts";
import { sendgrid, sendgridHosts } from "./sendgrid.ts";
import { sendgridEvents } from "./sendgrid-events.ts";
import { ses } from "./ses.ts";
import { sesEvents } from "./ses-events.ts";

/** The secrets and vars that providers need; each only its own. See env.ts for what each is. */
export interface ProviderSettings {
  RESEND_API_KEY?: string | undefined;
  POSTMARK_SERVER_TOKEN?: string | undefined;
  POSTMARK_MESSAGE_STREAM?: string | undefined;
  SES_ACCESS_KEY_ID?: string | undefined;
  SES_SECRET_ACCESS_KEY?: string | undefined;
  SES_REGION?: string | undefined;
  SES_CONFIGURATION_SET?: string | undefined;
  SENDGRID_API_KEY?: string | undefined;
  SENDGRID_REGION?: keyof typeof sendgridHosts | undefined;
  MAILGUN_API_KEY?: string | undefined;
  MAILGUN_DOMAIN?: string | undefined;
  MAILGUN_REGION?: keyof typeof mailgunHosts | undefined;
  BREVO_API_KEY?: string | undefined;
  CLOUDFLARE_EMAIL_ACCOUNT_ID?: string | undefined;
  CLOUDFLARE_EMAIL_API_TOKEN?: string | undefined;
  MAILPIT_URL?: string | undefined;
}

type SettingName = keyof ProviderSettings;

interface Entry<Name extends SettingName> {
  needs: readonly Name[];
  /** Called only when all that it needs is set. */
  make(settings: ProviderSettings & Record<Name, string>): MailProvider;
}

const entry = <Name extends SettingName>(needs: readonly Name[], make: Entry<Name>["make"]) =>
  ({ needs, make }) as Entry<SettingName>;

const entries: Record<MailProviderId, Entry<SettingName>> = {
  resend: entry(["RESEND_API_KEY"], (s) => resend(s.RESEND_API_KEY)),
  postmark: entry(["POSTMARK_SERVER_TOKEN"], (s) =>
    postmark({
      serverToken: s.POSTMARK_SERVER_TOKEN,
      messageStream: s.POSTMARK_MESSAGE_STREAM ?? "broadcast",
    }),
  ),
  ses: entry(["SES_ACCESS_KEY_ID", "SES_SECRET_ACCESS_KEY", "SES_REGION"], (s) =>
    ses({
      accessKeyId: s.SES_ACCESS_KEY_ID,
      secretAccessKey: s.SES_SECRET_ACCESS_KEY,
      region: s.SES_REGION,
      configurationSet: s.SES_CONFIGURATION_SET,
    }),
  ),
  sendgrid: entry(["SENDGRID_API_KEY"], (s) =>
    sendgrid(s.SENDGRID_API_KEY, sendgridHosts[s.SENDGRID_REGION ?? "global"]),
  ),
  mailgun: entry(["MAILGUN_API_KEY"], (s) =>
    mailgun({ apiKey: s.MAILGUN_API_KEY, domain: s.MAILGUN_DOMAIN }, mailgunHosts[s.MAILGUN_REGION ?? "us"]),
  ),
  brevo: entry(["BREVO_API_KEY"], (s) => brevo(s.BREVO_API_KEY)),
  "cloudflare-email": entry(["CLOUDFLARE_EMAIL_ACCOUNT_ID", "CLOUDFLARE_EMAIL_API_TOKEN"], (s) =>
    cloudflareEmail({ accountId: s.CLOUDFLARE_EMAIL_ACCOUNT_ID, apiToken: s.CLOUDFLARE_EMAIL_API_TOKEN }),
  ),
  mailpit: entry(["MAILPIT_URL"], (s) => mailpit(s.MAILPIT_URL)),
};

/** The provider a store chose, or the name of the first setting that is missing for it. */
export function mailProvider(
  id: MailProviderId,
  settings: ProviderSettings,
): MailProvider | { missing: string } {
  const { needs, make } = entries[id];
  const missing = needs.find((name) => !settings[name]);
  return missing === undefined ? make(settings as Parameters<typeof make>[0]) : { missing };
}

/** How each provider tells what became of a mail; `null` where it tells nothing by webhook. */
export const mailEvents: Record<MailProviderId, MailEvents | null> = {
  resend: resendEvents,
  postmark: postmarkEvents,
  ses: sesEvents,
  sendgrid: sendgridEvents,
  mailgun: mailgunEvents,
  brevo: brevoEvents,
  // Through a queue of the account: see cloudflare-email.ts.
  "cloudflare-email": null,
  mailpit: null,
};
