import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { generic } from "../../platforms/generic.ts";
import { woocommerce } from "../../platforms/woocommerce.ts";
import { planPage } from "../../storefront/page-plan.ts";
import { World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";
import { storeSettings } from "../../wire/store-settings.ts";

const withDataLayer = { generic: { dataLayer: true, cart: { currency: "GBP" } } };
const mug = { item_id: "17", item_name: "Enamel mug", item_variant: "rust", price: 18.5, quantity: 2 };
const viewCart = (items: unknown[], more: object = {}) => ({
  event: "view_cart",
  currency: "EUR",
  value: 37,
  items,
  ...more,
});

const carts = async () =>
  (await env.DB.prepare("SELECT status, currency, total_minor, lines FROM carts").all()).results.map(
    ({ lines, ...cart }) => ({ ...cart, lines: JSON.parse(String(lines)) }),
  );
const orders = async () =>
  (await env.DB.prepare("SELECT number, total_minor, currency FROM orders").all()).results;

describe("what only the shop's page told", () => {
  it("is kept as the cart of the shopper whose browser told it, who is known from then on", async () => {
    const world = await World.create({ settings: withDataLayer });
    const device = world.device();
    const answer = await device.json(paths.seen, viewCart([mug]));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(await carts()).toMatchObject([
      {
        status: "active",
        currency: "EUR",
        total_minor: 3700,
        lines: [
          {
            productId: "17",
            name: "Enamel mug",
            options: [{ name: "variant", value: "rust" }],
            quantity: 2,
            unitMinor: 1850,
            image: null,
            url: null,
          },
        ],
      },
    ]);
    const shown = await (await device.json(paths.cart)).json();
    expect(shown).toMatchObject({ count: 2 });
    await device.json(paths.seen, viewCart([{ ...mug, quantity: 3 }]));
    expect(await (await device.json(paths.cart)).json()).toMatchObject({ count: 3 });
    expect(await (await world.device().json(paths.cart)).json()).toMatchObject({ count: 0 });
  });

  it("closes the cart when it was bought, once however often it is told", async () => {
    const world = await World.create({ settings: withDataLayer });
    const device = world.device();
    await device.json(paths.seen, viewCart([mug]));
    const bought = { event: "purchase", transaction_id: 1042, value: "41.00", currency: "EUR" };
    await device.json(paths.seen, bought);
    await device.json(paths.seen, bought);
    expect(await orders()).toEqual([{ number: "1042", total_minor: 4100, currency: "EUR" }]);
    expect(await carts()).toMatchObject([{ status: "completed" }]);
  });

  it("takes amounts in the store's currency where the page names none that is one", async () => {
    const world = await World.create({ settings: withDataLayer });
    await world.device().json(paths.seen, viewCart([{ item_name: "Tea", price: "4" }], { currency: "£" }));
    expect(await carts()).toMatchObject([
      { currency: "GBP", lines: [{ productId: "Tea", quantity: 1, unitMinor: 400 }] },
    ]);
  });

  it.each([
    ["a price that is none", viewCart([mug, { ...mug, price: "ask" }])],
    ["nothing to know it by", viewCart([{ price: 1 }])],
    ["a checkout without things", { event: "begin_checkout", items: [] }],
  ])("keeps no cart that has %s", async (_, body) => {
    const world = await World.create({ settings: withDataLayer });
    const answer = await world.device().json(paths.seen, body);
    expect(await answer.json()).toEqual({ status: "nothing" });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await carts()).toEqual([]);
  });

  it.each([
    ["another event", { event: "add_to_cart", items: [mug] }],
    ["no price", viewCart([{ ...mug, price: undefined }])],
    ["half a piece", viewCart([{ ...mug, quantity: 0.5 }])],
    ["a name that is an advertisement", viewCart([{ ...mug, item_name: "Win now at https://x.example" }])],
    ["an address for a name", viewCart([{ ...mug, item_name: "www.x.example" }])],
    ["lines in a name", viewCart([{ ...mug, item_name: "a\nb" }])],
    ["more than a cart holds", viewCart(Array.from({ length: 101 }, () => mug))],
    ["more than was asked for", viewCart([mug], { user_data: { email: "ada@example.com" } })],
    ["an order without a number", { event: "purchase", transaction_id: "" }],
    ["no object", []],
  ])("refuses %s", async (_, body) => {
    const world = await World.create({ settings: withDataLayer });
    expect((await world.device().json(paths.seen, body)).status).toBe(400);
    expect(await carts()).toEqual([]);
  });

  it("is not taken from other sites' pages, nor by stores that do not read the data layer", async () => {
    const world = await World.create({ settings: withDataLayer });
    const foreign = await world
      .device()
      .json(paths.seen, viewCart([mug]), { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
    const off = await World.create();
    expect((await off.device().json(paths.seen, viewCart([mug]))).status).toBe(404);
    const other = await World.create({ dialect: "woocommerce", settings: withDataLayer });
    expect((await other.device().json(paths.seen, viewCart([mug]))).status).toBe(404);
    expect(await carts()).toEqual([]);
  });

  it("is asked for on the pages of stores that read the data layer, and on no others", async () => {
    const world = await World.create({ settings: withDataLayer });
    expect(await (await world.device().get("/")).text()).toMatch(/<script defer src="[^"]*data-layer-/);
    const off = await World.create();
    expect(await (await off.device().get("/cart")).text()).not.toContain("data-layer-");
  });

  it("is asked for by a script that keeps to the page's policy, or not at all", async () => {
    const settings = storeSettings.parse(withDataLayer);
    const [piece] = planPage(settings, generic, new URL("https://shop.example/about"), 0);
    const write = (policy: string) => piece?.write({ language: null, policies: [policy] });
    expect(write("script-src 'nonce-abc'")).toMatch(/^<script defer src="[^"]*" nonce="abc"><\/script>$/);
    expect(write("script-src 'none'")).toEqual({ leftOut: "script-not-allowed" });
    expect(planPage(settings, woocommerce, new URL("https://shop.example/about"), 0)).toEqual([]);
  });
});
