import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { sha256Hex, utf8 } from "../../domain/keys.ts";
import { signBeacon } from "../../platforms/order-beacon.ts";
import { findStore } from "../../services/stores/find-store.ts";
import { forgetSecrets, keepSecret, readSecrets } from "../../services/stores/store-secrets.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { buy, fillCart, salt, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World, type WorldOptions } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";

const secret = "what-only-the-shop's-server-knows";

async function openWorld(options: WorldOptions = {}) {
  const world = await World.create(options);
  const ctx = world.context();
  const store = await findStore(ctx, world.hostname);
  if (store === null || store === "unknown") throw new Error("no store");
  await keepSecret(ctx, store.id, "orders", secret);
  const tell = async (content: object, { key = secret, at = world.now } = {}) => {
    const body = utf8(JSON.stringify(content));
    const headers = await signBeacon(key, at, body);
    const address = `https://${world.hostname}${paths.orderHooks}`;
    return world.handle(new Request(address, { method: "POST", headers, body }));
  };
  const placed = (more: object = {}, at = world.now) => ({
    event: "order.placed",
    order_id: "77",
    at: Math.floor(at / 1000),
    ...more,
  });
  return { world, ctx, store, tell, placed };
}

const cartStatuses = async () =>
  (await env.DB.prepare("SELECT status FROM carts ORDER BY created_at").all()).results.map((r) => r.status);
const orderRows = async () =>
  (await env.DB.prepare("SELECT number, status, cart_id, message_id FROM orders").all()).results;

