import { env } from "cloudflare:test";
import { decodeHTMLAttribute } from "entities";
import { describe, expect, it } from "vitest";
import { type WidgetName, widgetNames } from "../../../widgets/index.ts";
import { hour } from "../../domain/clock.ts";
import { findingsOf } from "../../services/stores/note-finding.ts";
import { assetPaths } from "../../storefront/widget-assets.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { fillCart } from "../../testing/shoppers.ts";
import { type Device, World, type WorldOptions } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";
import type { LoaderConfig } from "../../wire/storefront-api.ts";

/** Where each widget is to be seen, what it needs to be there, and how it shows in a page. */
const widgets: Record<
  WidgetName,
  { path: string; kind: string; needs?: object; host?: string; part?: string }
> = {
  progressBar: { path: "/cart", kind: "cart", host: "cw-progress-bar" },
  shipping: {
    ...{ path: "/cart", kind: "cart", host: "cw-shipping" },
    needs: { zones: [{ prices: { GBP: { price: 390 } } }], country: "GB" },
  },
  trustBadges: {
    ...{ path: "/cart", kind: "cart", host: "cw-trust-badges" },
    needs: { badges: [{ kind: "returns", url: "/returns" }] },
  },
  socialProof: {
    ...{ path: "/products/enamel-mug", kind: "product", host: "cw-social-proof" },
    needs: { place: { selector: "main" } },
  },
  saveCart: { path: "/cart", kind: "cart", host: "cw-save-cart" },
  addressNotice: { path: "/checkout/contact", kind: "checkout", part: "notice" },
  exitOffer: { path: "/cart", kind: "cart", part: "offer" },
  survey: { path: "/cart", kind: "cart", part: "survey" },
  resumeBar: { path: "/cart", kind: "cart", part: "resume" },
  checkoutHelp: { path: "/checkout/contact", kind: "checkout", part: "help" },
};
const privately: readonly WidgetName[] = ["exitOffer", "survey", "resumeBar"];
const inPages = widgetNames.filter((name) => !privately.includes(name));

/** A shop in which all other widgets are off. */
function worldWith(name: WidgetName, rules: object, more: WorldOptions = {}): Promise<World> {
  const off = Object.fromEntries(widgetNames.map((one) => [one, { enabled: false }]));
  return World.create({
    settings: { widgets: { ...off, [name]: { enabled: true, ...widgets[name].needs, ...rules } } },
    ...more,
  });
}

/**
 * A shop whose pages take longer than a look into the database, as most do.
 * @param control of every page; left out: the demo shop's own
 */
function slowShop(world: World, { control, etag }: { control?: string; etag?: string } = {}): World {
  world.origin = async (request) => {
    // Its checkout is for those with a cart alone.
    const isCheckout = request.url.includes("/checkout");
    const answer = isCheckout ? new Response(anyPage, { headers: html }) : await world.shop.fetch(request);
    // D1 answers in turn.
    for (let turn = 0; turn < 3; turn++) await env.DB.prepare("SELECT 1").run();
    const headers = new Headers(answer.headers);
    if (control !== undefined) headers.set("cache-control", control);
    if (etag !== undefined) headers.set("etag", etag);
    if (etag !== undefined && request.headers.get("if-none-match") === etag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(answer.body, { status: answer.status, headers });
  };
  return world;
}

const html = { "content-type": "text/html" };
const anyPage =
  "<!doctype html><html><head><title>x</title></head><body><main><h1>Here</h1></main></body></html>";

function configIn(html: string): LoaderConfig | null {
  const [, data] = /<script defer src="[^"]*"(?: nonce="[^"]*")? data-cw="([^"]*)">/.exec(html) ?? [];
  return data === undefined ? null : JSON.parse(decodeHTMLAttribute(data));
}

/** On which devices a widget of this page is shown; none: it is not in it. */
function devicesOf(name: WidgetName, html: string): string[] {
  const { host, part } = widgets[name];
  const config = configIn(html);
  if (part !== undefined) {
    return (["phone", "desktop"] as const).filter((device) => part in { ...config, ...config?.[device] });
  }
  const [, styles] = new RegExp(`<${host}><template[^>]*><style[^>]*>([^<]*)`).exec(html) ?? [];
  if (styles === undefined) return [];
  const hidden = (hover: string) => styles.includes(`@media (hover:${hover}){:host{display:none!important}}`);
  return [...(hidden("none") ? [] : ["phone"]), ...(hidden("hover") ? [] : ["desktop"])];
}

