import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { handleBatch } from "../../queue/index.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { buy, fillCart, leaveAddress, salt, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World, type WorldOptions } from "../../testing/world.ts";
import { setSettings } from "../stores/change-store.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { applyDeliveryEvents } from "./apply-delivery-events.ts";
import { explainMessage } from "./explain-message.ts";
import { foreseeMessages } from "./foresee-messages.ts";
import { listMessages } from "./list-messages.ts";
import { noteDeadLetter } from "./note-dead-letter.ts";
import { replanMessages } from "./replan-messages.ts";
import { resolveUnknown } from "./resolve-unknown.ts";
import { sendNow } from "./send-now.ts";
import { stopMessages } from "./stop-messages.ts";

const hour = 60;
const day = 24 * hour;
const ms = 60_000;
const everything = { days: 400, status: null };

async function storeOf(world: World): Promise<Store> {
  const row = await env.DB.prepare("SELECT store_id AS id FROM store_hostnames WHERE hostname = ?")
    .bind(world.hostname)
    .first<{ id: string }>();
  const store = row && (await loadStore(world.context(), row.id));
  if (!store) throw new Error("the world has no store");
  return store;
}

interface Row {
  id: string;
  cart_id: string;
  step: number;
  status: string;
  reason: string | null;
  due_at: number;
  planned_at: number;
}

async function rows(): Promise<Row[]> {
  const { results } = await env.DB.prepare(
    "SELECT * FROM recovery_messages ORDER BY created_at, cart_id, step",
  ).all<Row>();
  return results;
}

const first = async () => (await rows())[0] as Row;

/** A shopper has left half an hour ago: three messages wait. */
async function left(options: WorldOptions = {}) {
  const world = await World.create(options);
  const shopper = await shopperWhoLeft(world);
  await world.advance(31);
  return { world, shopper, store: await storeOf(world), ctx: world.context() };
}

/** A message whose outcome nobody knows: the provider has no keys, and the connection broke. */
async function unknown() {
  const d1 = new BreakableDatabase(env.DB);
  const world = await World.create({
    settings: { mailProvider: "mailpit" },
    env: { MAILPIT_URL: "http://mailpit.localhost", DB: d1.binding } as never,
  });
  await shopperWhoLeft(world);
  await world.advance(89);
  d1.breaks = (sql) => /update "send_attempts"/i.test(sql);
  await world.advance(1);
  d1.breaks = () => false;
  await world.advance(10);
  const message = await first();
  expect(message.status).toBe("unknown");
  return { world, store: await storeOf(world), ctx: world.context(), message };
}