describe("an order the shop's server tells of", () => {
  it.each([
    ["the address", async () => ({ email: " ADA@example.com" })],
    ["the address's hash", async () => ({ email_sha256: await sha256Hex(utf8("ada@example.com")) })],
  ])("stops every mail to the buyer, known by %s alone", async (_, buyer) => {
    const { world, tell, placed } = await openWorld();
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(40, 10);
    expect((await tell(placed(await buyer()))).status).toBe(200);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect(await cartStatuses()).toEqual(["recovered"]);
    expect(await orderRows()).toMatchObject([
      { number: "77", status: "placed", cart_id: expect.any(String) },
    ]);
  });

  it("stops it by the shop's own id of the cart, without any address", async () => {
    const { world, tell, placed } = await openWorld();
    await shopperWhoLeft(world);
    await env.DB.prepare("UPDATE carts SET ref = 'q-9'").run();
    await world.advance(40, 10);
    expect((await tell(placed({ cart_ref: "q-9" }))).status).toBe(200);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("is the same order as the one seen in the shopper's own traffic, whichever comes first", async () => {
    for (const isFirst of [true, false]) {
      const { world, tell, placed } = await openWorld();
      const shopper = await shopperWhoLeft(world);
      world.now += 60_000;
      const event = placed({ order_id: "1001", email: "ada@example.com" });
      if (isFirst) await tell(event);
      await buy(shopper);
      if (!isFirst) await tell(event);
      expect(await orderRows()).toMatchObject([{ number: "1001", cart_id: expect.any(String) }]);
      expect(await cartStatuses()).toEqual(["completed"]);
    }
  });

  it("told again, even much later, touches nothing that came after it", async () => {
    const { world, tell, placed } = await openWorld();
    const shopper = await shopperWhoLeft(world, "ada@example.com");
    const event = placed({ email: "ada@example.com" }, world.now + 1000);
    world.now += 60_000;
    await tell(event);
    world.now += 3_600_000;
    await fillCart(shopper, salt);
    for (let time = 0; time < 3; time++) expect((await tell(event)).status).toBe(200);
    expect(await cartStatuses()).toEqual(["completed", "active"]);
    expect(await orderRows()).toHaveLength(1);
  });

  it("counts by when things happened, not by when they were told", async () => {
    const { world, tell, placed } = await openWorld();
    const cancelled = { ...placed({}, world.now + 5000), event: "order.cancelled" };
    world.now += 60_000;
    await tell(cancelled);
    await tell(placed({}, world.now - 59_000));
    expect(await orderRows()).toMatchObject([{ status: "cancelled" }]);
    await tell(placed({}, world.now));
    expect(await orderRows()).toMatchObject([{ status: "placed" }]);
  });

  it("that was cancelled does not start the mails again", async () => {
    const { world, tell, placed } = await openWorld();
    await shopperWhoLeft(world, "ada@example.com");
    world.now += 60_000;
    await tell(placed({ email: "ada@example.com" }));
    world.now += 60_000;
    await tell({ ...placed(), event: "order.cancelled" });
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect(await orderRows()).toMatchObject([{ status: "cancelled" }]);
  });

  it("settles no cart that is begun after it, though its clock be ahead", async () => {
    const { world, tell, placed } = await openWorld();
    await tell(placed({ email: "ada@example.com" }, world.now + 86_400_000));
    world.now += 60_000;
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(100, 10);
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("waits in the queue while the database cannot be written", async () => {
    const { world, tell, placed } = await openWorld();
    await shopperWhoLeft(world, "ada@example.com");
    const database = new BreakableDatabase(env.DB);
    world.env = { ...world.env, DB: database.binding };
    database.breaks = (sql) => sql.includes("INTO orders");
    expect((await tell(placed({ email: "ada@example.com" }))).status).toBe(200);
    database.breaks = () => false;
    expect(world.queued).toMatchObject([{ kind: "order", number: "77" }]);
    expect(JSON.stringify(world.queued)).not.toContain("ada@");
    await world.deliver();
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
  });
});

describe("the address for order events", () => {
  it("takes nothing that the store's secret did not sign, and says nothing else about it", async () => {
    const { world, tell, placed } = await openWorld();
    const forged = await tell(placed(), { key: "a guess" });
    expect([forged.status, forged.headers.get("cache-control")]).toEqual([401, "private, no-store"]);
    const address = `https://${world.hostname}${paths.orderHooks}`;
    const bare = await world.handle(new Request(address, { method: "POST", body: JSON.stringify(placed()) }));
    expect([bare.status, await bare.text()]).toEqual([401, await forged.text()]);
    expect(await orderRows()).toEqual([]);
  });

  it("takes nothing old", async () => {
    const { world, tell, placed } = await openWorld();
    expect((await tell(placed(), { at: world.now - 3_600_000 })).status).toBe(401);
    expect(await orderRows()).toEqual([]);
  });

  it("says which field is wrong", async () => {
    const { tell, placed } = await openWorld();
    const answer = await tell(placed({ currency: "pounds" }));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("currency");
  });

  it("has a limit to what it reads, and answers POST alone", async () => {
    const { world } = await openWorld();
    const address = `https://${world.hostname}${paths.orderHooks}`;
    const long = await world.handle(
      new Request(address, { method: "POST", body: new Uint8Array(1024 * 1024 + 1) }),
    );
    expect(long.status).toBe(413);
    expect((await world.handle(new Request(address))).status).toBe(404);
  });

  it("asks for another store's secret in vain", async () => {
    const { world, tell, placed } = await openWorld();
    await shopperWhoLeft(world, "ada@example.com");
    const other = await openWorld({ beside: true });
    await forgetSecrets(other.ctx, other.store.id, "orders");
    await keepSecret(other.ctx, other.store.id, "orders", "another");
    expect((await other.tell(placed({ email: "ada@example.com" }))).status).toBe(401);
    expect((await tell(placed())).status).toBe(200);
  });
});

describe("a store's secret", () => {
  it("is in force beside the one before it, until the next", async () => {
    const { world, ctx, store } = await openWorld();
    for (const next of ["second", "third"]) {
      world.now += 1;
      await keepSecret(ctx, store.id, "orders", next);
    }
    expect(await readSecrets(ctx, store.id, "orders")).toEqual(["third", "second"]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM store_secrets").first("n")).toBe(2);
  });

  it("is not in the database in the clear", async () => {
    await openWorld();
    const rows = JSON.stringify((await env.DB.prepare("SELECT * FROM store_secrets").all()).results);
    expect(rows).not.toContain(secret);
  });

  it("of one name is none of another's, and forgotten it is gone", async () => {
    const { ctx, store } = await openWorld();
    expect(await readSecrets(ctx, store.id, "mail:resend")).toEqual([]);
    await forgetSecrets(ctx, store.id, "orders");
    expect(await readSecrets(ctx, store.id, "orders")).toEqual([]);
  });
});
