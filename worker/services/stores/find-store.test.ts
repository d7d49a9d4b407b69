import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { fillCart } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { loadStore } from "./find-store.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function worldWithD1() {
  const d1 = new BreakableDatabase(env.DB);
  return { world: await World.create({ env: { DB: d1.binding } }), d1 };
}

/** The wall clock, by which memory goes. */
function laterBy(seconds: number): void {
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + seconds * 1000);
}

const hasBar = async (world: World) =>
  (await (await world.device().get("/cart")).text()).includes("<cw-progress-bar>");

describe("a store", () => {
  it("that is paused is out of the pages within a minute, and back within one", async () => {
    const { world } = await worldWithD1();
    expect(await hasBar(world)).toBe(true);
    await env.DB.prepare("UPDATE stores SET paused_at = 1").run();
    laterBy(59);
    expect(await hasBar(world)).toBe(false);
    await env.DB.prepare("UPDATE stores SET paused_at = NULL").run();
    laterBy(59);
    expect(await hasBar(world)).toBe(true);
  });

  it("is asked for once, not with every page", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    d1.trips = 0;
    await world.device().get("/products/enamel-mug");
    await world.device().get("/products/wool-throw");
    expect(d1.trips).toBe(0);
  });

  it("is looked up while its shop makes the page", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    laterBy(120);
    const events: string[] = [];
    world.origin = (request) => {
      events.push(`asked for ${new URL(request.url).pathname}`);
      return world.shop.fetch(request);
    };
    d1.meanwhile = async (sql) => {
      if (!sql.includes('"stores"')) return;
      await scheduler.wait(20);
      events.push("looked up");
    };
    expect(await hasBar(world)).toBe(true);
    expect(events).toEqual(["asked for /cart", "looked up"]);
  });

  it("is asked nothing that could change something there before it is looked up", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    laterBy(120);
    const events: string[] = [];
    world.origin = (request) => {
      events.push(request.method);
      return world.shop.fetch(request);
    };
    d1.meanwhile = async (sql) => {
      if (sql.includes('"stores"')) events.push("looked up");
    };
    await world.device().post("/cart/add", { product_id: "enamel-mug", quantity: "1" });
    expect(events.slice(0, 2)).toEqual(["looked up", "POST"]);
  });

  it("that has moved gives the page from where it is now", async () => {
    const { world } = await worldWithD1();
    await hasBar(world);
    await env.DB.prepare("UPDATE stores SET origin = 'http://moved.localhost'").run();
    laterBy(120);
    world.elsewhere = async ({ url }) => new Response(`moved to ${url}`);
    expect(await (await world.device().get("/cart")).text()).toBe("moved to http://moved.localhost/cart");
  });

  it("stays as it was last known while the database is down", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    d1.mood = "fails";
    laterBy(3600);
    expect(await hasBar(world)).toBe(true);
  });

  it("is known to an isolate that begins while the database is down", async () => {
    const { world } = await worldWithD1();
    await hasBar(world);
    // Memory goes by the binding: a new one stands for a new isolate.
    const broken = new BreakableDatabase(env.DB);
    broken.mood = "fails";
    world.env = { ...world.env, DB: broken.binding };
    expect(await hasBar(world)).toBe(true);
  });

  it("is not asked for again by every page while the database hangs", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    d1.mood = "hangs";
    world.waitsForDeferred = false;
    laterBy(3600);
    await world.device().get("/products/enamel-mug");
    d1.trips = 0;
    for (let page = 0; page < 5; page++) await world.device().get("/products/enamel-mug");
    expect(d1.trips).toBe(0);
  });

  it("is asked for by one page of many while a look-up behind them is not answered", async () => {
    const { world, d1 } = await worldWithD1();
    await hasBar(world);
    d1.mood = "hangs";
    world.waitsForDeferred = false;
    laterBy(30);
    d1.trips = 0;
    for (let page = 0; page < 5; page++) await world.device().get("/products/enamel-mug");
    expect(d1.trips).toBe(1);
  });

  it("has its settings read once for as long as they stand", async () => {
    const { world } = await worldWithD1();
    const [row] = (await env.DB.prepare("SELECT id FROM stores").all<{ id: string }>()).results;
    const read = async () => (await loadStore(world.context(), row?.id ?? ""))?.settings;
    const first = await read();
    expect(await read()).toBe(first);
    await env.DB.prepare("UPDATE stores SET settings = json_set(settings, '$.timezone', 'Asia/Tokyo')").run();
    expect(await read()).toMatchObject({ timezone: "Asia/Tokyo" });
  });

  it("whose settings cannot be read passes its pages as they are, and still sees carts", async () => {
    const { world } = await worldWithD1();
    await env.DB.prepare(`UPDATE stores SET settings = '{"recovery":{"idleMinutes":"soon"}}'`).run();
    const shopper = world.device();
    await fillCart(shopper);
    expect(await hasBar(world)).toBe(false);
    expect(await (await shopper.json("/_cw/cart")).json()).toMatchObject({ count: 2 });
  });
});
