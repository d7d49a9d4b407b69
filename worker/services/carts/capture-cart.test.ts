import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { cartOf, fillCart, linkIn, salt, shopperWhoLeft, tokenIn } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";

const minutes = 60_000;

async function carts() {
  const { results } = await env.DB.prepare(
    "SELECT status, items, parted_at IS NOT NULL AS parted FROM carts ORDER BY created_at, rowid",
  ).all();
  return results;
}

/** The shop forgets the session; the browser still has its cookie. */
function endSession(world: World): void {
  for (const id of Object.keys(world.shop.state.sessions)) delete world.shop.state.sessions[id];
}

async function removeAll(world: World, shopper: Device): Promise<void> {
  for (const session of Object.values(world.shop.state.sessions)) {
    for (const { key } of session.lines) await shopper.post("/cart/remove", { key });
  }
  expect(await cartOf(shopper)).toEqual([]);
  expect(world.logged).toEqual([]);
}

describe("an empty cart that is seen", () => {
  it("was emptied when the shopper took the last thing out, however long they had looked around before", async () => {
    for (const looked of [1, 29, 31, 300]) {
      const world = await World.create();
      const shopper = world.device();
      await fillCart(shopper);
      world.now += looked * minutes;
      await removeAll(world, shopper);
      expect(await carts()).toEqual([{ status: "lost", items: 0, parted: 0 }]);
    }
  });

  it("was emptied when it is seen soon after it was seen full, by whatever way we did not see", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    for (const session of Object.values(world.shop.state.sessions)) session.lines = [];
    world.now += 19 * minutes;
    await shopper.get("/cart");
    expect(await carts()).toEqual([{ status: "lost", items: 0, parted: 0 }]);
  });

  it("is a session that ended when nothing was seen for longer: the cart is kept, mailed about and found again", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    world.now += 61 * minutes;
    endSession(world);
    expect(await cartOf(shopper)).toEqual([]);
    expect(await carts()).toEqual([{ status: "active", items: 2, parted: 1 }]);
    // What the storefront no longer holds is not shown as if it did.
    expect(await (await shopper.json("/_cw/cart")).json()).toMatchObject({ count: 0 });
    await world.advance(91);
    expect(world.resend.accepted).toHaveLength(1);
    await shopper.post("/_cw/resume", { token: tokenIn(linkIn(world.resend.accepted[0]?.text)) });
    expect(await cartOf(shopper)).toEqual(["2 × 101"]);
    expect(await carts()).toEqual([{ status: "active", items: 2, parted: 0 }]);
  });

  it("is a session that ended when the answer begins a new one, however soon", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    world.now += 2 * minutes;
    for (const name of [...shopper.cookies.keys()])
      if (!name.includes("cw_shopper")) shopper.cookies.delete(name);
    world.origin = async (request) => {
      const response = await world.shop.fetch(request);
      response.headers.append("set-cookie", "PHPSESSID=abc; path=/; HttpOnly");
      return response;
    };
    await shopper.get("/cart");
    expect(await carts()).toEqual([{ status: "active", items: 2, parted: 1 }]);
  });

  it("says nothing on a visit from another site, on which the session's own cookie stays at home", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    const session = shopper.cookies.get("saltmarsh_session") ?? "";
    shopper.cookies.delete("saltmarsh_session");
    await shopper.get("/cart", { "sec-fetch-site": "cross-site" });
    expect(await carts()).toEqual([{ status: "active", items: 2, parted: 0 }]);
    shopper.cookies.set("saltmarsh_session", session);
    expect(await cartOf(shopper)).toEqual(["2 × 101"]);
  });

  it("may be a purchase that was not seen, once an address was given: it is kept, and nobody is written to", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    await shopper.post("/checkout/contact", { name: "Ada", email: "ada@example.com" });
    world.now += 61 * minutes;
    endSession(world);
    await shopper.get("/cart");
    expect(await carts()).toEqual([{ status: "lost", items: 2, parted: 1 }]);
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.accepted).toEqual([]);
    expect(await (await shopper.json("/_cw/offer")).json()).toMatchObject({ count: 2, isOwn: true });
  });
});

describe("a cart that is begun after the session ended", () => {
  it("does not overwrite the one before, which is offered back", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    world.now += 61 * minutes;
    endSession(world);
    await fillCart(shopper, salt);
    expect(await carts()).toEqual([
      { status: "lost", items: 2, parted: 1 },
      { status: "active", items: 1, parted: 0 },
    ]);
    const offer = (await (await shopper.json("/_cw/offer")).json()) as { token: string };
    expect(offer).toMatchObject({ lines: [{ name: "Enamel mug" }], left: "1 hour ago", isOwn: true });
    await shopper.json("/_cw/offer", { choice: "add", token: offer.token, language: "en" });
    expect(await cartOf(shopper)).toEqual(["1 × 107", "2 × 101"]);
    expect((await shopper.json("/_cw/offer")).status).toBe(204);
  });

  it("is not offered back after 'not now'", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    world.now += 61 * minutes;
    endSession(world);
    await shopper.get("/cart");
    const { token } = (await (await shopper.json("/_cw/offer")).json()) as { token: string };
    await shopper.json("/_cw/offer", { choice: "not-now", token, language: "en" });
    expect((await shopper.json("/_cw/offer")).status).toBe(204);
    await fillCart(shopper, salt);
    expect((await shopper.json("/_cw/offer")).status).toBe(204);
  });

  it("is the same cart while something of it is still there", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    world.now += 61 * minutes;
    await fillCart(shopper, salt);
    expect(await carts()).toEqual([{ status: "active", items: 3, parted: 0 }]);
  });
});
