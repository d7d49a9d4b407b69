import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, fillCart, salt, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

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
