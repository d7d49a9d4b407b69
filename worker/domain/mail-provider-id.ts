/** The HTTP mail APIs that can carry a store's mail. Each has one file in worker/mail-providers/. */
export const mailProviderIds = [
  "resend",
  "postmark",
  "ses",
  "sendgrid",
  "mailgun",
  "brevo",
  "cloudflare-email",
  "mailpit",
] as const;

export type MailProviderId = (typeof mailProviderIds)[number];
