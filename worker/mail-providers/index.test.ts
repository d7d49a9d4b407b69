import { describe, expect, it } from "vitest";
import { mailProviderIds } from "../domain/mail-provider-id.ts";
import { mailEvents, mailProvider, type ProviderSettings } from "./index.ts";

const settings: ProviderSettings = {
  RESEND_API_KEY: "x",
  POSTMARK_SERVER_TOKEN: "x",
  SES_ACCESS_KEY_ID: "x",
  SES_SECRET_ACCESS_KEY: "x",
  SES_REGION: "eu-west-1",
  SENDGRID_API_KEY: "x",
  SENDGRID_REGION: "eu",
  MAILGUN_API_KEY: "x",
  MAILGUN_REGION: "eu",
  BREVO_API_KEY: "x",
  CLOUDFLARE_EMAIL_ACCOUNT_ID: "x",
  CLOUDFLARE_EMAIL_API_TOKEN: "x",
  MAILPIT_URL: "http://mailpit.localhost",
};

describe.each(mailProviderIds)("the provider %s", (id) => {
  it("is made of its own settings, under its own name", () => {
    expect(mailProvider(id, settings)).toMatchObject({ id });
    expect([id, undefined]).toContain(mailEvents[id]?.id);
  });

  it("names the setting that is missing, each of them in its turn", () => {
    const given: Record<string, string> = {};
    for (;;) {
      const made = mailProvider(id, given);
      if (!("missing" in made)) break;
      expect(given[made.missing]).toBeUndefined();
      given[made.missing] = settings[made.missing as keyof ProviderSettings] ?? "";
    }
    expect(Object.keys(given).length).toBeGreaterThan(0);
  });

  it("brings our id back wherever it tells anything", () => {
    const provider = mailProvider(id, settings);
    if ("missing" in provider) throw new Error(provider.missing);
    expect(provider.returnsOurId).toBe(mailEvents[id] !== null);
  });
});

describe("what providers can do", () => {
  it("is said as data: only two know keys", () => {
    const made = mailProviderIds.map((id) => mailProvider(id, settings));
    const withKeys = made.filter((one) => !("missing" in one) && one.idempotencyWindow !== null);
    expect(withKeys).toMatchObject([{ id: "resend" }, { id: "brevo" }]);
  });
});
