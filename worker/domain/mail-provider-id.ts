/** The HTTP mail APIs that can carry a store's mail. Each has one file in worker/mail-providers/. */
export const mailProviderIds = ["resend", "mailpit"] as const;

export type MailProviderId = (typeof mailProviderIds)[number];