const both = ["phone", "desktop"];
const see = async (shopper: Device, name: WidgetName, headers = {}) =>
  devicesOf(name, await (await shopper.get(widgets[name].path, headers)).text());
const seen = async (name: WidgetName, rules: object) => {
  const shopper = (await worldWith(name, rules)).device();
  if (widgets[name].kind === "checkout") await fillCart(shopper);
  return see(shopper, name);
};

async function findings(world: World) {
  const store = await env.DB.prepare("SELECT store_id AS id FROM store_hostnames").first<{ id: string }>();
  return findingsOf(world.context(), store?.id ?? "");
}

describe.each(widgetNames)("where, when and for whom: %s", (name) => {
  const { kind } = widgets[name];

  it("is on the pages it is for, on both kinds of device, and nowhere when it is off", async () => {
    expect(await seen(name, {})).toEqual(both);
    expect(await seen(name, { pages: [kind] })).toEqual(both);
    expect(await seen(name, { enabled: false })).toEqual([]);
  });

  it("is not on pages of a kind that is not chosen", async () => {
    expect(await seen(name, { pages: [] })).toEqual([]);
  });

  it.each(both)("can be for a %s alone, which the browser tells", async (device) => {
    expect(await seen(name, { devices: [device] })).toEqual([device]);
    expect(await seen(name, { devices: [device, device] })).toEqual([device]);
  });

  it("keeps to its time", async () => {
    // The world's clock stands at 10:00.
    const at = (time: string) => `2026-11-23T${time}:00Z`;
    expect(await seen(name, { schedule: { from: at("10:00"), until: at("10:01") } })).toEqual(both);
    expect(await seen(name, { schedule: { from: at("10:01") } })).toEqual([]);
    expect(await seen(name, { schedule: { until: at("10:00") } })).toEqual([]);
  });

  it("takes a name to be counted under", async () => {
    expect(await seen(name, { variant: "b" })).toEqual(both);
  });
});

describe.each(inPages)("the audience of %s, in a page that nobody keeps", (name) => {
  const shopWith = async (audience: object) =>
    slowShop(await worldWith(name, { audience }), { control: "no-store" });

  it("is asked of the network's country", async () => {
    const world = await shopWith({ countries: ["PL"] });
    const [ada, jan, nobody] = [world.device(), world.device(), world.device()];
    jan.country = "PL";
    nobody.country = null;
    expect(await see(jan, name)).toEqual(both);
    expect(await see(ada, name)).toEqual([]);
    expect(await see(nobody, name)).toEqual([]);
  });

  it("is asked of the site the visit came from", async () => {
    const world = await shopWith({ referrers: ["news.example"] });
    const shopper = world.device();
    expect(await see(shopper, name)).toEqual([]);
    expect(await see(shopper, name, { referer: "https://www.news.example/today" })).toEqual(both);
    expect(await see(shopper, name, { referer: "https://oldnews.example/" })).toEqual([]);
    shopper.cookies.set("cw_from", "www.news.example");
    expect(await see(shopper, name, { referer: `https://${world.hostname}/` })).toEqual(both);
  });

  it("is asked of what their cart is worth", async () => {
    const world = await shopWith({ cart: { currency: "GBP", from: 100, below: 1_000_000 } });
    const [ada, nobody] = [world.device(), world.device()];
    await fillCart(ada);
    expect(await see(ada, name)).toEqual(both);
    expect(await see(nobody, name)).toEqual([]);
  });

  it("is asked of whether they have been here before", async () => {
    const world = await shopWith({ visitors: "returning" });
    const shopper = world.device();
    await fillCart(shopper);
    expect(await see(shopper, name)).toEqual([]);
    world.now += 25 * hour;
    expect(await see(shopper, name)).toEqual(both);
  });

  it.each(["", "public, max-age=60", "private, max-age=60", "no-cache", 'private="set-cookie", no-cache'])(
    "decides nothing where a cache may keep the page (%j): all get the same, and the merchant is told",
    async (control) => {
      const world = slowShop(await worldWith(name, { audience: { countries: ["PL"] } }), { control });
      const page = async (country: string) => {
        const shopper = world.device();
        shopper.country = country;
        return (await shopper.get(widgets[name].path)).text();
      };
      const html = await page("PL");
      expect(devicesOf(name, html)).toEqual([]);
      expect(await page("GB")).toBe(html);
      expect(await findings(world)).toMatchObject([{ widget: name, reason: "page-may-be-kept" }]);
    },
  );
});