describe("a list of what became of messages", () => {
  it("adds up to every message that was ever scheduled, whatever happened to each", async () => {
    const world = await World.create({ settings: { retention: { cartDays: 90 } } });
    const ever = new Set<string>();
    const look = async () => {
      for (const { id } of await rows()) ever.add(id);
    };
    const letTimePass = async (minutes: number, step = 10) => {
      for (let passed = 0; passed < minutes; passed += 6 * step) {
        await world.advance(Math.min(6 * step, minutes - passed), step);
        await look();
      }
    };
    const [buyer, returner] = [
      await shopperWhoLeft(world, "a@example.com"),
      await shopperWhoLeft(world, "b@example.com"),
    ];
    const refuser = await shopperWhoLeft(world, "c@example.com");
    await shopperWhoLeft(world, "d@example.com");
    await letTimePass(2 * hour);
    await buy(buyer, "a@example.com");
    await fillCart(returner, salt);
    await refuser.json("/_cw/contact", {
      email: "",
      decision: "refused",
      surface: "address-notice",
      language: "en",
      page: "/checkout/contact",
    });
    world.resend.mood = "accepts-then-breaks";
    await letTimePass(day);
    world.resend.mood = "refuses";
    await letTimePass(day);
    world.resend.mood = "well";
    const store = await storeOf(world);
    await stopMessages(world.context(), store.id, { address: "d@example.com" });
    await shopperWhoLeft(world, "e@example.com");
    await letTimePass(4 * day, 60);
    const before = await listMessages(world.context(), store.id, everything);
    expect(before.total).toBe(ever.size);
    expect(Object.values(before.groups).reduce((sum, count) => sum + count)).toBe(ever.size);
    expect(ever.size).toBeGreaterThanOrEqual(15);
    expect(before.outcomes.map(({ status }) => status)).toEqual(
      expect.arrayContaining(["accepted", "cancelled"]),
    );
    // Their time is over: the rows go, and their number stays.
    world.now += 100 * day * ms;
    world.now -= (world.now % (hour * ms)) - 36 * ms;
    await world.advance(2);
    const after = await listMessages(world.context(), store.id, everything);
    expect(after.total).toBeLessThan(before.total);
    const removed = after.removed.reduce((sum, { count }) => sum + count, 0);
    expect(after.total + removed).toBe(ever.size);
  });

  it("shows what is stuck, what the queue gave up on and nothing of another store", async () => {
    const { world, store, ctx } = await left();
    const other = await World.create({ beside: true });
    await shopperWhoLeft(other);
    // Nobody runs the queue any more.
    world.now += 3 * hour * ms;
    const message = await first();
    await noteDeadLetter(ctx, { kind: "deliver", storeId: store.id, messageId: message.id });
    await noteDeadLetter(ctx, { kind: "deliver", storeId: store.id, messageId: message.id });
    const list = await listMessages(ctx, store.id, everything);
    expect(list.stuck.map(({ id }) => id)).toEqual([message.id]);
    expect(list.deadLetters).toEqual([{ kind: "deliver", count: 2 }]);
    expect(list.dead).toMatchObject([{ id: message.id, status: "scheduled" }]);
    expect(list.total).toBe(3);
    const theirs = await listMessages(ctx, (await storeOf(other)).id, everything);
    expect(theirs).toMatchObject({ total: 0, stuck: [], dead: [], deadLetters: [], newest: [] });
    expect(JSON.stringify(list)).not.toMatch(/example\.com|Enamel|address|payload/i);
  });

  it("counts what the queue gave up on once it could be counted, and an order among it is not lost", async () => {
    const d1 = new BreakableDatabase(env.DB);
    const world = await World.create({ env: { DB: d1.binding } as never });
    const store = await storeOf(world);
    const fates: string[] = [];
    const order = {
      kind: "order",
      storeId: store.id,
      shopperId: "shopper_x",
      addressHash: null,
      number: "1042",
      totalMinor: 100,
      currency: "GBP",
      placedAt: world.now,
      event: null,
    };
    const bodies = [{ kind: "deliver", storeId: store.id, messageId: "message_x" }, order];
    const messages = bodies.map((body) => ({
      body,
      attempts: 1,
      ack: () => void fates.push("ack"),
      retry: () => void fates.push("retry"),
    }));
    const batch = { queue: "cartwright-recovery-dead", messages } as unknown as MessageBatch<unknown>;
    d1.mood = "fails";
    await handleBatch(world.context(), batch);
    d1.mood = "well";
    await handleBatch(world.context(), batch);
    expect(fates).toEqual(["retry", "retry", "ack", "ack"]);
    const { deadLetters } = await listMessages(world.context(), store.id, everything);
    expect(deadLetters).toEqual([
      { kind: "deliver", count: 1 },
      { kind: "order", count: 1 },
    ]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM orders").first("n")).toBe(1);
  });

  it("gives up, visibly, on a message that breaks every consumer, and tells how often it did", async () => {
    const { world, ctx, store } = await left();
    await env.DB.prepare("UPDATE recovery_messages SET plan = '{' WHERE step = 1").run();
    await world.advance(2 * hour, 3);
    const stuck = (await listMessages(ctx, store.id, everything)).stuck[0];
    expect(stuck?.lapses).toBeGreaterThanOrEqual(5);
    await world.advance(6 * hour, 3);
    expect(await first()).toMatchObject({ status: "failed", reason: "broke off again and again" });
    expect((await listMessages(ctx, store.id, everything)).stuck).toEqual([]);
  });
});

describe("a message that is explained", () => {
  it("shows its plan, its attempts and what was told, and no address", async () => {
    const { world, store, ctx } = await left();
    await world.advance(2 * hour);
    const { id } = await first();
    const told = {
      kind: "opened",
      messageId: id,
      providerMessageId: null,
      reason: null,
      at: world.now,
    } as const;
    await applyDeliveryEvents(ctx, store.id, "resend", [{ ...told, id: "e1" }]);
    const known = await explainMessage(ctx, store, id);
    expect(known).toMatchObject({
      message: { status: "accepted", step: 1 },
      plan: { sequence: "gentle", template: "reminder" },
      attempts: [{ provider: "resend", outcome: "accepted" }],
      events: [{ kind: "opened" }],
      decision: null,
    });
    const hash = await env.DB.prepare("SELECT address_hash FROM recovery_messages").first<string>(
      "address_hash",
    );
    expect(JSON.stringify(known)).not.toContain(hash);
    expect(await explainMessage(ctx, { ...store, id: "store_other" }, id)).toBeNull();
  });

  it("says which guard would stop it now", async () => {
    const { world, store, ctx } = await left();
    const { id } = await first();
    expect((await explainMessage(ctx, store, id))?.decision).toEqual({ verdict: "send" });
    world.now = Date.parse("2026-11-23T23:00:00Z");
    expect((await explainMessage(ctx, store, id))?.decision).toMatchObject({ reason: "quiet-hours" });
  });
});

describe("stopping", () => {
  it.each(["cart", "address", "all"] as const)("by %s: nothing more of it is sent", async (by) => {
    const { world, store, ctx } = await left();
    const { cart_id: cartId } = await first();
    const what = { cart: { cartId }, address: { address: " ADA@example.com" }, all: "all" as const }[by];
    expect(await stopMessages(ctx, store.id, what)).toEqual({ status: "stopped", messages: 3, sending: 0 });
    await world.advance(5 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect((await rows()).map(({ status, reason }) => [status, reason])).toEqual(
      [1, 2, 3].map(() => ["cancelled", "stopped"]),
    );
    // The address alone is stopped for good.
    await fillCart(world.device());
    const again = world.device();
    await fillCart(again, salt);
    await leaveAddress(again);
    await world.advance(2 * hour, 10);
    expect(world.resend.calls).toHaveLength(by === "address" ? 0 : 1);
  });

  it("touches nothing of another store, and tells what cannot be called back", async () => {
    const { world, store, ctx } = await left();
    const other = await World.create({ beside: true });
    other.now = world.now;
    await shopperWhoLeft(other);
    await other.advance(31);
    await env.DB.prepare(
      "UPDATE recovery_messages SET status = 'sending', lease_until = ?1, sending_at = ?1 WHERE step = 1 AND store_id = ?2",
    )
      .bind(world.now + ms, store.id)
      .run();
    expect(await stopMessages(ctx, store.id, "all")).toEqual({ status: "stopped", messages: 2, sending: 1 });
    await other.advance(2 * hour, 10);
    expect(other.resend.accepted).toHaveLength(1);
    expect(await stopMessages(ctx, store.id, { address: "nobody" })).toMatchObject({ status: "refused" });
  });
});

describe("sending now", () => {
  it("sends a message before its time", async () => {
    const { world, store, ctx } = await left();
    expect(await sendNow(ctx, store, (await first()).id)).toEqual({ status: "due" });
    await world.advance(1);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("passes over no guard, names the one that holds and changes nothing", async () => {
    const { world, store, ctx, shopper } = await left();
    const [one, two] = (await rows()) as [Row, Row];
    expect(await sendNow(ctx, store, two.id)).toMatchObject({ reason: "earlier-step-open" });
    const noon = world.now;
    world.now = Date.parse("2026-11-23T23:00:00Z");
    expect(await sendNow(ctx, store, one.id)).toEqual({
      status: "held-back",
      reason: "quiet-hours",
      until: Date.parse("2026-11-24T08:00:00Z"),
    });
    world.now = noon;
    expect(await sendNow(ctx, { ...store, paused: true }, one.id)).toMatchObject({ reason: "store-paused" });
    await env.DB.prepare("INSERT INTO provider_pauses VALUES (?, 'resend', 'x', 1, ?)")
      .bind(store.id, world.now + ms)
      .run();
    expect(await sendNow(ctx, store, one.id)).toMatchObject({ reason: "account-paused" });
    expect((await rows()).map(({ due_at, planned_at }) => due_at - planned_at)).toEqual([0, 0, 0]);
    await buy(shopper);
    expect(await sendNow(ctx, store, one.id)).toEqual({ status: "refused", problem: "not-waiting" });
    expect(await sendNow(ctx, { ...store, id: "store_other" }, one.id)).toMatchObject({
      problem: "no-message",
    });
    await world.advance(day, 30);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("keeps the pause between two messages to one address", async () => {
    const { world, store, ctx } = await left();
    await world.advance(2 * hour);
    expect(world.resend.accepted).toHaveLength(1);
    const two = (await rows())[1] as Row;
    expect(await sendNow(ctx, store, two.id)).toMatchObject({ reason: "written-recently" });
  });
});

describe("an uncertain outcome", () => {
  it("that somebody found accepted is accepted, and the ledger keeps who said so", async () => {
    const { world, store, ctx, message } = await unknown();
    const by = { outcome: "accepted", by: "Grace" } as const;
    expect(await resolveUnknown(ctx, store, message.id, by)).toMatchObject({ status: "resolved" });
    const known = await explainMessage(ctx, store, message.id);
    expect(known?.message).toMatchObject({ status: "accepted", reason: "accepted, says Grace" });
    expect(known?.attempts).toMatchObject([{ outcome: "accepted", detail: "accepted, says Grace" }]);
    expect(await resolveUnknown(ctx, store, message.id, by)).toMatchObject({ problem: "not-unknown" });
    await world.advance(4 * hour, 10);
    expect(world.mailpit).toHaveLength(1);
  });

  it("that somebody found not sent is tried once more, and no oftener", async () => {
    const { world, store, ctx, message } = await unknown();
    world.mailpit.length = 0;
    await resolveUnknown(ctx, store, message.id, { outcome: "not-sent", by: "Grace" });
    await world.advance(30);
    expect(world.mailpit).toHaveLength(1);
    const known = await explainMessage(ctx, store, message.id);
    expect(known?.message.status).toBe("accepted");
    expect(known?.attempts.map(({ outcome }) => outcome)).toEqual(["not-sent", "accepted"]);
    await world.advance(4 * hour, 10);
    expect(world.mailpit).toHaveLength(1);
  });

  it("is not sent again to somebody who has bought meanwhile, whoever says it was not sent", async () => {
    const { world, store, ctx, message } = await unknown();
    const buyer = world.device();
    await fillCart(buyer);
    await buy(buyer);
    await resolveUnknown(ctx, store, message.id, { outcome: "not-sent", by: "Grace" });
    await world.advance(30);
    expect(world.mailpit).toHaveLength(1);
    expect((await explainMessage(ctx, store, message.id))?.message).toMatchObject({
      status: "skipped",
      reason: "bought",
    });
  });

  it("of a message that was left lying with its provider can be settled too, once nobody holds it any more", async () => {
    const { world, store, ctx } = await left();
    const { id } = await first();
    await env.DB.prepare(
      "UPDATE recovery_messages SET status = 'sending', attempt = 1, lease_until = ?1, sending_at = ?1 WHERE step = 1",
    )
      .bind(world.now)
      .run();
    const by = { outcome: "accepted", by: "Grace" } as const;
    expect(await resolveUnknown(ctx, store, id, by)).toMatchObject({ problem: "not-unknown" });
    world.now += hour * ms;
    expect((await listMessages(ctx, store.id, everything)).stuck).toMatchObject([{ id }]);
    expect(await resolveUnknown(ctx, store, id, by)).toMatchObject({ status: "resolved" });
    expect((await listMessages(ctx, store.id, everything)).stuck).toEqual([]);
  });

  it("is nobody else's to settle", async () => {
    const { store, ctx, message } = await unknown();
    const other = { ...store, id: "store_other" };
    const by = { outcome: "accepted", by: "Grace" } as const;
    expect(await resolveUnknown(ctx, other, message.id, by)).toMatchObject({ problem: "no-message" });
    expect((await first()).status).toBe("unknown");
  });
});

describe("a dry run", () => {
  it("foretells what is then sent, and when, to the minute, and changes nothing", async () => {
    const d1 = new BreakableDatabase(env.DB);
    const world = await World.create({ env: { DB: d1.binding } as never });
    world.now = Date.parse("2026-11-23T19:10:00Z");
    await shopperWhoLeft(world, "a@example.com");
    await world.advance(10);
    await shopperWhoLeft(world, "b@example.com");
    const again = world.device();
    await fillCart(again, salt);
    await leaveAddress(again, "a@example.com");
    await world.advance(31);
    const store = await storeOf(world);
    const dump = async () => JSON.stringify(await rows());
    const before = await dump();
    d1.rowsWritten = 0;
    const { messages } = await foreseeMessages(world.context(), store, world.now + 5 * day * ms);
    expect(d1.rowsWritten).toBe(0);
    expect(await dump()).toBe(before);
    const hours = Array.from({ length: 5 * 24 }, (_, at) => world.now + (at + 1) * hour * ms);
    for (const time of [...hours, ...messages.map(({ at }) => at)].sort((a, b) => a - b)) {
      world.now = time;
      await world.runCron();
      await world.deliver();
    }
    const accepted = await env.DB.prepare(
      "SELECT accepted_at AS at FROM recovery_messages WHERE accepted_at IS NOT NULL ORDER BY 1",
    ).all<{ at: number }>();
    const sent = messages.filter(({ outcome }) => outcome === "sent");
    expect(sent.map(({ at }) => at).sort((a, b) => a - b)).toEqual(accepted.results.map(({ at }) => at));
    const skipped = messages.filter(({ outcome }) => outcome === "skipped");
    const really = (await rows()).filter(({ status }) => status === "skipped").map(({ reason }) => reason);
    expect(skipped.map(({ reason }) => reason).sort()).toEqual(really.sort());
    expect(sent.length + skipped.length).toBe(messages.length);
    expect(skipped.length).toBeGreaterThan(0);
  });

  it("says what a paused store would leave waiting", async () => {
    const { store, ctx, world } = await left();
    const paused = { ...store, paused: true };
    const { messages } = await foreseeMessages(ctx, paused, world.now + 12 * hour * ms);
    expect(messages).toMatchObject([{ outcome: "waits", reason: "store-paused", step: 1 }]);
  });
});

describe("settings that change", () => {
  const quick = [
    { delayMinutes: 45, template: "doubts" },
    { delayMinutes: 3 * hour, template: "last-call" },
  ];

  it("leave alone what is under way, until the merchant says otherwise", async () => {
    const { world, store, ctx } = await left();
    await setSettings(ctx, store.id, [["recovery.steps", quick]]);
    const before = await rows();
    await world.advance(1);
    expect((await rows()).map(({ due_at }) => due_at)).toEqual(before.map(({ due_at }) => due_at));
    expect(await replanMessages(ctx, await storeOf(world))).toEqual({ carts: 1 });
    const after = await rows();
    const abandoned = await env.DB.prepare("SELECT abandoned_at FROM carts").first<number>("abandoned_at");
    expect(
      after.map(({ planned_at, status, reason }) => [planned_at - (abandoned ?? 0), status, reason]),
    ).toEqual([
      [45 * ms, "scheduled", null],
      [3 * hour * ms, "scheduled", null],
      [3 * day * ms, "cancelled", "replanned"],
    ]);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it("take up only what was not sent, never send a step twice, and add what is new", async () => {
    const { world, store, ctx } = await left();
    await world.advance(2 * hour);
    expect(world.resend.accepted).toHaveLength(1);
    const steps = [1, 25, 50, 75].map((hours) => ({ delayMinutes: hours * hour, template: "reminder" }));
    await setSettings(ctx, store.id, [
      ["recovery.steps", steps],
      ["recovery.caps", { hoursBetween: 20, perCart: 4, perMonth: 6 }],
    ]);
    await replanMessages(ctx, await storeOf(world));
    await world.advance(5 * day, 30);
    expect(world.resend.accepted).toHaveLength(4);
    expect((await rows()).map(({ step, status }) => [step, status])).toEqual(
      [1, 2, 3, 4].map((step) => [step, "accepted"]),
    );
  });

  it("change nothing of a cart whose shopper is back, nor of another store", async () => {
    const { world, store, ctx, shopper } = await left();
    const other = await World.create({ beside: true });
    other.now = world.now;
    await shopperWhoLeft(other);
    await other.advance(31);
    await setSettings(ctx, store.id, [["recovery.steps", quick]]);
    await fillCart(shopper, salt);
    const before = await rows();
    expect(await replanMessages(ctx, await storeOf(world))).toEqual({ carts: 0 });
    expect(await rows()).toEqual(before);
  });
});

describe("opens and clicks that a provider tells of", () => {
  it("steer nothing: no status, no attribution, no resumed cart, no message held back or sent", async () => {
    const { world, store, ctx, shopper } = await left();
    await world.advance(2 * hour);
    const before = await rows();
    const told = (["opened", "clicked"] as const).map((kind) => ({
      kind,
      id: `event-${kind}`,
      messageId: before[0]?.id ?? null,
      providerMessageId: null,
      reason: null,
      at: world.now,
    }));
    await applyDeliveryEvents(ctx, store.id, "resend", told);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM delivery_events").first("n")).toBe(2);
    expect(await rows()).toEqual(before);
    await world.advance(30 * hour, 30);
    expect(world.resend.accepted).toHaveLength(2);
    await buy(shopper);
    expect(await env.DB.prepare("SELECT message_id FROM orders").first("message_id")).toBeNull();
    expect(await env.DB.prepare("SELECT resumed_at FROM carts").first("resumed_at")).toBeNull();
  });
});
