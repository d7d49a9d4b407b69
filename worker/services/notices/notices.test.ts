import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, linkIn, shopperWhoLeft, tokenIn } from "../../testing/shoppers.ts";
import { tables, testSender, World } from "../../testing/world.ts";
import { storeSettings } from "../../wire/store-settings.ts";
import { removeExpired } from "../retention/remove-expired.ts";
import { keepSecret } from "../stores/store-secrets.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { noteNotice } from "./note-notice.ts";
import { signNotice } from "./sign-notice.ts";

const hour = 60;
const day = 24 * hour;
const ms = 60_000;
const secret = `whsec_${btoa("what the merchant and we know..")}`;
const webhook = { url: "https://hooks.merchant.example/cartwright" };

interface Call {
  url: string;
  headers: Headers;
  body: string;
  redirect: string;
}

/** A world whose merchant has a webhook, and what came to it. `answer` is what it answers. */
async function merchant(notices: Record<string, unknown> = { webhook }, more: Record<string, unknown> = {}) {
  const world = await World.create({ settings: { notices, ...more } });
  const calls: Call[] = [];
  const server = { answer: async (): Promise<Response> => new Response(null, { status: 204 }) };
  world.elsewhere = async (request) => {
    const { url, headers, redirect } = request;
    calls.push({ url, headers, redirect, body: await request.text() });
    return server.answer();
  };
  const storeId = await storeIdOf(world);
  await keepSecret(world.context(), storeId, "notices", secret);
  return { world, ctx: world.context(), calls, server, storeId };
}

async function storeIdOf(world: World): Promise<string> {
  const id = await env.DB.prepare("SELECT store_id FROM store_hostnames WHERE hostname = ?")
    .bind(world.hostname)
    .first<string>("store_id");
  return id ?? "";
}

async function kept(columns = "kind, status, reason") {
  const { results } = await env.DB.prepare(`SELECT ${columns} FROM notices ORDER BY created_at, kind`).all();
  return results;
}

/** Opens the link in their first mail on their phone, presses the button there, and buys. */
async function comeBack(world: World, email: string): Promise<void> {
  const link = linkIn(world.resend.accepted.find(({ to }) => to.includes(email))?.text);
  const phone = world.device();
  await phone.get(link);
  await phone.post("/_cw/resume", { token: tokenIn(link), language: "en" });
  await buy(phone, email);
}

const note = (storeId: string, key = "1") =>
  ({ storeId, kind: "pool.low", key, data: { incentive: "welcome", left: 3 } }) as const;

