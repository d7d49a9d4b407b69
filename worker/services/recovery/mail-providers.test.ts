import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { MailProviderId } from "../../domain/mail-provider-id.ts";
import { createFakeMailApi, type FakeMailApi } from "../../testing/fake-mail-api.ts";
import { mailDialects } from "../../testing/mail-dialects.ts";
import { shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { deliverMessage } from "./deliver-message.ts";

const keys = {
  POSTMARK_SERVER_TOKEN: "pm_test",
  SES_ACCESS_KEY_ID: "AKIATEST",
  SES_SECRET_ACCESS_KEY: "secret",
  SES_REGION: "eu-west-1",
  SENDGRID_API_KEY: "sg_test",
  MAILGUN_API_KEY: "mg_test",
  BREVO_API_KEY: "bv_test",
  CLOUDFLARE_EMAIL_ACCOUNT_ID: "acc",
  CLOUDFLARE_EMAIL_API_TOKEN: "cf_test",
};
const others = (Object.keys(mailDialects) as MailProviderId[]).filter((id) => id !== "resend");

async function openWorld(
  provider: MailProviderId,
  env: Record<string, string | undefined> = keys,
): Promise<{ world: World; api: FakeMailApi }> {
  const dialect = mailDialects[provider];
  if (!dialect) throw new Error(`no fake of ${provider}`);
  const world = await World.create({ settings: { mailProvider: provider }, env: env as never });
  const api = createFakeMailApi(dialect);
  world.elsewhere = (request) => {
    if (new URL(request.url).host !== dialect.host) throw new Error(`called ${request.url}`);
    api.now = world.now;
    return api.fetch(request);
  };
  return { world, api };
}

const messages = async () =>
  (await env.DB.prepare("SELECT status, reason, attempt FROM recovery_messages ORDER BY step").all()).results;
const pauses = async () => (await env.DB.prepare("SELECT * FROM provider_pauses").all()).results;

describe.each(others)("a store that sends by %s", (provider) => {
  it("sends the sequence's mails, each once, each with our id", async () => {
    const { world, api } = await openWorld(provider);
    await shopperWhoLeft(world);
    await world.advance(5 * 24 * 60, 60);
    expect(api.accepted).toHaveLength(3);
    expect(api.calls).toHaveLength(3);
    const { results } = await env.DB.prepare("SELECT id FROM recovery_messages ORDER BY step").all();
    expect(api.accepted.map(({ tag }) => tag)).toEqual(results.map(({ id }) => id));
    expect(api.accepted[0]?.headers["List-Unsubscribe"]).toMatch(/^<https:.*\/_cw\/u\/v1\./);
  });

  it("asks an account that takes nothing once an hour and not for each message, and loses none", async () => {
    const { world, api } = await openWorld(provider);
    for (const name of ["ada", "bob", "eve"]) await shopperWhoLeft(world, `${name}@example.com`);
    api.mood = "refuses-account";
    await world.advance(85, 5);
    expect(api.calls).toHaveLength(0);
    await world.advance(60, 5);
    expect(api.calls).toHaveLength(1);
    expect(await pauses()).toMatchObject([{ provider, until: expect.any(Number) }]);
    api.mood = "well";
    await world.advance(3 * 60, 5);
    expect(new Set(api.accepted.map(({ to }) => to[0]))).toEqual(
      new Set(["ada@example.com", "bob@example.com", "eve@example.com"]),
    );
    expect(await pauses()).toEqual([]);
  });

  it("waits as long as it was told when it was too fast", async () => {
    const { world, api } = await openWorld(provider);
    await shopperWhoLeft(world);
    api.mood = "throttles";
    await world.advance(90, 5);
    const [first] = await messages();
    expect(first).toMatchObject({ status: "scheduled" });
    const { due } = (await env.DB.prepare(
      "SELECT due_at AS due FROM recovery_messages ORDER BY step",
    ).first()) as {
      due: number;
    };
    expect(due - world.now).toBe(30_000);
    api.mood = "well";
    await world.advance(5);
    expect(api.accepted).toHaveLength(1);
  });

  it("does not send twice what may have been taken", async () => {
    const { world, api } = await openWorld(provider);
    await shopperWhoLeft(world);
    api.mood = "accepts-then-breaks";
    await world.advance(95, 5);
    api.mood = "well";
    await world.advance(12 * 60, 30);
    expect(api.accepted).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: "unknown" });
  });

  it("writes no more to an address that the provider refuses", async () => {
    const { world, api } = await openWorld(provider);
    const refusesAddresses = mailDialects[provider]?.answers["refuses-address"] !== undefined;
    await shopperWhoLeft(world);
    api.mood = refusesAddresses ? "refuses-address" : "refuses";
    await world.advance(4 * 24 * 60, 60);
    expect((await messages())[0]).toMatchObject({ status: "failed" });
    // Where the provider names no such refusal, each message is refused for itself.
    expect(api.calls).toHaveLength(refusesAddresses ? 1 : 3);
    const { results } = await env.DB.prepare("SELECT reason FROM suppressions").all();
    expect(results).toEqual(refusesAddresses ? [{ reason: "refused" }] : []);
  });

  it("says which key is missing, and sends once it is there", async () => {
    const { world, api } = await openWorld(provider, {});
    await shopperWhoLeft(world);
    await world.advance(95, 5);
    expect((await messages())[0]?.reason).toMatch(/^[A-Z_]+ is not set$/);
    expect(await pauses()).toHaveLength(1);
    world.env = { ...world.env, ...keys } as Env;
    await world.advance(70, 5);
    expect(api.accepted).toHaveLength(1);
  });
});

describe("a provider's limit", () => {
  it("is waited for before the last look at the database, not after it", async () => {
    const { world, api } = await openWorld("ses");
    await shopperWhoLeft(world);
    await world.advance(85, 5);
    world.now += 5 * 60_000;
    await world.runCron();
    const [due] = world.queued.splice(0);
    if (due?.kind !== "deliver") throw new Error("nothing was due");
    const paced: unknown[] = [];
    const ctx = world.context();
    const pace = async (...turn: unknown[]) => {
      const { status } = (await messages())[0] ?? {};
      paced.push([...turn, status]);
    };
    await deliverMessage(Object.assign(ctx, { pace }), due.storeId, due.messageId);
    expect(paced).toEqual([["ses", 1, "claimed"]]);
    expect(api.accepted).toHaveLength(1);
  });
});
