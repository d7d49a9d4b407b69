import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { storeSettings } from "../wire/store-settings.ts";
import type { Observation, ObservedOrder, Page, Platform, ShopSession } from "./contract.ts";

/** One exchange between a shopper and the storefront, as this platform's shops speak. */
export interface Sample {
  method: string;
  path: string;
  headers?: Record<string, string>;
  requestBody?: string;
  /** 200 unless told. */
  status?: number;
  responseHeaders?: Record<string, string>;
  body: string | null;
}

/** What a platform's test brings, beside the platform. */
export interface Samples {
  /** What differs from the defaults. */
  settings?: Record<string, unknown>;
  pages: Record<string, Page>;
  /** Exchanges that told the whole cart. */
  carts: Record<string, { sample: Sample; cart: CartSnapshot }>;
  /** Exchanges that told that the cart is empty now. */
  emptied: Record<string, Sample>;
  addresses: Record<string, { sample: Sample; email: string }>;
  orders: Record<string, { sample: Sample; order: ObservedOrder }>;
  /** Exchanges that are about orders and place none: drafts, failures, other people's pages. */
  notOrders: Record<string, Sample>;
  /** Watched exchanges that tell nothing, broken in the ways of this platform. */
  unreadable: Record<string, Sample>;
  /** Traffic that is not worth a copy. */
  unwatched: { method: string; path: string }[];
  /** A cart of one line with this name and, where the platform sends them, these addresses. */
  cartOf(line: { name: string; image: string; url: string }): Sample;
  /** A new shopper in a running shop, and what can be bought there in this platform's terms. */
  shop: {
    open(): ShopSession;
    simple: LineItem;
    optioned: LineItem[];
    soldOut: LineItem;
    unknown: LineItem;
  };
}

const shopUrl = "https://shop.example";

/** What a platform makes of an exchange, given the copies that it asked for and no others. */
export async function observe(
  platform: Platform,
  sample: Sample,
  settings: Record<string, unknown> = {},
): Promise<Observation | "unwatched"> {
  const all = storeSettings.parse(settings);
  const { method, path, headers = {}, requestBody = null, status = 200, responseHeaders = {}, body } = sample;
  const head = { method, url: new URL(path, shopUrl), headers: new Headers(headers) };
  const watch = platform.watch(head, all);
  if (watch === null) return "unwatched";
  return platform.read(
    {
      ...head,
      requestBody: watch.request ? requestBody : null,
      status,
      responseHeaders: new Headers(responseHeaders),
      responseBody: watch.response ? body : null,
    },
    all,
  );
}

