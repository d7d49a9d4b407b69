import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import {
  buy,
  fillCart,
  leaveAddress,
  salt,
  shopperWhoLeft,
  unsubscribeLinkIn,
} from "../../testing/shoppers.ts";
import { tables, World, type WorldOptions } from "../../testing/world.ts";
import { deliverMessage } from "./deliver-message.ts";

const hour = 60;
const day = 24 * hour;

async function messages(columns = "step, status, reason") {
  const { results } = await env.DB.prepare(`SELECT ${columns} FROM recovery_messages ORDER BY step`).all();
  return results;
}

async function worldWithD1(options: WorldOptions = {}): Promise<{ world: World; d1: BreakableDatabase }> {
  const d1 = new BreakableDatabase(env.DB);
  const world = await World.create({ ...options, env: { ...options.env, DB: d1.binding } });
  return { world, d1 };
}

const isRecord = (sql: string) => /update "send_attempts"/i.test(sql);

describe("a recovery sequence", () => {
  it("writes after 1 hour, 24 hours and 72 hours, and then never again", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    const sentAfter: number[] = [];
    for (let minutes = 0; minutes < 5 * day; minutes += 10) {
      await world.advance(10, 10);
      while (sentAfter.length < world.resend.accepted.length) sentAfter.push(minutes + 10);
    }
    expect(sentAfter).toEqual([90, 30 + day, 30 + 3 * day]);
    expect(new Set(world.resend.accepted.map(({ subject }) => subject)).size).toBe(3);
  });

  it("does not exist for a cart whose shopper left no address", async () => {
    const world = await World.create();
    await fillCart(world.device());
    await world.advance(2 * hour, 10);
    expect(await messages()).toEqual([]);
    expect(await env.DB.prepare("SELECT status FROM carts").first()).toEqual({ status: "abandoned" });
  });

  it("exists if, and only if, the cart was abandoned: a failure between the two leaves neither", async () => {
    const { world, d1 } = await worldWithD1();
    await shopperWhoLeft(world);
    d1.breaks = (sql) => /INSERT INTO recovery_messages/.test(sql);
    await world.advance(60, 10);
    expect(await env.DB.prepare("SELECT status FROM carts").first()).toEqual({ status: "active" });
    expect(await messages()).toEqual([]);
    d1.breaks = () => false;
    d1.losesAnswer = (sql) => /INSERT INTO recovery_messages/.test(sql);
    await world.runCron();
    d1.losesAnswer = () => false;
    await world.runCron();
    expect(await messages("step, status")).toEqual([1, 2, 3].map((step) => ({ step, status: "scheduled" })));
  });

  it("does not begin for a shopper who comes back in the moment of the sweep", async () => {
    const { world, d1 } = await worldWithD1();
    const shopper = await shopperWhoLeft(world);
    world.now += 31 * 60_000;
    let hasReturned = false;
    d1.meanwhile = async (sql) => {
      if (hasReturned || !/INSERT INTO recovery_messages/.test(sql)) return;
      hasReturned = true;
      await fillCart(shopper, salt);
    };
    await world.runCron();
    expect(hasReturned).toBe(true);
    expect(await messages()).toEqual([]);
    expect(await env.DB.prepare("SELECT status FROM carts").first()).toEqual({ status: "active" });
  });

  it("begins anew with the steps that were not sent when the shopper comes back and leaves again", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    await world.advance(2 * hour, 10);
    expect(world.resend.accepted).toHaveLength(1);
    await fillCart(shopper, salt);
    expect(await messages()).toEqual([
      { step: 1, status: "accepted", reason: null },
      { step: 2, status: "cancelled", reason: "returned" },
      { step: 3, status: "cancelled", reason: "returned" },
    ]);
    await world.advance(26 * hour, 10);
    expect(world.resend.accepted).toHaveLength(2);
    expect(world.resend.accepted[1]?.text).toContain("Sea salt flakes");
    await world.advance(5 * day, 60);
    expect(world.resend.accepted).toHaveLength(3);
  });

  it("belongs to one cart: a new cart after a purchase may be written about again", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    await world.advance(2 * hour, 10);
    await buy(shopper);
    await world.advance(2 * day, 60);
    expect(world.resend.accepted).toHaveLength(1);
    await fillCart(shopper, salt);
    await world.advance(2 * hour, 10);
    expect(world.resend.accepted).toHaveLength(2);
    expect(world.resend.accepted[1]?.text).not.toContain("Enamel mug");
  });
});

