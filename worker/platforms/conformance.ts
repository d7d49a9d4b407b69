import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import type { DeliveryEstimate, Parcel } from "../domain/delivery-estimate.ts";
import { storeSettings } from "../wire/store-settings.ts";
import type {
  AddedLine,
  Observation,
  ObservedOrder,
  OrderEvent,
  Page,
  Platform,
  ShopSession,
  WebhookDelivery,
} from "./contract.ts";

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
  /** Exchanges that changed the cart without telling the whole of it. */
  changes?: Record<string, Sample>;
  /** Exchanges whose request alone tells how a line was put in. */
  added?: Record<string, { sample: Sample; added: AddedLine }>;
  addresses: Record<string, { sample: Sample; email: string; name?: string }>;
  orders: Record<string, { sample: Sample; order: ObservedOrder }>;
  /** Exchanges that are about orders and place none: drafts, failures, other people's pages. */
  notOrders: Record<string, Sample>;
  /** Watched exchanges that tell nothing, broken in the ways of this platform. */
  unreadable: Record<string, Sample>;
  /** What looks like no answer at all, and tells of an empty cart here: "[]", of a list of carts. */
  emptyAnswers?: string[];
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
    /** Lines of kept carts that are sold out, or no longer there at all. For platforms that tell. */
    gone?: LineItem[];
    /** A code that the shop takes; `null`: the platform has no way in for one. */
    coupon: string | null;
  };
  /** What delivery of two of `simple` costs. For platforms that tell. */
  delivery?: {
    there: { parcel: ParcelTo; estimate: DeliveryEstimate };
    /** Where the shop does not deliver to. */
    nowhere: ParcelTo;
  };
  webhooks?: WebhookSamples;
}

/** Where to; what it is and what it is worth the suite knows. */
export type ParcelTo = Pick<Parcel, "country" | "region" | "currency">;

/** Deliveries as the platform signs them, given a secret and a time. */
export interface WebhookSamples {
  /** Genuine deliveries about orders. @param at epoch ms of signing */
  events: Record<string, (secret: string, at: number) => Promise<SignedSample>>;
  /** Genuine deliveries that are about nothing that is needed. */
  ignored: Record<string, (secret: string, at: number) => Promise<WebhookDelivery>>;
  /** Genuine deliveries that cannot be understood. */
  unreadable: Record<string, (secret: string, at: number) => Promise<WebhookDelivery>>;
  /** The signature covers the time: old deliveries are refused. */
  isTimed: boolean;
}

export interface SignedSample {
  delivery: WebhookDelivery;
  event: OrderEvent;
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

/** A shop in trouble: what it answers then says nothing of what is sold. */
const troubles: [string, () => Promise<Response>][] = [
  ["fails", async () => new Response("<h1>Internal error</h1>", { status: 500 })],
  ["is closed", async () => new Response(null, { status: 503 })],
  ["answers something else", async () => new Response("<html><body>Maintenance</body></html>")],
  ["answers nothing", async () => new Response("")],
  ["answers half", async () => new Response('{"items":[{"id":1')],
  ["sends elsewhere", async () => new Response(null, { status: 302, headers: { location: "/login" } })],
];

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

    it.each(Object.entries(samples.changes ?? {}))("is said to have changed: %s", async (_, sample) => {
      const seen = await see(sample);
      expect(seen).toMatchObject({ changed: true });
      expect(seen).not.toHaveProperty("cart");
    });

    it.each(Object.entries(samples.added ?? {}))(
      "keeps how a line was put in: %s",
      async (_, { sample, added }) => {
        expect(platform.remembersAdds).toBe(true);
        expect(await see(sample)).toMatchObject({ added });
      },
    );

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
      if (body !== null && samples.emptyAnswers?.includes(body)) return;
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
    it.each(Object.entries(samples.addresses))("is seen: %s", async (_, { sample, ...given }) => {
      expect(await see(sample)).toMatchObject(given);
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
      // Every visitor's cart has a name of its own.
      const rebuilt = await platform.readCart(second, settings);
      expect({ ...rebuilt, ref: null }).toEqual({ ...seen, ref: null });
    });