/** What every platform guarantees. One call in each platform's test, with samples of its own. */
export function conformance(platform: Platform, samples: Samples): void {
  const settings = storeSettings.parse(samples.settings ?? {});
  const see = (sample: Sample) => observe(platform, sample, samples.settings);

  describe(`${platform.id}: pages`, () => {
    it.each(Object.entries(samples.pages))("are told by their address: %s", (path, page) => {
      expect(platform.pageOf(new URL(path, shopUrl), settings)).toEqual(page);
    });

    it("of a checkout have an order, an end, and a way back to each stop before it", () => {
      const stops = platform.checkout(settings);
      expect(stops.length).toBeGreaterThan(1);
      expect(new Set(stops.map(({ step }) => step)).size).toBe(stops.length);
      for (const [index, { step, path }] of stops.entries()) {
        expect(step === "done").toBe(index === stops.length - 1);
        if (step === "done") expect(path).toBeNull();
        else expect(path).toMatch(/^\/(?!\/)/);
      }
      expect(platform.emailField(settings)).not.toBe("");
    });
  });

  describe(`${platform.id}: traffic`, () => {
    it.each(samples.unwatched)("that tells nothing is not copied: $method $path", ({ method, path }) => {
      const head = { method, url: new URL(path, shopUrl), headers: new Headers() };
      expect(platform.watch(head, settings)).toBeNull();
    });
  });

  describe(`${platform.id}: a cart`, () => {
    it.each(Object.entries(samples.carts))("is seen whole: %s", async (_, { sample, cart }) => {
      expect(await see(sample)).toMatchObject({ cart });
    });

    it.each(Object.entries(samples.emptied))("is seen to be empty: %s", async (_, sample) => {
      expect(await see(sample)).toMatchObject({ cart: { lines: [] } });
    });

    it.each(Object.entries(samples.unreadable))("is not guessed: %s", async (_, sample) => {
      const seen = await see(sample);
      expect(seen).not.toHaveProperty("cart");
      expect(seen).not.toHaveProperty("order");
    });

    it("is not guessed from any part of an answer that was cut off", async () => {
      for (const { sample } of Object.values(samples.carts)) {
        const body = sample.body ?? "";
        // The last byte may be a line break, and what is cut there is nothing.
        for (
          let length = 0;
          length < body.trimEnd().length - 20;
          length += 1 + Math.floor(body.length / 60)
        ) {
          const seen = await see({ ...sample, body: body.slice(0, length) });
          if (seen !== "unwatched" && seen.cart) expect(seen.cart.lines.length).toBeGreaterThan(0);
        }
      }
    });

    it.each([
      null,
      "",
      "null",
      "[]",
      "{}",
      '"x"',
      "0",
      "<html></html>",
      "<!doctype html><title>Error</title>",
      "\0\ufffd",
    ])("is not guessed from an answer of %j", async (body) => {
      for (const { sample } of Object.values(samples.carts))
        expect(await see({ ...sample, body })).not.toHaveProperty("cart");
    });

    it("keeps a hostile name as text and drops addresses that are none of the web's", async () => {
      const names = [
        "<script>alert(1)</script>",
        `"><img src=x onerror=alert(1)>`,
        "&lt;b&gt;",
        "{{constructor}} %s {name}",
        "'; DROP TABLE carts; --",
        "日本語 \u202e gnp.exe",
        "__proto__",
      ];
      const addresses = [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///x",
      ];
      for (const name of names) {
        const seen = await see(samples.cartOf({ name, image: "/a.png", url: "/a" }));
        expect(seen).toMatchObject({
          cart: { lines: [{ name, image: `${shopUrl}/a.png`, url: `${shopUrl}/a` }] },
        });
      }
      for (const address of addresses) {
        const seen = await see(samples.cartOf({ name: "x", image: address, url: address }));
        expect(seen).toMatchObject({ cart: { lines: [{ name: "x", image: null, url: null }] } });
      }
    });
  });

  describe(`${platform.id}: an address`, () => {
    it.each(Object.entries(samples.addresses))("is seen: %s", async (_, { sample, email }) => {
      expect(await see(sample)).toMatchObject({ email });
    });
  });

  describe(`${platform.id}: an order`, () => {
    it.each(Object.entries(samples.orders))("is seen: %s", async (_, { sample, order }) => {
      expect((await see(sample)) as Observation).toMatchObject({ order });
    });

    it("has the same number each time the same order is seen", async () => {
      for (const { sample, order } of Object.values(samples.orders)) {
        for (let time = 0; time < 2; time++) {
          expect(((await see(sample)) as Observation).order?.number).toBe(order.number);
        }
      }
    });

    it.each(Object.entries(samples.notOrders))("is not seen where there is none: %s", async (_, sample) => {
      expect(await see(sample)).not.toHaveProperty("order");
    });
  });

  describe(`${platform.id}: a cart in the shop`, () => {
    const { simple, optioned, soldOut, unknown, open } = samples.shop;
    const put = (shop: ShopSession, lines: LineItem[]) => platform.addLines(shop, lines, settings);
    const names = (lines: LineItem[] | undefined) =>
      lines?.map(({ name, quantity }) => `${quantity} ${name}`).sort();

    it("is empty for a newcomer, and is said to be", async () => {
      expect(await platform.readCart(open(), settings)).toMatchObject({ lines: [] });
    });

    it("can be rebuilt: with and without options, each as often as its quantity says", async () => {
      const shop = open();
      const lines = [{ ...simple, quantity: 3 }, ...optioned];
      expect(await put(shop, lines)).toEqual([]);
      const cart = await platform.readCart(shop, settings);
      expect(names(cart?.lines)).toEqual(names(lines));
      const chosen = cart?.lines
        .flatMap(({ options }) => options.map(({ value }) => value.toLowerCase()))
        .sort();
      expect(chosen).toEqual(
        optioned.flatMap(({ options }) => options.map(({ value }) => value.toLowerCase())).sort(),
      );
    });

    it("can be rebuilt from what was read of it, as the very same cart", async () => {
      const first = open();
      await put(first, [{ ...simple, quantity: 2 }, ...optioned]);
      const seen = await platform.readCart(first, settings);
      const second = open();
      expect(await put(second, seen?.lines ?? [])).toEqual([]);
      expect(await platform.readCart(second, settings)).toEqual(seen);
    });

    it("takes what it can and tells what it does not take", async () => {
      const shop = open();
      expect(await put(shop, [soldOut, simple, unknown])).toEqual([soldOut, unknown]);
      expect(names((await platform.readCart(shop, settings))?.lines)).toEqual(names([simple]));
    });

    it.each([
      ["fails", async () => new Response("<h1>Internal error</h1>", { status: 500 })],
      ["is closed", async () => new Response(null, { status: 503 })],
      ["answers something else", async () => new Response("<html><body>Maintenance</body></html>")],
      ["answers nothing", async () => new Response("")],
      ["answers half", async () => new Response('{"items":[{"id":1')],
      ["sends elsewhere", async () => new Response(null, { status: 302, headers: { location: "/login" } })],
    ])("is unknown, not empty, while the shop %s", async (_, fetch) => {
      expect(await platform.readCart({ base: new URL(shopUrl), fetch }, settings)).toBeNull();
    });
  });
}