describe("a page with a widget for some visitors alone", () => {
  const rich = { cart: { currency: "GBP", from: 100 } };

  it("has it where only the visitor's own browser keeps the page, and asks before it shows it again", async () => {
    const world = await worldWith("saveCart", { audience: { countries: ["GB"] } });
    for (const control of [
      "private, no-cache",
      "no-cache, must-revalidate, max-age=0, private",
      "No-Store",
    ]) {
      expect(await see(slowShop(world, { control }).device(), "saveCart")).toEqual(both);
    }
    expect(await findings(world)).toEqual([]);
  });

  it("is for a cache to keep where its sender says so to that cache alone (RFC 9213)", async () => {
    const world = slowShop(await worldWith("saveCart", { audience: { countries: ["GB"] } }));
    const { origin } = world;
    for (const name of ["cdn-cache-control", "surrogate-control"]) {
      world.origin = async (request) => {
        const answer = (await origin?.(request)) as Response;
        answer.headers.set("cache-control", "no-store");
        answer.headers.set(name, "max-age=60");
        return answer;
      };
      expect(await see(world.device(), "saveCart")).toEqual([]);
    }
  });

  it("asks the database only where carts decide, and only about who may have one", async () => {
    const tripsOf = async (audience: object, hasCart: boolean) => {
      const database = new BreakableDatabase(env.DB);
      const world = slowShop(await worldWith("saveCart", { audience }, { env: { DB: database.binding } }));
      const shopper = world.device();
      if (hasCart) await fillCart(shopper);
      const sql: string[] = [];
      database.breaks = (statement) => {
        if (/from "carts"/.test(statement)) sql.push(statement);
        return false;
      };
      world.origin = async () => new Response(anyPage, { headers: { ...html, "cache-control": "no-store" } });
      await shopper.get("/cart");
      return sql.length;
    };
    const usual = await tripsOf({}, true);
    expect(await tripsOf({ countries: ["GB"], referrers: ["news.example"] }, true)).toBe(usual);
    expect(await tripsOf(rich, false)).toBe(0);
    expect(await tripsOf(rich, true)).toBeGreaterThan(usual);
  });

  it.each(["fails", "hangs"] as const)("comes at once and without it when the database %s", async (mood) => {
    const database = new BreakableDatabase(env.DB);
    const world = await worldWith("saveCart", { audience: rich }, { env: { DB: database.binding } });
    const shopper = slowShop(world).device();
    await fillCart(shopper);
    expect(await see(shopper, "saveCart")).toEqual(both);
    database.mood = mood;
    world.waitsForDeferred = false;
    const began = performance.now();
    const answer = await shopper.get("/cart");
    expect(performance.now() - began).toBeLessThan(1500);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain("Enamel mug");
    expect(devicesOf("saveCart", html)).toEqual([]);
  });

  it("does not wait for a database that is slower than the shop", async () => {
    const database = new BreakableDatabase(env.DB);
    const world = await worldWith("saveCart", { audience: rich }, { env: { DB: database.binding } });
    const shopper = world.device();
    await fillCart(shopper);
    let late: () => void = () => {};
    database.meanwhile = (sql) =>
      /from "carts"/.test(sql) ? new Promise((done) => (late = done)) : Promise.resolve();
    world.waitsForDeferred = false;
    expect(await see(shopper, "saveCart")).toEqual([]);
    late();
  });

  it("is said to be unchanged only to who would get the same again", async () => {
    const world = slowShop(await worldWith("saveCart", { audience: { countries: ["PL"] } }), {
      ...{ control: "private, no-cache", etag: '"v1"' },
    });
    const shopper = world.device();
    shopper.country = "PL";
    const first = await shopper.get("/cart");
    const known = { "if-none-match": first.headers.get("etag") ?? "" };
    expect(devicesOf("saveCart", await first.text())).toEqual(both);
    expect((await shopper.get("/cart", known)).status).toBe(304);
    shopper.country = "GB";
    const elsewhere = await shopper.get("/cart", known);
    expect(elsewhere.status).toBe(200);
    expect(devicesOf("saveCart", await elsewhere.text())).toEqual([]);
  });

  it("is said to have changed once a cache may keep it", async () => {
    const world = slowShop(await worldWith("saveCart", { audience: { countries: ["GB"] } }), {
      ...{ control: "private, no-cache", etag: '"v1"' },
    });
    const shopper = world.device();
    const known = { "if-none-match": (await shopper.get("/cart")).headers.get("etag") ?? "" };
    slowShop(world, { control: "public, max-age=60", etag: '"v1"' });
    const second = await shopper.get("/cart", known);
    expect(second.status).toBe(200);
    expect(devicesOf("saveCart", await second.text())).toEqual([]);
  });

  it("carries nothing of it for others: neither its HTML nor, where nothing else asks for it, our script", async () => {
    const world = slowShop(await worldWith("checkoutHelp", { audience: { countries: ["PL"] } }), {
      control: "no-store",
    });
    const sent = await (await world.device().get("/checkout/contact")).text();
    expect(sent).toBe(anyPage);
  });
});

