import { env } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effects } from "../../domain/delivery-event.ts";
import type { MailProviderId } from "../../domain/mail-provider-id.ts";
import { suppressAddress } from "../../services/contacts/suppress-address.ts";
import { applyDeliveryEvents } from "../../services/recovery/apply-delivery-events.ts";
import { findStore } from "../../services/stores/find-store.ts";
import { forgetSecrets, keepSecret } from "../../services/stores/store-secrets.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { askForCart, fillCart, shopperWhoLeft } from "../../testing/shoppers.ts";
import {
  eventDialects,
  type SignedCall,
  signSns,
  snsTopic,
  type ToldMail,
} from "../../testing/signed-events.ts";
import { snsCertificate } from "../../testing/sns-key.fixture.ts";
import { World, type WorldOptions } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";

const hour = 60;
const providers = Object.keys(eventDialects) as (keyof typeof eventDialects)[];

const dialectOf = (provider: MailProviderId) => {
  const dialect = eventDialects[provider];
  if (!dialect) throw new Error(`no events of ${provider}`);
  return dialect;
};

async function openWorld(options: WorldOptions = {}) {
  const world = await World.create(options);
  world.elsewhere = async (request) => {
    if (request.url.endsWith(".pem")) return new Response(snsCertificate);
    throw new Error(`nothing answers at ${request.url}`);
  };
  const ctx = world.context();
  const store = await findStore(ctx, world.hostname);
  if (store === null || store === "unknown") throw new Error("no store");
  for (const provider of providers) {
    await keepSecret(ctx, store.id, `mail:${provider}`, dialectOf(provider).secret);
  }
  const post = (provider: string, { headers, body }: SignedCall) =>
    world.handle(
      new Request(`https://${world.hostname}${paths.mailHooks(provider)}`, { method: "POST", headers, body }),
    );
  let events = 0;
  const tell = async (provider: MailProviderId, kind: ToldMail["kind"], more: Partial<ToldMail> = {}) => {
    const messageId = more.messageId ?? (await firstMessage()).id;
    const told = { messageId, providerMessageId: "p", id: `event-${++events}`, at: world.now, ...more, kind };
    const dialect = dialectOf(provider);
    return post(provider, await dialect.sign(dialect.word(told), told.id, world.now));
  };
  return { world, ctx, store, post, tell };
}

async function openWorldWithMail(options: WorldOptions = {}) {
  const opened = await openWorld(options);
  await shopperWhoLeft(opened.world);
  await opened.world.advance(2 * hour, 10);
  expect(opened.world.resend.accepted).toHaveLength(1);
  return opened;
}

async function firstMessage() {
  const row = await env.DB.prepare("SELECT * FROM recovery_messages ORDER BY step").first<{
    id: string;
    status: string;
    reason: string | null;
    accepted_at: number | null;
    address_hash: string;
  }>();
  if (!row) throw new Error("no message");
  return row;
}

const statuses = async () =>
  (await env.DB.prepare("SELECT status FROM recovery_messages ORDER BY step").all()).results.map(
    ({ status }) => status,
  );
const rows = async (table: string) =>
  (await env.DB.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>()).results;