/** As a receiver checks it, by the specification alone. */
async function isSigned({ headers, body }: Call, with_ = secret): Promise<boolean> {
  const content = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  const bytes = Uint8Array.from(atob(with_.slice(6)), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  for (const one of headers.get("webhook-signature")?.split(" ") ?? []) {
    const mac = Uint8Array.from(atob(one.replace("v1,", "")), (character) => character.charCodeAt(0));
    if (await crypto.subtle.verify("HMAC", key, mac, new TextEncoder().encode(content))) return true;
  }
  return false;
}

describe("a notice to a webhook", () => {
  it("is signed as Standard Webhooks says: its own example comes out to the byte", async () => {
    const headers = await signNotice(
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      1_614_265_330_000,
    );
    expect(headers?.["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("is told once, however often it is noted, queued and delivered, and says what and when", async () => {
    const { world, ctx, calls, storeId } = await merchant();
    await noteNotice(ctx, note(storeId));
    await noteNotice(ctx, note(storeId));
    await world.runCron();
    await world.runCron();
    const bodies = world.queued.splice(0);
    expect(JSON.stringify(bodies)).not.toContain("welcome");
    await world.deliver([...bodies, ...bodies]);
    await world.advance(10);
    expect(calls).toHaveLength(1);
    const [call] = calls as [Call];
    expect(call).toMatchObject({ url: webhook.url, redirect: "manual" });
    expect(await isSigned(call)).toBe(true);
    expect(JSON.parse(call.body)).toEqual({
      type: "pool.low",
      timestamp: "2026-11-23T10:00:00.000Z",
      data: { storeId, incentive: "welcome", left: 3 },
    });
    expect(await kept()).toEqual([{ kind: "pool.low", status: "sent", reason: null }]);
  });

  it("is signed with both secrets while one is being changed, and with none it waits", async () => {
    const { world, ctx, calls, storeId } = await merchant();
    const newer = `whsec_${btoa("a newer one, of the same length.")}`;
    world.now += 1000;
    await keepSecret(ctx, storeId, "notices", newer);
    await noteNotice(ctx, note(storeId));
    await world.advance(1);
    expect(await isSigned(calls[0] as Call)).toBe(true);
    expect(await isSigned(calls[0] as Call, newer)).toBe(true);
    await env.DB.prepare("DELETE FROM store_secrets").run();
    await noteNotice(ctx, note(storeId, "2"));
    await world.advance(3);
    expect(calls).toHaveLength(1);
    expect((await kept())[1]).toMatchObject({ status: "waiting", reason: "the secret notices is not set" });
  });

  it.each([
    ["says it failed", async () => new Response("no", { status: 500 }), "http 500"],
    ["leads elsewhere", async () => Response.redirect("https://10.0.0.1/", 302), "http 302"],
    ["breaks", async () => Promise.reject(new TypeError("refused")), "no answer"],
  ])(
    "is tried again, under the same id, when the server %s, and dropped visibly after a day",
    async (_, answer, reason) => {
      const { world, ctx, calls, server, storeId } = await merchant();
      server.answer = answer;
      await noteNotice(ctx, note(storeId));
      await world.advance(2 * hour, 1);
      expect(calls.length).toBeGreaterThanOrEqual(6);
      expect(calls.length).toBeLessThanOrEqual(8);
      expect(new Set(calls.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
      expect(await kept()).toEqual([{ kind: "pool.low", status: "waiting", reason }]);
      await world.advance(26 * hour, 30);
      expect(await kept()).toEqual([{ kind: "pool.low", status: "dropped", reason }]);
      const tries = calls.length;
      await world.advance(day, 60);
      expect(calls).toHaveLength(tries);
    },
  );

  it("is taken once the server is well again, and dropped at once where it is told to go", async () => {
    const { world, ctx, calls, server, storeId } = await merchant();
    server.answer = async () => new Response(null, { status: 503 });
    await noteNotice(ctx, note(storeId));
    await world.advance(2);
    server.answer = async () => new Response(null, { status: 200 });
    await world.advance(10);
    expect(await kept()).toEqual([{ kind: "pool.low", status: "sent", reason: null }]);
    server.answer = async () => new Response(null, { status: 410 });
    await noteNotice(ctx, note(storeId, "2"));
    const before = calls.length;
    await world.advance(hour, 5);
    expect(calls).toHaveLength(before + 1);
    expect((await kept())[1]).toMatchObject({ status: "dropped", reason: "http 410" });
  });

  it("is written by one consumer alone: one that lost its lease changes nothing", async () => {
    const { world, ctx, server, storeId } = await merchant();
    await noteNotice(ctx, note(storeId));
    const id = await env.DB.prepare("SELECT id FROM notices").first<string>("id");
    let slow = true;
    server.answer = async () => {
      if (slow) {
        slow = false;
        world.now += 3 * ms;
        expect(await deliverNotice(ctx, storeId, id ?? "")).toEqual({ status: "sent" });
      }
      return new Response(null, { status: slow ? 200 : 204 });
    };
    expect(await deliverNotice(ctx, storeId, id ?? "")).toEqual({ status: "not-mine" });
    expect(await kept("status, attempt")).toEqual([{ status: "sent", attempt: 2 }]);
  });

  it("that nobody asked for is kept to be looked up, and nothing of another store is told", async () => {
    const { ctx, world, calls, storeId } = await merchant({
      webhook: { ...webhook, events: ["tracking.lost"] },
    });
    const other = await World.create({ beside: true });
    await noteNotice(ctx, note(storeId));
    await noteNotice(ctx, note(await storeIdOf(other)));
    await world.advance(5);
    expect(calls).toHaveLength(0);
    expect(await kept("status")).toEqual([{ status: "kept" }, { status: "kept" }]);
    const id = await env.DB.prepare("SELECT id FROM notices WHERE store_id = ?")
      .bind(storeId)
      .first<string>("id");
    expect(await deliverNotice(ctx, await storeIdOf(other), id ?? "")).toEqual({ status: "not-mine" });
    world.now += 100 * day * ms;
    await removeExpired(ctx);
    expect(await kept()).toEqual([]);
  });
});

describe("where a webhook may not lead", () => {
  it.each([
    "http://hooks.merchant.example/",
    "https://localhost/",
    "https://hooks.localhost/",
    "https://hooks.localhost./",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://router.home.arpa/",
    "https://user:password@hooks.merchant.example/",
    "https://hooks.merchant.example:8443/",
    "https://intranet/",
    "file:///etc/passwd",
    "not an address",
  ])("%s is refused", (url) => {
    expect(storeSettings.safeParse({ notices: { webhook: { url } } }).success).toBe(false);
  });

  it("leaves the public ones", () => {
    expect(storeSettings.safeParse({ notices: { webhook } }).success).toBe(true);
  });
});

describe("what a merchant is told of", () => {
  const wanted = { webhook: { ...webhook, abandonedFrom: { currency: "GBP", minor: 2000 } } };
  const told = (calls: Call[]) =>
    calls.map(({ body }) => JSON.parse(body) as { type: string; data: unknown });

  it("is a cart that was left, from the value on that they named, once, without whose it is or what is in it", async () => {
    const { world, calls, storeId } = await merchant(wanted);
    const shopper = await shopperWhoLeft(world);
    await world.advance(35);
    const [notice] = told(calls);
    const cart = await env.DB.prepare("SELECT id, total_minor, address_hash FROM carts").first<{
      id: string;
      total_minor: number;
      address_hash: string;
    }>();
    expect(cart?.total_minor).toBeGreaterThanOrEqual(2000);
    expect(notice).toMatchObject({
      type: "cart.abandoned",
      data: {
        storeId,
        cartId: cart?.id,
        value: { minor: cart?.total_minor, currency: "GBP" },
        stage: "cart",
        canBeWrittenTo: true,
      },
    });
    expect(JSON.stringify(calls)).not.toMatch(/example\.com|mug/i);
    expect(JSON.stringify(calls)).not.toContain(cart?.address_hash);
    await shopper.post("/cart/add", { product_id: "107", quantity: "1" });
    await world.advance(35);
    expect(calls).toHaveLength(1);
  });

  it("is no cart below that value, and none at all where no value is named", async () => {
    for (const notices of [
      { webhook: { ...webhook, abandonedFrom: { currency: "GBP", minor: 9_000_000 } } },
      { webhook },
    ]) {
      const { world, calls } = await merchant(notices);
      await shopperWhoLeft(world);
      await world.advance(35);
      expect(calls).toHaveLength(0);
    }
  });

  it("is an order that a message brought back, once, and none that came by itself", async () => {
    const { world, calls, storeId } = await merchant();
    await shopperWhoLeft(world);
    await world.advance(95);
    await comeBack(world, "ada@example.com");
    await world.advance(5);
    const order = await env.DB.prepare("SELECT * FROM orders").first<Record<string, unknown>>();
    expect(order?.message_id).toBeTruthy();
    expect(told(calls)).toEqual([
      {
        type: "cart.recovered",
        timestamp: expect.any(String),
        data: {
          storeId,
          orderId: order?.id,
          orderNumber: order?.number,
          cartId: order?.cart_id,
          messageId: order?.message_id,
          value: { minor: order?.total_minor, currency: order?.currency },
        },
      },
    ]);
    const stranger = world.device();
    await stranger.post("/cart/add", { product_id: "107", quantity: "1" });
    await buy(stranger, "other@example.com");
    await world.advance(5);
    expect(calls).toHaveLength(1);
  });

  it("is no order of a shopper whose link was merely opened", async () => {
    const { world, calls } = await merchant();
    const shopper = await shopperWhoLeft(world);
    await world.advance(95);
    await shopper.get(linkIn(world.resend.accepted[0]?.text));
    await buy(shopper);
    await world.advance(5);
    expect(calls).toHaveLength(0);
    expect(await env.DB.prepare("SELECT message_id FROM orders").first("message_id")).toBeNull();
  });

  it("is an account that takes nothing, once a day", async () => {
    const { world, calls } = await merchant();
    for (const name of ["a", "b", "c"]) await shopperWhoLeft(world, `${name}@example.com`);
    world.resend.mood = "refuses-account";
    await world.advance(6 * hour, 10);
    expect(told(calls).map(({ type }) => type)).toEqual(["provider.paused"]);
    expect(told(calls)[0]?.data).toMatchObject({ provider: "resend" });
  });

  it("is outcomes that nobody knows, once an hour", async () => {
    const { world, calls } = await merchant(undefined, { mailProvider: "mailpit" });
    world.env = { ...world.env, MAILPIT_URL: "http://mailpit.localhost" } as never;
    for (const name of ["a", "b"]) await shopperWhoLeft(world, `${name}@example.com`);
    const taken = world.mailpit;
    taken.push = () => {
      throw new TypeError("connection broke");
    };
    await world.advance(100, 5);
    const unknown = await env.DB.prepare(
      "SELECT count(*) AS n FROM recovery_messages WHERE status = 'unknown'",
    ).first("n");
    expect(unknown).toBe(2);
    expect(told(calls)).toMatchObject([
      { type: "messages.unknown", data: { messageId: expect.any(String) } },
    ]);
  });

  it("is orders that are no longer seen, and that they are seen again", async () => {
    const { world, calls, storeId } = await merchant();
    const insert = env.DB.prepare("INSERT INTO orders (id, store_id, number, placed_at) VALUES (?, ?, ?, ?)");
    await env.DB.batch(
      Array.from({ length: 120 }, (_, at) =>
        insert.bind(`o${at}`, storeId, `old-${at}`, world.now - (3 + at / 4) * day * ms),
      ),
    );
    for (let one = 0; one < 6; one++) await shopperWhoLeft(world, `shopper-${one}@example.com`);
    await world.advance(3 * hour);
    expect(told(calls).map(({ type }) => type)).toEqual(["tracking.lost"]);
    const buyer = world.device();
    await buyer.post("/cart/add", { product_id: "107", quantity: "1" });
    await buy(buyer, "someone-else@example.com");
    await world.advance(2 * hour);
    expect(told(calls).map(({ type }) => type)).toEqual(["tracking.lost", "tracking.found"]);
  });
});

describe("the daily digest", () => {
  const digest = { digest: { to: "merchant@saltmarsh.example", hour: 8 } };
  const mails = (world: World) =>
    world.resend.accepted.filter(({ to }) => to.includes("merchant@saltmarsh.example"));

  it("goes out once a day at its hour where the shop is, however many crons and consumers run, in plain words", async () => {
    const { world } = await merchant(digest, { language: "pl", timezone: "Europe/Warsaw" });
    await shopperWhoLeft(world);
    await shopperWhoLeft(world, "b@example.com");
    await world.advance(95, 5);
    await comeBack(world, "ada@example.com");
    const before = world.resend.accepted.length;
    expect(mails(world)).toHaveLength(0);
    // 08:02 in Warsaw is 07:02 UTC.
    world.now = Date.parse("2026-11-24T06:47:00Z");
    await world.runCron();
    expect(await kept()).toEqual([]);
    world.now = Date.parse("2026-11-24T07:02:00Z");
    await Promise.all([world.runCron(), world.runCron(), world.runCron()]);
    const bodies = world.queued.splice(0).filter(({ kind }) => kind === "notice");
    await Promise.all([world.deliver(bodies), world.deliver(bodies)]);
    for (let quarter = 0; quarter < 12; quarter++) {
      world.now += 15 * ms;
      await world.runCron();
      await world.deliver();
    }
    const [mail, ...more] = mails(world);
    expect(more).toEqual([]);
    expect(world.resend.accepted.length - before - 1).toBeLessThanOrEqual(1);
    expect(mail?.subject).toContain("poniedziałek, 23 listopada 2026");
    expect(mail?.text).toMatch(/Koszyki porzucone i wciąż porzucone: 1 \(o wartości [\d,\s]+£\)/);
    expect(mail?.text).toMatch(/Wiadomości do wysłania tego dnia: 2/);
    expect(mail?.text).toMatch(/Zamówienia po wiadomości: 1 \(/);
    expect(mail?.html).toContain('lang="pl"');
    expect(mail?.text).not.toMatch(/ada@|b@example/);
  });

  it("is not sent where there is nothing to say, and says what is to be done where there is only that", async () => {
    const { world, ctx, storeId } = await merchant(digest);
    world.now = Date.parse("2026-11-24T08:02:00Z");
    await world.advance(30);
    expect(await kept()).toEqual([{ kind: "digest", status: "kept", reason: null }]);
    await noteNotice(ctx, note(storeId));
    world.now = Date.parse("2026-11-25T08:01:00Z");
    await world.advance(3);
    expect(mails(world)).toHaveLength(1);
    expect(mails(world)[0]?.text).toContain("A pool of coupon codes is running low.");
    world.now = Date.parse("2026-11-26T08:01:00Z");
    await world.advance(30);
    expect(mails(world)).toHaveLength(1);
  });

  it("is not sent a second time when nobody knows whether it was, and waits while the account takes nothing", async () => {
    const { world, ctx, storeId } = await merchant(digest);
    await noteNotice(ctx, note(storeId));
    world.now = Date.parse("2026-11-24T08:01:00Z");
    world.resend.mood = "fails";
    await world.advance(5);
    expect((await kept())[1]).toMatchObject({ status: "unknown" });
    await noteNotice(ctx, note(storeId, "2"));
    world.resend.mood = "throttles";
    world.now = Date.parse("2026-11-25T08:01:00Z");
    await world.advance(3);
    expect((await kept()).at(-1)).toMatchObject({ kind: "digest", status: "waiting" });
    world.resend.mood = "well";
    await world.advance(30);
    expect(mails(world)).toHaveLength(1);
  });

  it("is of its own store alone", async () => {
    const { world } = await merchant(digest);
    const other = await World.create({ beside: true, settings: { sender: testSender } });
    await shopperWhoLeft(other);
    await other.advance(35);
    world.now = Date.parse("2026-11-24T08:01:00Z");
    await world.advance(3);
    expect(mails(world)).toHaveLength(0);
  });
});

it("nothing of what is kept to be told holds an address", async () => {
  expect(tables).toContain("notices");
  const { world } = await merchant({ webhook: { ...webhook, abandonedFrom: { currency: "GBP", minor: 0 } } });
  await shopperWhoLeft(world, "canary.ada@example.com");
  await world.advance(95, 5);
  const dump = JSON.stringify(await kept("*"));
  expect(dump).toContain("cart.abandoned");
  expect(dump + world.logged.join()).not.toContain("canary");
});