describe("code for one kind of device", () => {
  it("is not fetched on the other, and what is for both is fetched on both", async () => {
    const zones = [{ prices: { GBP: { price: 390 } } }];
    const world = await World.create({
      settings: {
        widgets: {
          shipping: { zones, country: "GB", devices: ["phone"], pages: ["checkout"] },
          checkoutHelp: {},
        },
      },
    });
    const sent = await slowShop(world).device().get("/checkout/contact");
    const config = configIn(await sent.text());
    const { checkoutHelp, shipping, countStanding } = assetPaths;
    expect(config?.load).toEqual([checkoutHelp, countStanding]);
    expect(config?.phone).toEqual({ load: [checkoutHelp, countStanding, shipping] });
    expect(config).not.toHaveProperty("desktop");
  });
});

describe("the bar with a cart from elsewhere", () => {
  it.each([
    [{ countries: ["GB"] }, 200],
    [{ countries: ["PL"] }, 204],
    [{ cart: { currency: "GBP", from: 100 } }, 200],
    [{ cart: { currency: "GBP", below: 100 } }, 204],
    [{ visitors: "new" }, 200],
    [{ visitors: "returning" }, 204],
    [{ referrers: ["news.example"] }, 204],
  ])("is for its audience alone, as the worker decides when it is asked: %j", async (audience, status) => {
    const world = await World.create({ settings: { widgets: { resumeBar: { audience } } } });
    const shopper = world.device();
    await fillCart(shopper);
    world.now += hour;
    shopper.cookies.delete("saltmarsh_session");
    expect(await (await shopper.get("/cart")).text()).toContain(assetPaths.resumeBar);
    expect((await shopper.json(`${paths.offerBar}?lang=en`)).status).toBe(status);
  });
});

describe("an overlay for visits from some sites", () => {
  it("is decided by the worker, from what the visit's first page noted", async () => {
    const audience = { referrers: ["news.example"] };
    const world = await World.create({ settings: { widgets: { exitOffer: { audience } } } });
    const shopper = world.device();
    await fillCart(shopper);
    const offered = async () =>
      ((await (await shopper.json(`${paths.cart}?lang=en&for=offer`)).json()) as { show: string | null })
        .show;
    expect(await offered()).toBeNull();
    shopper.cookies.set("cw_from", "news.example");
    expect(await offered()).toBe("offer");
  });

  it("is noted on every page as soon as any widget asks for it", async () => {
    const world = await worldWith("saveCart", { audience: { referrers: ["news.example"] } });
    const html = await (await world.device().get("/products/enamel-mug")).text();
    expect(configIn(html)).toMatchObject({ notesReferrer: true });
  });
});