describe("what a mail provider tells", () => {
  it.each(providers)(
    "of a delivery, a bounce and a complaint is believed of %s, and of the shop's own provider alone",
    async (provider) => {
      const { world, tell } = await openWorldWithMail();
      expect((await tell(provider, "delivered")).status).toBe(200);
      expect(await statuses()).toEqual(["delivered", "scheduled", "scheduled"]);
      expect((await tell(provider, "bounced")).status).toBe(200);
      expect(await statuses()).toEqual(["bounced", "cancelled", "cancelled"]);
      expect(await rows("suppressions")).toMatchObject([{ reason: "bounced", channel: "email" }]);
      expect((await tell(provider, "complained")).status).toBe(200);
      expect((await firstMessage()).status).toBe("complained");
      await world.advance(5 * 24 * hour, 60);
      expect(world.resend.calls).toHaveLength(1);
      expect(world.logged.join()).not.toContain("ada@");
    },
  );

  it("of a soft bounce stops nothing, and a delivery after it counts", async () => {
    const { world, tell } = await openWorldWithMail();
    await tell("resend", "soft-bounced");
    expect(await firstMessage()).toMatchObject({ status: "bounced", reason: "General" });
    await tell("resend", "delivered");
    expect(await statuses()).toEqual(["delivered", "scheduled", "scheduled"]);
    await world.advance(24 * hour, 10);
    expect(world.resend.accepted).toHaveLength(2);
  });

  it("of an open is kept, and steers nothing", async () => {
    const { tell } = await openWorldWithMail();
    const before = await firstMessage();
    await tell("sendgrid", "opened");
    expect(await firstMessage()).toEqual(before);
    expect(await rows("delivery_events")).toMatchObject([{ kind: "opened", message_id: before.id }]);
  });

  it("counts once, however often and however late it is told", async () => {
    const { world, tell } = await openWorldWithMail();
    for (let times = 0; times < 3; times++) await tell("mailgun", "delivered", { id: "token-1" });
    world.now += 3 * hour * 60_000;
    const state = await firstMessage();
    await tell("mailgun", "delivered", { id: "token-1" });
    expect(await rows("delivery_events")).toHaveLength(1);
    expect(await firstMessage()).toEqual(state);
  });

  it("under a token that was used says nothing else, which Mailgun's signature would not tell", async () => {
    const { tell } = await openWorldWithMail();
    await tell("mailgun", "delivered", { id: "token-1" });
    expect((await tell("mailgun", "complained", { id: "token-1" })).status).toBe(200);
    expect((await firstMessage()).status).toBe("delivered");
    expect(await rows("suppressions")).toEqual([]);
  });

  it("of many messages is taken in one call", async () => {
    const { post, world, ctx } = await openWorldWithMail();
    const { id } = await firstMessage();
    const dialect = dialectOf("sendgrid");
    const content = Array.from({ length: 1200 }, (_, index) => {
      const told = { kind: "opened", messageId: id, providerMessageId: "p", id: `e-${index}`, at: world.now };
      return (dialect.word(told as ToldMail) as unknown[])[0];
    });
    expect((await post("sendgrid", await dialect.sign(content, "", ctx.now()))).status).toBe(200);
    expect(await rows("delivery_events")).toHaveLength(1200);
  });

  it("is found by the provider's id where ours did not come back", async () => {
    const { world, tell } = await openWorldWithMail();
    const providerMessageId = world.resend.accepted[0]?.id ?? "";
    await tell("resend", "delivered", { messageId: "not-an-id", providerMessageId });
    expect((await firstMessage()).status).toBe("delivered");
    await tell("postmark", "complained", { messageId: "not-an-id", providerMessageId });
    expect((await firstMessage()).status).toBe("delivered");
  });

  it("of a mail that is not ours, or of another store's, leaves nothing behind", async () => {
    const { tell } = await openWorldWithMail();
    const before = await firstMessage();
    const other = await openWorld({ beside: true });
    expect((await other.tell("brevo", "complained", { messageId: before.id })).status).toBe(200);
    expect(
      (await tell("brevo", "complained", { messageId: "message_00000000000000000000000000" })).status,
    ).toBe(200);
    expect(await firstMessage()).toEqual(before);
    expect(await rows("delivery_events")).toEqual([]);
    expect(await rows("suppressions")).toEqual([]);
  });

  it("does not let anybody be written to again", async () => {
    const { tell } = await openWorldWithMail();
    await tell("postmark", "unsubscribed");
    for (const kind of ["delivered", "opened", "accepted"] as const) await tell("postmark", kind);
    expect(await rows("suppressions")).toMatchObject([{ reason: "unsubscribed" }]);
    expect((await firstMessage()).status).toBe("delivered");
  });
});