describe("no second mail", () => {
  it("goes out when every queue message is delivered three times and every cron runs twice", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    for (let step = 0; step < (4 * day) / 30; step++) {
      world.now += 30 * 60_000;
      await world.runCron();
      await world.runCron();
      const bodies = world.queued.splice(0);
      await world.deliver([...bodies, ...bodies]);
      await world.deliver(bodies);
    }
    expect(world.resend.accepted).toHaveLength(3);
    expect(world.resend.calls).toHaveLength(3);
    expect(await messages("status")).toEqual([1, 2, 3].map(() => ({ status: "accepted" })));
  });

  it("goes out while a consumer is still at work on the first", async () => {
    const { world, d1 } = await worldWithD1({
      settings: { mailProvider: "mailpit" },
      env: { MAILPIT_URL: "http://mailpit.localhost" },
    });
    await shopperWhoLeft(world);
    await world.advance(89);
    world.now += 60_000;
    await world.runCron();
    const bodies = [...world.queued];
    d1.meanwhile = async (sql) => {
      if (isRecord(sql)) await world.deliver(bodies);
    };
    await world.deliver();
    expect(world.mailpit).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: "accepted" });
  });

  it("is allowed by a look that a purchase made old", async () => {
    const { world, d1 } = await worldWithD1();
    const shopper = await shopperWhoLeft(world);
    await world.advance(89);
    world.now += 60_000;
    await world.runCron();
    d1.meanwhile = async (sql) => {
      if (/INSERT INTO send_attempts/.test(sql)) await buy(shopper);
    };
    await world.deliver();
    await world.advance(4 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("goes out when crons and consumers run at the same time", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.now += 31 * 60_000;
    await Promise.all([world.runCron(), world.runCron(), world.runCron(), world.runCron()]);
    expect(await messages("step")).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }]);
    world.now += hour * 60_000;
    await world.runCron();
    const [body] = world.queued.splice(0);
    if (body?.kind !== "deliver") throw new Error("nothing was due");
    const ctx = world.context();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => deliverMessage(ctx, body.storeId, body.messageId)),
    );
    expect(outcomes.filter(({ status }) => status === "accepted")).toHaveLength(1);
    expect(world.resend.calls).toHaveLength(1);
  });

  it("goes out when the consumer dies between the provider's acceptance and our record", async () => {
    const { world, d1 } = await worldWithD1();
    await shopperWhoLeft(world);
    await world.advance(89);
    d1.breaks = isRecord;
    await world.advance(1);
    expect(world.resend.accepted).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: "sending" });
    d1.breaks = () => false;
    await world.advance(10);
    expect(world.resend.accepted).toHaveLength(1);
    const [first, second] = world.resend.calls;
    expect(second).toEqual(first);
    expect((await messages())[0]).toMatchObject({ status: "accepted" });
  });

  it("goes out when our record was made and only its answer was lost", async () => {
    const { world, d1 } = await worldWithD1();
    await shopperWhoLeft(world);
    await world.advance(89);
    d1.losesAnswer = isRecord;
    await world.advance(1);
    d1.losesAnswer = () => false;
    await world.advance(30);
    expect(world.resend.accepted).toHaveLength(1);
    expect(world.resend.calls).toHaveLength(1);
  });

  it("goes out when the connection breaks after the provider took the mail", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.resend.mood = "accepts-then-breaks";
    await world.advance(95);
    world.resend.mood = "well";
    await world.advance(60);
    expect(world.resend.accepted).toHaveLength(1);
    expect(new Set(world.resend.calls.map(({ body }) => body)).size).toBe(1);
    expect((await messages())[0]).toMatchObject({ status: "accepted" });
  });

  it("goes to one address about two carts within a day", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    await shopperWhoLeft(world, "ADA@example.com ");
    await world.advance(12 * hour, 10);
    expect(world.resend.accepted).toHaveLength(1);
  });
});

describe("two carts of one address", () => {
  it("that are due in the same moment give one mail", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    await shopperWhoLeft(world);
    await world.advance(89);
    world.now += 60_000;
    await world.runCron();
    const due = world.queued.splice(0).filter((body) => body.kind === "deliver");
    expect(due).toHaveLength(2);
    const ctx = world.context();
    await Promise.all(due.map(({ storeId, messageId }) => deliverMessage(ctx, storeId, messageId)));
    expect(world.resend.calls).toHaveLength(1);
  });
});

