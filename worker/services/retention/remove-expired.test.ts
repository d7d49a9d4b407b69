import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { askForCart, buy, fillCart, linkIn, salt, shopperWhoLeft, tokenIn } from "../../testing/shoppers.ts";
import { World, type WorldOptions } from "../../testing/world.ts";
import { removeExpired } from "./remove-expired.ts";

const day = 86_400_000;

async function count(table: string, where = "1"): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${where}`).first<{
    count: number;
  }>();
  return row?.count ?? 0;
}

/** One cart that is left, mailed about and lost; one that is bought. */
async function aMonthOfTrade(options: WorldOptions = {}): Promise<World> {
  const world = await World.create(options);
  await shopperWhoLeft(world, "left@example.com");
  const buyer = await shopperWhoLeft(world, "bought@example.com");
  await buy(buyer, "bought@example.com");
  await world.advance(120, 10);
  world.now += 40 * day;
  world.now -= world.now % 3_600_000;
  world.now += 17 * 60_000;
  await world.runCron();
  return world;
}

describe("what has been kept for its time", () => {
  it("stays until then, and goes with all that hangs on it; its counts stay", async () => {
    const world = await aMonthOfTrade();
    world.now += 139 * day;
    expect(await removeExpired(world.context())).toBe(0);
    expect(await count("carts")).toBe(2);
    expect(await count("contacts")).toBe(2);
    world.now += 2 * day;
    expect(await removeExpired(world.context())).toBe(2);
    for (const table of ["carts", "recovery_messages", "send_attempts", "recovery_links"]) {
      expect(`${table} ${await count(table)}`).toBe(`${table} 0`);
    }
    const { results } = await env.DB.prepare(
      "SELECT what, currency, count, value_minor AS value FROM daily_counts ORDER BY what",
    ).all();
    expect(results.filter(({ what }) => String(what).startsWith("cart:"))).toEqual([
      { what: "cart:completed", currency: "GBP", count: 1, value: 2800 },
      { what: "cart:lost", currency: "GBP", count: 1, value: 2800 },
    ]);
    expect(results.find(({ what }) => what === "message:accepted")).toMatchObject({ count: 1 });
    // The order, and that its buyer is not to be written to about older carts, are no part of the cart.
    expect([await count("orders"), await count("buyers")]).toEqual([1, 1]);
  });

  it("is counted once, however many runs find it at once", async () => {
    const world = await aMonthOfTrade();
    world.now += 200 * day;
    await Promise.all([1, 2, 3].map(() => removeExpired(world.context())));
    await removeExpired(world.context());
    const { results } = await env.DB.prepare(
      "SELECT sum(count) AS count FROM daily_counts WHERE what GLOB 'cart:*'",
    ).all();
    expect(results).toEqual([{ count: 2 }]);
  });

  it("is what the store says it is, for each store", async () => {
    const world = await aMonthOfTrade({ settings: { retention: { cartDays: 90 } } });
    const other = await World.create({ beside: true });
    other.now = world.now - 40 * day;
    await fillCart(other.device());
    world.now += 60 * day;
    expect(await removeExpired(world.context())).toBe(2);
    expect(await count("carts")).toBe(1);
  });

  it("does not include a cart that is old and in use", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    world.now += 170 * day;
    await fillCart(shopper);
    await shopper.post("/cart/add", salt);
    world.now += 20 * day;
    expect(await removeExpired(world.context())).toBe(0);
  });

  it("leaves an address that agreed for as long as the store says, and evidence of that for five years more", async () => {
    const world = await aMonthOfTrade();
    world.now += 145 * day;
    await removeExpired(world.context());
    expect(await count("contacts")).toBe(2);
    world.now += 185 * day;
    await removeExpired(world.context());
    expect(await count("contacts")).toBe(0);
    expect(await count("consents")).toBe(2);
    world.now += 4 * 360 * day;
    await removeExpired(world.context());
    expect(await count("consents")).toBe(2);
    world.now += 366 * day;
    await removeExpired(world.context());
    expect(await count("consents")).toBe(0);
  });

  it("forgets an address with its last cart when the shopper took their yes back", async () => {
    const world = await aMonthOfTrade();
    await env.DB.prepare("UPDATE consents SET decision = 'refused'").run();
    world.now += 145 * day;
    await removeExpired(world.context());
    expect(await count("contacts")).toBe(0);
  });

  it("includes links, codes, tries, offers and asked-for mails, not while they are in force", async () => {
    const world = await World.create();
    const laptop = world.device();
    await fillCart(laptop);
    await askForCart(laptop);
    await world.deliver();
    await laptop.json("/_cw/handover", {});
    const phone = world.device();
    await fillCart(phone, salt);
    await phone.post("/_cw/h", { code: "2222-2222" });
    await phone.post("/_cw/resume", { token: tokenIn(linkIn(world.resend.accepted[0]?.text)) });
    const tables = ["recovery_links", "handover_codes", "code_attempts", "cart_offers", "cart_mails"];
    const counts = () => Promise.all(tables.map((table) => count(table)));
    await removeExpired(world.context());
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
    world.now += 3 * 3_600_000;
    await removeExpired(world.context());
    expect(await counts()).toEqual([1, 0, 0, 1, 1]);
    world.now += 31 * day;
    await removeExpired(world.context());
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
    expect(await count("carts")).toBe(2);
  });

  it("is looked for once an hour", async () => {
    const world = await aMonthOfTrade();
    world.now += 200 * day;
    await world.runCron();
    expect(await count("carts")).toBe(2);
    world.now += 20 * 60_000;
    await world.runCron();
    expect(await count("carts")).toBe(0);
  });
});
