import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, fillCart, leaveAddress, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

const day = 24 * 60;

/** A shop that has sold this often a day for a month, up to some days ago. */
async function sold(world: World, perDay: number, lastDaysAgo: number): Promise<void> {
  const { id } = (await env.DB.prepare("SELECT id FROM stores").first<{ id: string }>()) ?? { id: "" };
  const insert = env.DB.prepare("INSERT INTO orders (id, store_id, number, placed_at) VALUES (?, ?, ?, ?)");
  if (perDay === 0) return;
  const rows = Array.from({ length: 30 * perDay }, (_, at) =>
    insert.bind(`o${at}`, id, `old-${at}`, world.now - (lastDaysAgo + at / perDay) * day * 60_000),
  );
  await env.DB.batch(rows);
}

async function shoppersWhoLeave(world: World, count: number): Promise<void> {
  for (let one = 0; one < count; one++) {
    const shopper = world.device();
    await fillCart(shopper);
    await leaveAddress(shopper, `shopper-${one}@example.com`);
  }
}

describe("a shop whose orders are no longer seen", () => {
  it("writes to nobody until one is seen, and says so", async () => {
    const world = await World.create();
    await sold(world, 4, 3);
    await shoppersWhoLeave(world, 6);
    await world.advance(3 * 60);
    expect(world.resend.accepted).toHaveLength(0);
    expect(
      await env.DB.prepare("SELECT DISTINCT status, reason FROM recovery_messages WHERE step = 1").all(),
    ).toMatchObject({
      results: [{ status: "scheduled", reason: "tracking-lost" }],
    });
    expect(world.logged.join()).toContain("tracking.lost");

    const buyer = world.device();
    await fillCart(buyer);
    await buy(buyer, "someone-else@example.com");
    await world.advance(2 * 60);
    expect(world.resend.accepted.length).toBe(6);
  });

  it.each([
    ["sold something today", 4, 0],
    ["sells too little to tell", 0, 0],
  ])("is not one that %s", async (_, perDay, lastDaysAgo) => {
    const world = await World.create();
    await sold(world, perDay, lastDaysAgo);
    await shoppersWhoLeave(world, 6);
    await world.advance(3 * 60);
    expect(world.resend.accepted).toHaveLength(6);
  });

  it("is not one without shoppers", async () => {
    const world = await World.create();
    await sold(world, 4, 3);
    await shopperWhoLeft(world);
    await world.advance(3 * 60);
    expect(world.resend.accepted).toHaveLength(1);
  });
});