describe("an uncertain outcome at a provider without keys", () => {
  it("stays visible as unknown and is never tried again", async () => {
    const { world, d1 } = await worldWithD1({
      settings: { mailProvider: "mailpit" },
      env: { MAILPIT_URL: "http://mailpit.localhost" },
    });
    await shopperWhoLeft(world);
    await world.advance(89);
    d1.breaks = isRecord;
    await world.advance(1);
    d1.breaks = () => false;
    await world.advance(6 * hour, 10);
    expect(world.mailpit).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: "unknown" });
  });
});

describe("a provider that does not take a mail", () => {
  it("is asked again when it says so, without losing the message", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.resend.mood = "throttles";
    await world.advance(95);
    expect((await messages())[0]).toMatchObject({ status: "scheduled", reason: "rate_limit_exceeded" });
    world.resend.mood = "well";
    await world.advance(10);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("is asked again with the same bytes under the same key after an error of its own", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.resend.mood = "fails";
    await world.advance(100);
    world.resend.mood = "well";
    await world.advance(60);
    expect(world.resend.accepted).toHaveLength(1);
    expect(new Set(world.resend.calls.map(({ key, body }) => `${key} ${body}`)).size).toBe(1);
  });

  it("is not asked again when it refuses the message itself", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.resend.mood = "refuses";
    await world.advance(4 * hour, 10);
    expect(world.resend.calls).toHaveLength(1);
    expect((await messages())[0]).toMatchObject({ status: "failed", reason: "invalid_parameter" });
  });

  it("keeps messages waiting while its key is not set", async () => {
    const world = await World.create({ env: { RESEND_API_KEY: undefined } as never });
    await shopperWhoLeft(world);
    await world.advance(2 * hour, 10);
    expect((await messages())[0]).toMatchObject({ status: "scheduled", reason: "RESEND_API_KEY is not set" });
  });
});