    it("takes what it can and tells what it does not take", async () => {
      const shop = open();
      expect(await put(shop, [soldOut, simple, unknown])).toEqual([soldOut, unknown]);
      expect(names((await platform.readCart(shop, settings))?.lines)).toEqual(names([simple]));
    });

    it("takes a coupon it knows and no other", async () => {
      const shop = open();
      await put(shop, [simple]);
      expect(await platform.applyCoupon(shop, "NO-SUCH-CODE", settings)).toBe(false);
      if (samples.shop.coupon === null) return;
      expect(await platform.applyCoupon(shop, samples.shop.coupon, settings)).toBe(true);
      const cart = await platform.readCart(shop, settings);
      if (cart?.coupons) expect(cart.coupons).toEqual([samples.shop.coupon]);
    });

    it.each(troubles)("is unknown, not empty, while the shop %s", async (_, fetch) => {
      const shop = { base: new URL(shopUrl), fetch, cookie: () => null, setCookie: () => {} };
      expect(await platform.readCart(shop, settings)).toBeNull();
    });
  });

  const { availability } = platform;
  if (availability) {
    describe(`${platform.id}: a kept line`, () => {
      const { simple, optioned, gone = [], open } = samples.shop;

      it("can still be bought, as anybody is told, or is gone", async () => {
        const shop = open();
        await platform.addLines(shop, [simple, ...optioned], settings);
        const seen = await platform.readCart(shop, settings);
        for (const line of seen?.lines ?? [])
          expect(await availability(open(), line, settings)).toEqual({ status: "there" });
        expect(gone.length).toBeGreaterThan(0);
        for (const line of gone)
          expect(await availability(open(), line, settings)).toMatchObject({ status: "gone" });
      });

      it.each(troubles)("does not count as gone while the shop %s", async (_, fetch) => {
        for (const line of gone)
          expect(await availability({ base: new URL(shopUrl), fetch }, line, settings)).toEqual({
            status: "unknown",
          });
      });
    });
  }

  const { estimateDelivery } = platform;
  it(`${platform.id}: has samples of what delivery costs where it tells that`, () => {
    const tells = estimateDelivery !== undefined && (platform.canEstimate?.(settings) ?? true);
    expect(samples.delivery !== undefined).toBe(tells);
  });
  if (estimateDelivery && samples.delivery) {
    const { there, nowhere } = samples.delivery;
    const { simple, unknown, open } = samples.shop;
    const estimate = (shop: ShopSession, to: ParcelTo, lines: LineItem[]) =>
      estimateDelivery(shop, { ...to, value: lines.length === 0 ? null : 100 }, lines, settings);

    describe(`${platform.id}: what delivery costs`, () => {
      it("is that of the cheapest way to the door, as a stranger is told", async () => {
        const told = await estimate(open(), there.parcel, [{ ...simple, quantity: 2 }]);
        expect(told).toEqual(there.estimate);
      });

      it("is the same for a part of the country that the shop does not know by that name", async () => {
        const parcel = { ...there.parcel, region: `${there.parcel.country}-0X0` };
        expect(await estimate(open(), parcel, [{ ...simple, quantity: 2 }])).toEqual(there.estimate);
      });

      it("is not told where the shop does not deliver to", async () => {
        expect(await estimate(open(), nowhere, [simple])).toBeNull();
      });

      it("is not told of a cart that lacks a line", async () => {
        expect(await estimate(open(), there.parcel, [simple, unknown])).toBeNull();
      });

      it("takes few requests, and none without lines where only carts are reckoned", async () => {
        let requests = 0;
        const shop = open();
        const counted: ShopSession = {
          ...shop,
          fetch(path, init) {
            requests++;
            return shop.fetch(path, init);
          },
        };
        await estimate(counted, there.parcel, [simple]);
        expect(requests).toBeLessThanOrEqual(8);
        requests = 0;
        const told = await estimate(counted, there.parcel, []);
        expect(requests).toBe(told === null ? 0 : 1);
      });

      it.each(troubles)("is unknown while the shop %s", async (_, fetch) => {
        const shop = { base: new URL(shopUrl), fetch, cookie: () => null, setCookie: () => {} };
        expect(await estimate(shop, there.parcel, [simple])).toBeNull();
      });
    });
  }

  if (samples.webhooks) webhookConformance(platform, samples.webhooks);
  else {
    it(`${platform.id}: has no webhooks of its own`, () => {
      expect(platform.webhooks).toBeNull();
    });
  }
}

