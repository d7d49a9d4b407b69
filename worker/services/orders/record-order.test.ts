import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, fillCart, salt, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { loadStore } from "../stores/find-store.ts";
import { recordOrder, recordOrderEvent } from "./record-order.ts";

const statuses = async () =>
  (await env.DB.prepare("SELECT status FROM carts ORDER BY created_at, id").all()).results.map(
    ({ status }) => status,
  );

describe("an order", () => {
  it("is kept once and settles its cart once, however often its page is looked at", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    await buy(shopper);
    world.now += 60_000;
    await fillCart(shopper, salt);
    await shopper.get("/checkout/done/1001");
    await shopper.get("/checkout/done/1001");
    expect(await statuses()).toEqual(["completed", "active"]);
    const { results } = await env.DB.prepare("SELECT number, total_minor, currency FROM orders").all();
    expect(results).toEqual([{ number: "1001", total_minor: 3250, currency: "GBP" }]);
  });

  it("stops mail to an address that was given to the shop alone, from another device", async () => {
    const world = await World.create();
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(40, 10);
    const other = world.device();
    await fillCart(other, salt);
    await buy(other, " ADA@Example.com");
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
    expect(await statuses()).toEqual(["recovered", "completed"]);
    const kept = JSON.stringify((await env.DB.prepare("SELECT * FROM contacts").all()).results);
    expect(kept.match(/"id"/g)).toHaveLength(1);
  });

  it("cannot be taken from its buyer by somebody who looked at its number before", async () => {
    const world = await World.create();
    const stranger = world.device();
    await fillCart(stranger, salt);
    // A shop that answers any number with a page.
    world.origin = async () =>
      new Response("<p>No such order</p>", {
        headers: { "content-type": "text/html", "cache-control": "no-store" },
      });
    await stranger.get("/checkout/done/1001");
    world.origin = null;
    world.now += 60_000;
    const buyer = await shopperWhoLeft(world);
    world.now += 60_000;
    await buy(buyer);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
    const mine = await env.DB.prepare("SELECT status FROM carts WHERE address_hash IS NOT NULL").first();
    expect(mine).toEqual({ status: "completed" });
  });

  it("of one store settles nothing in another", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    const neighbour = await World.create({ beside: true });
    await buy(await shopperWhoLeft(neighbour));
    await world.advance(100, 10);
    expect(world.resend.accepted.length + neighbour.resend.accepted.length).toBe(1);
  });

  it("that follows a resumed cart is attributed to the message that was in the way, and to none after five days", async () => {
    for (const [days, isAttributed] of [
      [4, true],
      [6, false],
    ] as const) {
      const world = await World.create();
      const shopper = await shopperWhoLeft(world);
      await world.advance(100, 10);
      const token = world.resend.accepted[0]?.text.match(/_cw\/r\/(\S+)/)?.[1] ?? "";
      await shopper.post("/_cw/resume", { token, language: "en" });
      world.now += days * 24 * 60 * 60_000;
      await buy(shopper);
      const order = await env.DB.prepare("SELECT message_id FROM orders").first();
      expect(order?.message_id !== null).toBe(isAttributed);
    }
  });
});

describe("an order whose number is not told", () => {
  const orders = async () =>
    (await env.DB.prepare("SELECT number, total_minor, status, cart_id FROM orders").all()).results;

  async function left() {
    const world = await World.create();
    await shopperWhoLeft(world);
    world.now += 60_000;
    const ctx = world.context();
    const store = await loadStore(
      ctx,
      (await env.DB.prepare("SELECT id FROM stores").first<string>("id")) ?? "",
    );
    const cart = await env.DB.prepare("SELECT id, shopper_id FROM carts").first<{
      id: string;
      shopper_id: string;
    }>();
    if (!store || !cart) throw new Error("no store or no cart");
    const seen = (number: string | null) =>
      recordOrder(ctx, store, cart.shopper_id, { number, totalMinor: null, currency: null, email: null });
    const told = (order_id: string) =>
      recordOrderEvent(ctx, store, {
        id: "e",
        at: world.now,
        kind: "placed",
        order: { number: order_id, totalMinor: 3250, currency: "GBP", email: "ada@example.com" },
        cartRef: null,
        emailSha256: null,
      });
    return { world, cart, seen, told };
  }

  it("is one order however often its page is looked at, and stops the mails", async () => {
    const { world, cart, seen } = await left();
    for (let time = 0; time < 3; time++) await seen(null);
    world.now += 3 * 3_600_000;
    await seen(null);
    expect(await orders()).toMatchObject([{ cart_id: cart.id }]);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("is the same order when the shop's server tells its number, before or after", async () => {
    for (const isFirst of [true, false]) {
      const { world, cart, seen, told } = await left();
      if (isFirst) await told("1001");
      await seen(null);
      world.now += 60_000;
      if (!isFirst) await told("1001");
      await seen(null);
      expect(await orders()).toMatchObject([{ number: "1001", total_minor: 3250, cart_id: cart.id }]);
    }
  });

  it("is the same order when the page after it tells the number", async () => {
    const { cart, seen } = await left();
    await seen(null);
    await seen("1001");
    await seen(null);
    expect(await orders()).toMatchObject([{ number: "1001", cart_id: cart.id }]);
  });

  it("is another one once there was another cart", async () => {
    const { world, seen } = await left();
    await seen(null);
    world.now += 60_000;
    await env.DB.prepare(
      `INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, created_at,
        observed_at, active_at) SELECT 'cart_2', store_id, shopper_id, 'active', '[]', 1, 'GBP', 1, 'x', ?1, ?1, ?1 FROM carts`,
    )
      .bind(world.now)
      .run();
    world.now += 60_000;
    await seen(null);
    expect(await orders()).toHaveLength(2);
    expect((await statuses()).sort()).toEqual(["completed", "completed"]);
  });
});