describe("nobody is written to", () => {
  async function due(options: WorldOptions = {}) {
    const world = await World.create(options);
    const shopper = await shopperWhoLeft(world);
    world.now += 31 * 60_000;
    await world.runCron();
    world.now += hour * 60_000;
    await world.runCron();
    expect(world.queued).toHaveLength(1);
    return { world, shopper };
  }

  it("who bought while the message was in the queue", async () => {
    const { world, shopper } = await due();
    await buy(shopper);
    await world.deliver();
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect(await messages()).toEqual(
      [1, 2, 3].map((step) => ({ step, status: "cancelled", reason: "bought" })),
    );
  });

  it("who bought on another device, with the address in other spelling", async () => {
    const { world } = await due();
    const other = world.device();
    await fillCart(other, salt);
    await leaveAddress(other, " Ada@EXAMPLE.com");
    await buy(other, "ADA@example.com");
    const cancelled = { status: "cancelled", reason: "bought" };
    expect(await messages()).toEqual([1, 2, 3].map((step) => ({ step, ...cancelled })));
    await world.deliver();
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
    const { results } = await env.DB.prepare("SELECT DISTINCT status FROM carts").all();
    expect(results.map(({ status }) => status).sort()).toEqual(["completed", "recovered"]);
  });

  it("whose order was seen while the database could not be written", async () => {
    const { world, d1 } = await worldWithD1();
    const shopper = await shopperWhoLeft(world);
    await world.advance(60, 10);
    d1.breaks = (sql) => /INSERT INTO orders/.test(sql);
    await buy(shopper);
    expect(world.queued.map(({ kind }) => kind)).toEqual(["order"]);
    expect(JSON.stringify(world.queued)).not.toContain("example.com");
    d1.breaks = () => false;
    await world.deliver();
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("who unsubscribed, and a later yes does not undo that", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    await world.advance(2 * hour, 10);
    const path = unsubscribeLinkIn(world.resend.accepted[0]?.text);
    const client = world.device();
    expect((await client.get(path)).status).toBe(200);
    await world.advance(23 * hour, 10);
    expect(world.resend.accepted).toHaveLength(2);
    expect((await client.post(path, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
    await world.advance(5 * day, 60);
    await shopperWhoLeft(world);
    await world.advance(5 * day, 60);
    expect(world.resend.accepted).toHaveLength(2);
  });

  it("whose unsubscribe came while the database could not be written", async () => {
    const { world, d1 } = await worldWithD1();
    await shopperWhoLeft(world);
    await world.advance(2 * hour, 10);
    d1.breaks = (sql) => /suppressions/.test(sql);
    const answer = await world.device().post(unsubscribeLinkIn(world.resend.accepted[0]?.text), {});
    expect(answer.status).toBe(200);
    d1.breaks = () => false;
    await world.advance(5 * day, 60);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("who said no after having said yes", async () => {
    const { world, shopper } = await due();
    const refused = {
      decision: "refused",
      surface: "address-notice",
      language: "en",
      page: "/checkout/contact",
    };
    await shopper.json("/_cw/contact", { ...refused, email: "" });
    await world.deliver();
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect((await env.DB.prepare("SELECT count(*) AS n FROM contacts").first())?.n).toBe(0);
  });

  it("whose cart has changed, or was emptied, since the message was put into the queue", async () => {
    const { world, shopper } = await due();
    await fillCart(shopper, salt);
    await world.deliver();
    expect(world.resend.calls).toHaveLength(0);
    const page = await (await shopper.get("/cart")).text();
    for (const [, key = ""] of page.matchAll(/data-key="([^"]+)"/g))
      await shopper.post("/cart/remove", { key });
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect(await env.DB.prepare("SELECT status, items FROM carts").first()).toEqual({
      status: "lost",
      items: 0,
    });
  });

  it("at night, where they are: the message waits for the morning", async () => {
    const world = await World.create();
    world.now = Date.parse("2026-11-23T20:00:00Z");
    await shopperWhoLeft(world);
    await world.advance(11 * hour + 59);
    expect(world.resend.accepted).toHaveLength(0);
    await world.advance(2);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("from a store that is paused; what waited goes out when it resumes", async () => {
    const { world } = await due();
    await env.DB.prepare("UPDATE stores SET paused_at = 1").run();
    await world.deliver();
    await world.advance(2 * hour, 10);
    expect(world.resend.calls).toHaveLength(0);
    await env.DB.prepare("UPDATE stores SET paused_at = NULL").run();
    await world.advance(30, 5);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("about a message that is a day late", async () => {
    const { world } = await due();
    world.now += 25 * hour * 60_000;
    await world.deliver();
    expect(world.resend.calls).toHaveLength(0);
    expect((await messages())[0]).toMatchObject({ status: "skipped", reason: "too-late" });
  });

  it("by a store without a sender", async () => {
    const { world } = await due();
    await env.DB.prepare("UPDATE stores SET settings = '{}'").run();
    await world.deliver();
    expect(world.resend.calls).toHaveLength(0);
    expect((await messages())[0]).toMatchObject({ status: "skipped", reason: "no-sender" });
  });
});

describe("what it costs", () => {
  it("is at most four round trips to the database for a message, and none for what is not due", async () => {
    const { world, d1 } = await worldWithD1();
    await shopperWhoLeft(world);
    await world.advance(89);
    world.now += 60_000;
    await world.runCron();
    d1.trips = 0;
    await world.deliver();
    expect(world.resend.accepted).toHaveLength(1);
    expect(d1.trips).toBeLessThanOrEqual(4);
  });

  it("is nothing written for a cart that is looked at unchanged", async () => {
    const { world, d1 } = await worldWithD1();
    const shopper = world.device();
    await fillCart(shopper);
    d1.rowsWritten = 0;
    await shopper.get("/cart");
    await shopper.get("/cart");
    expect(d1.rowsWritten).toBe(0);
    await fillCart(shopper, salt);
    expect(d1.rowsWritten).toBeGreaterThan(0);
  });
});

describe("what is kept", () => {
  it("shows no address and no usable link to whoever reads the database", async () => {
    const world = await World.create();
    await shopperWhoLeft(world, "canary.ada@example.com");
    world.resend.mood = "fails";
    await world.advance(100);
    world.resend.mood = "well";
    await world.advance(60);
    const token = world.resend.accepted[0]?.text.match(/_cw\/r\/(\S+)/)?.[1] ?? "no token";
    for (const table of tables) {
      const dump = JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results);
      expect(dump).not.toContain("canary");
      expect(dump).not.toContain(token);
    }
    const logs = world.logged.join("\n");
    expect(logs).not.toContain("canary");
    expect(logs).not.toContain(token);
    expect(logs).not.toContain("Enamel mug");
  });

  it("is a consent with the very words that were shown, where and when", async () => {
    const world = await World.create({ settings: { consent: { mode: "notice" } } });
    await shopperWhoLeft(world);
    const consent = await env.DB.prepare("SELECT * FROM consents").first();
    expect(consent).toMatchObject({
      decision: "granted",
      basis: "notice",
      surface: "address-notice",
      page: "/checkout/contact",
      language: "en",
      at: Date.parse("2026-11-23T10:00:00Z"),
    });
    expect(consent?.words).toMatch(/we may email you a reminder/i);
  });
});
