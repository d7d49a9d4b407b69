import type { MailProviderId } from "../domain/mail-provider-id.ts";
import type { MailProvider } from "./contract.ts";
import { mailpit } from "./mailpit.ts";
import { resend } from "./resend.ts";

/** The secrets and vars that providers need; each only its own. */
export interface ProviderSettings {
  RESEND_API_KEY?: string | undefined;
  MAILPIT_URL?: string | undefined;
}

/** The provider a store chose, or the name of the setting that is missing for it. */
export function mailProvider(
  id: MailProviderId,
  settings: ProviderSettings,
): MailProvider | { missing: string } {
  const { RESEND_API_KEY, MAILPIT_URL } = settings;
  if (id === "mailpit") return MAILPIT_URL ? mailpit(MAILPIT_URL) : { missing: "MAILPIT_URL" };
  return RESEND_API_KEY ? resend(RESEND_API_KEY) : { missing: "RESEND_API_KEY" };
}