describe("an uncertain outcome", () => {
  it("is certain once the provider tells of the message, and no second mail goes out", async () => {
    const { world, tell } = await openWorld({
      settings: { mailProvider: "mailpit" },
      env: { MAILPIT_URL: "http://mailpit.localhost" } as never,
    });
    await shopperWhoLeft(world);
    await world.advance(80, 10);
    await env.DB.prepare(
      "UPDATE recovery_messages SET status = 'unknown', sending_at = 5, reason = 'no answer in time' WHERE step = 1",
    ).run();
    await tell("sendgrid", "accepted");
    expect(await firstMessage()).toMatchObject({ status: "accepted", reason: null, accepted_at: 5 });
    await world.advance(2 * hour, 10);
    expect(world.mailpit).toHaveLength(0);
  });

  it("is not tried again when the word comes while the message waits to be", async () => {
    const { world, tell } = await openWorld();
    await shopperWhoLeft(world);
    world.resend.mood = "accepts-then-breaks";
    await world.advance(90);
    expect(await statuses()).toEqual(["sending", "scheduled", "scheduled"]);
    await tell("resend", "delivered");
    world.resend.mood = "well";
    await world.advance(hour, 5);
    expect(world.resend.calls).toHaveLength(1);
    expect((await firstMessage()).status).toBe("delivered");
  });

  it("is settled by the word that overtakes the answer to our own call", async () => {
    const d1 = new BreakableDatabase(env.DB);
    const { world, tell } = await openWorld({ env: { DB: d1.binding } });
    await shopperWhoLeft(world);
    await world.advance(80, 10);
    let wasTold = false;
    d1.meanwhile = async (sql) => {
      if (wasTold || !/update "send_attempts"/i.test(sql)) return;
      wasTold = true;
      await tell("resend", "delivered");
    };
    await world.advance(20);
    expect(wasTold).toBe(true);
    expect((await firstMessage()).status).toBe("delivered");
    expect(world.resend.calls).toHaveLength(1);
  });
});

describe("events in every order, any number of times", () => {
  const kinds = [
    "accepted",
    "delivered",
    "soft-bounced",
    "bounced",
    "complained",
    "opened",
    "failed",
  ] as const;
  const told = fc.uniqueArray(
    fc.record({ kind: fc.constantFrom(...kinds), at: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 1, maxLength: 5, selector: ({ kind, at }) => `${kind}-${at}` },
  );
  const orders = told.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
    ),
  );

  it("bring a message to one and the same state (100 runs)", async () => {
    const { ctx, store } = await openWorldWithMail();
    const { id: messageId } = await firstMessage();
    const state = async (events: { kind: ToldMail["kind"]; at: number }[]) => {
      await env.DB.batch([
        env.DB.prepare("DELETE FROM delivery_events"),
        env.DB.prepare("DELETE FROM suppressions"),
        env.DB.prepare("UPDATE recovery_messages SET status = 'accepted', reason = NULL WHERE step = 1"),
        env.DB.prepare("UPDATE recovery_messages SET status = 'scheduled', reason = NULL WHERE step > 1"),
      ]);
      for (const { kind, at } of events) {
        const event = {
          id: `${kind}-${at}`,
          kind,
          messageId,
          providerMessageId: null,
          reason: `${kind}-${at}`,
          at,
        };
        await applyDeliveryEvents(ctx, store.id, "brevo", [event]);
      }
      const { status, reason } = await firstMessage();
      const suppressed = (await rows("suppressions")).map(({ address_hash }) => address_hash);
      return { status, reason, suppressed, others: (await statuses()).slice(1) };
    };
    await fc.assert(
      fc.asyncProperty(orders, async ([events, shuffled]) => {
        const inOrder = await state(events);
        expect(await state(shuffled)).toEqual(inOrder);
        const highest = events.reduce((a, b) => (effects[b.kind].rank > effects[a.kind].rank ? b : a));
        expect(inOrder.status).toBe(effects[highest.kind].status ?? "accepted");
      }),
      { numRuns: 100 },
    );
  });
});

describe("a call that cannot prove where it comes from", () => {
  it.each(providers)("is refused without a word more, as %s", async (provider) => {
    const { world, store, ctx, post } = await openWorldWithMail();
    const dialect = dialectOf(provider);
    const { id } = await firstMessage();
    const told: ToldMail = {
      kind: "complained",
      messageId: id,
      providerMessageId: "p",
      id: "e",
      at: world.now,
    };
    const wrong = provider === "resend" ? `whsec_${btoa("wrong")}` : "wrong";
    const forged = await post(provider, await dialect.sign(dialect.word(told), "e", world.now, wrong));
    await forgetSecrets(ctx, store.id, `mail:${provider}`);
    const withoutSecret = await post(provider, await dialect.sign(dialect.word(told), "e", world.now));
    expect([forged.status, withoutSecret.status]).toEqual([401, 401]);
    expect(await forged.text()).toBe(await withoutSecret.text());
    expect(await rows("delivery_events")).toEqual([]);
    expect((await firstMessage()).status).toBe("accepted");
  });

  it("is refused with the secret of another store", async () => {
    const { world, store, ctx, tell } = await openWorldWithMail();
    for (const secret of ["only-ours", "only-ours-too"]) {
      world.now += 1000;
      await keepSecret(ctx, store.id, "mail:postmark", secret);
    }
    expect((await tell("postmark", "delivered")).status).toBe(401);
    expect(world.logged.join()).not.toContain("only-ours");
  });
});