const secret = "wh-secret-of-this-store";
const signedAt = Date.UTC(2026, 10, 20, 12);

/** What every source of signed order events guarantees; also run for the beacon, which is no platform's. */
export function webhookConformance(
  { id, webhooks }: Pick<Platform, "id" | "webhooks">,
  samples: WebhookSamples,
): void {
  const settings = storeSettings.parse({});
  const read = async (delivery: WebhookDelivery, secrets = [secret], now = signedAt + 1000) =>
    (webhooks as NonNullable<Platform["webhooks"]>).read(delivery, secrets, now, settings);
  const events = Object.entries(samples.events);

  describe(`${id}: a webhook`, () => {
    it.each(events)("that is genuine tells of the order: %s", async (_, sign) => {
      const { delivery, event } = await sign(secret, signedAt);
      expect(await read(delivery)).toEqual({ status: "event", event });
    });

    it.each(events)("is the same event however often it is delivered: %s", async (_, sign) => {
      const { delivery } = await sign(secret, signedAt);
      const first = await read(delivery);
      expect(await read({ ...delivery, body: new Uint8Array(delivery.body) })).toEqual(first);
    });

    it.each(events)(
      "is accepted under the secret before the newest, as keys are changed: %s",
      async (_, sign) => {
        const { delivery } = await sign(secret, signedAt);
        expect(await read(delivery, ["the-new-secret", secret])).toMatchObject({ status: "event" });
      },
    );

    it.each(events)("is refused under another store's secret, and under none: %s", async (_, sign) => {
      const { delivery } = await sign("secret-of-another-store", signedAt);
      expect(await read(delivery)).toEqual({ status: "forged" });
      expect(await read(delivery, [])).toEqual({ status: "forged" });
    });

    it.each(events)("is refused after any byte of its body was changed: %s", async (_, sign) => {
      const { delivery } = await sign(secret, signedAt);
      for (let at = 0; at < delivery.body.length; at += 1 + Math.floor(delivery.body.length / 40)) {
        const body = delivery.body.with(at, (delivery.body[at] as number) ^ 1);
        expect(await read({ ...delivery, body })).toEqual({ status: "forged" });
      }
      expect(await read({ ...delivery, body: new Uint8Array() })).toEqual({ status: "forged" });
    });

    it.each(events)("is refused without any one header that its signature needs: %s", async (_, sign) => {
      const { delivery } = await sign(secret, signedAt);
      const outcomes = await Promise.all(
        [...delivery.headers.keys()].map(async (name) => {
          const headers = new Headers(delivery.headers);
          headers.delete(name);
          return (await read({ ...delivery, headers })).status;
        }),
      );
      expect(outcomes).toContain("forged");
      expect(await read({ ...delivery, headers: new Headers() })).toEqual({ status: "forged" });
    });

    // Where the signature covers no time, an old delivery is harmless: it is the same event again.
    it.each(samples.isTimed ? events : [])(
      "is stale when it was signed too long ago: %s",
      async (_, sign) => {
        const { delivery } = await sign(secret, signedAt);
        expect(await read(delivery, [secret], signedAt + 3_600_000)).toEqual({ status: "stale" });
        expect(await read(delivery, [secret], signedAt - 3_600_000)).toEqual({ status: "stale" });
      },
    );

    it.each(Object.entries(samples.ignored))("about anything else is let pass: %s", async (_, sign) => {
      expect(await read(await sign(secret, signedAt))).toEqual({ status: "ignored" });
    });

    it.each(Object.entries(samples.unreadable))(
      "that makes no sense is told from a forged one: %s",
      async (_, sign) => {
        expect(await read(await sign(secret, signedAt))).toMatchObject({ status: "unreadable" });
      },
    );
  });
}
