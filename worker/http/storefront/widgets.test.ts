import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Device } from "../../testing/world.ts";
import { World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";
import type { ShippingView } from "../../wire/storefront-api.ts";

const mug = { product_id: "101", quantity: "2", "option[colour]": "sea" };

async function withCart(settings: Record<string, unknown>): Promise<{ world: World; shopper: Device }> {
  const world = await World.create({ settings });
  const shopper = world.device();
  await shopper.post("/cart/add", mug);
  return { world, shopper };
}

describe("delivery, as a visitor asks for it", () => {
  const zones = [
    { countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } }, days: [2, 3] },
    { countries: ["PL"], prices: { GBP: { price: 990 } } },
  ];
  const settings = { widgets: { shipping: { zones, country: "GB", currency: "GBP" } } };
  const ask = async (device: Device) => {
    const answer = await device.json(`${paths.shipping}?lang=en`);
    expect(answer.headers.get("cache-control")).toContain("no-store");
    return answer.status === 204 ? null : ((await answer.json()) as ShippingView);
  };

  it("is of where they are, and of the usual country where that is unknown", async () => {
    const world = await World.create({ settings });
    const device = world.device();
    expect((await ask(device))?.sentence.join("")).toContain("United Kingdom, arrives");
    device.country = "PL";
    expect((await ask(device))?.sentence.join("")).toBe("£9.90 delivery to Poland");
    device.country = null;
    expect((await ask(device))?.sentence.join("")).toContain("United Kingdom");
  });

  it("follows the cart, and only their own", async () => {
    const { world, shopper } = await withCart(settings);
    expect((await ask(shopper))?.goal?.text).toMatch(/^£[\d.]+ more for free delivery$/);
    await shopper.post("/cart/add", { ...mug, quantity: "9" });
    expect((await ask(shopper))?.goal).toEqual({ text: "Your delivery is free", percent: 100 });
    expect((await ask(world.device()))?.goal?.text).toBe("Free delivery from £50.00");
  });

  it("is nothing, and leaves no trace, where the store tells none", async () => {
    const world = await World.create();
    expect(await ask(world.device())).toBeNull();
    expect((await env.DB.prepare("SELECT count(*) AS n FROM carts").first())?.n).toBe(0);
  });
});

describe("a yes under Global Privacy Control", () => {
  const given = {
    email: "ada@mine.example",
    decision: "granted",
    surface: "address-notice",
    language: "en",
    page: "/checkout",
  };
  const gpc = { "sec-gpc": "1" };
  const consents = async () =>
    (await env.DB.prepare("SELECT decision, basis, words FROM consents").all()).results;

  it("is a box that was ticked, never a notice that was shown", async () => {
    const { shopper } = await withCart({ consent: { mode: "notice" } });
    const refused = await shopper.json(paths.contact, { ...given, asked: "notice" }, gpc);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toEqual({ status: "invalid", field: "consent" });
    expect((await shopper.json(paths.contact, given, gpc)).status).toBe(409);
    expect(await consents()).toEqual([]);
    expect((await shopper.json(paths.contact, { ...given, asked: "opt-in" }, gpc)).status).toBe(200);
    expect(await consents()).toMatchObject([{ decision: "granted", basis: "opt-in" }]);
    expect(String((await consents())[0]?.words)).toContain("Email me a reminder");
  });

  it("cannot be claimed as a notice where the store asks by a box", async () => {
    const { shopper } = await withCart({});
    expect((await shopper.json(paths.contact, { ...given, asked: "notice" })).status).toBe(409);
    expect(await consents()).toEqual([]);
  });

  it("does not stand in the way of a no", async () => {
    const { shopper } = await withCart({ consent: { mode: "notice" } });
    await shopper.json(paths.contact, { ...given, asked: "opt-in" });
    const answer = await shopper.json(paths.contact, { ...given, asked: "notice", decision: "refused" }, gpc);
    expect(await answer.json()).toEqual({ status: "forgotten" });
  });
});