describe("the address that events are posted to", () => {
  it("answers a look without changing anything, and knows no provider that is none", async () => {
    const { world } = await openWorld();
    const ask = (method: string, provider: string) =>
      world.handle(new Request(`https://${world.hostname}${paths.mailHooks(provider)}`, { method }));
    expect((await ask("GET", "resend")).status).toBe(200);
    expect((await ask("HEAD", "resend")).status).toBe(200);
    for (const provider of ["cloudflare-email", "mailpit", "nobody", "__proto__", "toString"]) {
      expect((await ask("POST", provider)).status).toBe(404);
    }
  });

  it("takes no more than a megabyte, whatever its length says", async () => {
    const { post } = await openWorld();
    const body = new Uint8Array(1024 * 1024 + 1);
    expect((await post("resend", { headers: new Headers(), body })).status).toBe(413);
  });

  it("says that what is proven was not understood", async () => {
    const { world, post } = await openWorld();
    const call = await dialectOf("resend").sign({ nothing: "here" }, "e", world.now);
    expect((await post("resend", call)).status).toBe(400);
  });

  it("is answered only once the events are kept: a database that fails lets them come again", async () => {
    const d1 = new BreakableDatabase(env.DB);
    const { tell } = await openWorldWithMail({ env: { DB: d1.binding } });
    d1.breaks = (sql) => /delivery_events/.test(sql);
    expect((await tell("resend", "bounced", { id: "e" })).status).toBe(500);
    d1.breaks = () => false;
    expect((await tell("resend", "bounced", { id: "e" })).status).toBe(200);
    expect((await firstMessage()).status).toBe("bounced");
  });

  it("confirms a subscription to the merchant's own topic, at Amazon's, once asked", async () => {
    const { world, post } = await openWorld();
    const asked: string[] = [];
    world.elsewhere = async (request) => {
      asked.push(request.url);
      return new Response(request.url.endsWith(".pem") ? snsCertificate : "<ConfirmSubscriptionResponse/>");
    };
    const subscription = {
      Type: "SubscriptionConfirmation",
      MessageId: "m",
      Token: "t",
      TopicArn: snsTopic,
      Message: "x",
      SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t",
      Timestamp: new Date(world.now).toISOString(),
    };
    expect((await post("ses", await signSns(subscription))).status).toBe(200);
    expect(asked.filter((url) => !url.endsWith(".pem"))).toEqual([subscription.SubscribeURL]);
    const other = { ...subscription, TopicArn: `${snsTopic}-of-somebody` };
    expect((await post("ses", await signSns(other))).status).toBe(401);
    expect(asked.filter((url) => !url.endsWith(".pem"))).toHaveLength(1);
  });
});

describe("a mail that somebody asked for", () => {
  it.each(["bounced", "complained"] as const)(
    "and that %s is the last to that address, whoever asks",
    async (kind) => {
      const { world, tell } = await openWorld();
      const shopper = world.device();
      await fillCart(shopper);
      await askForCart(shopper);
      await world.deliver();
      const { id, attempt } = (await env.DB.prepare("SELECT id, attempt FROM cart_mails").first()) as {
        id: string;
        attempt: number;
      };
      // Resend brings our own id back.
      expect((await tell("resend", kind, { messageId: `${id}-${attempt}` })).status).toBe(200);
      world.now += 2 * 3_600_000;
      await askForCart(shopper);
      await world.deliver();
      expect(world.resend.accepted).toHaveLength(1);
    },
  );

  it("is kept back from an address that unsubscribed and later complained", async () => {
    const { world, ctx, store, tell } = await openWorldWithMail();
    const addressHash = await ctx.keys.hashAddress(store.id, "ada@example.com");
    await suppressAddress(ctx, { storeId: store.id, addressHash, reason: "unsubscribed", at: world.now });
    await tell("resend", "complained");
    expect(await env.DB.prepare("SELECT reason FROM suppressions").first("reason")).toBe("complained");
    await suppressAddress(ctx, { storeId: store.id, addressHash, reason: "unsubscribed", at: world.now });
    expect(await env.DB.prepare("SELECT reason FROM suppressions").first("reason")).toBe("complained");
  });
});
