import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { newUnsubscribeToken } from "../../domain/tokens.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { type Device, World, type WorldOptions } from "../../testing/world.ts";

const canary = "canary.bird@mine.example";
const mug = { product_id: "101", quantity: "2", "option[colour]": "sea" };
const granted = {
  email: canary,
  decision: "granted",
  surface: "address-notice",
  language: "en",
  page: "/checkout/contact",
};

interface Mailed {
  world: World;
  shopper: Device;
  /** Of the link in the mail. */
  token: string;
  unsubscribe: string;
}

/** A shopper with a cart, an address given, and the first mail about it. */
async function mailed(options: WorldOptions = {}): Promise<Mailed> {
  const world = await World.create(options);
  const shopper = world.device();
  await shopper.post("/cart/add", mug);
  await shopper.json("/_cw/contact", granted);
  world.now += 31 * 60_000;
  await world.runCron();
  world.now += 61 * 60_000;
  await world.runCron();
  await world.deliver();
  const text = world.resend.accepted[0]?.text ?? "";
  const token = text.match(/\/_cw\/r\/(\S+)/)?.[1] ?? "";
  const unsubscribe = text.match(/\/_cw\/u\/(\S+)/)?.[1] ?? "";
  if (!token || !unsubscribe) throw new Error("no mail with both links");
  return { world, shopper, token, unsubscribe };
}

/** Every row of every table. */
async function dump(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '[_sd][qc1]*' ORDER BY name",
  ).all<{ name: string }>();
  const tables = [];
  for (const { name } of results) {
    if (/^(sqlite_|d1_|_cf)/.test(name)) continue;
    tables.push([name, (await env.DB.prepare(`SELECT * FROM "${name}" ORDER BY rowid`).all()).results]);
  }
  expect(tables.length).toBeGreaterThan(5);
  return JSON.stringify(tables);
}

function send(world: World, path: string, init: RequestInit = {}): Promise<Response> {
  return world.handle(new Request(`https://${world.hostname}${path}`, { redirect: "manual", ...init }));
}

/** Lets nothing reach the shop. */
function closeShop(world: World): void {
  world.origin = async () => {
    throw new Error("this must not reach the shop");
  };
}

const cookieOf = (device: Device) =>
  [...device.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

describe("addresses under our prefix", () => {
  let shared: Mailed;
  beforeAll(async () => {
    shared = await mailed();
  });

  const nothingThere = [
    "/_cw",
    "/_cw/",
    "/_cw//cart",
    "/_cw/cart/",
    "/_cw/cart.css",
    "/_cw/cart/x.css",
    "/_cw/cart;a.css",
    "/_cw/cart%3b.css",
    "/_cw/cart%2fx.css",
    "/_cw/cart%2f..%2f",
    "/_cw/cart%2f%2e%2e%2fx.js",
    "/_cw/cart%5cx.css",
    "/_cw/cart%00.css",
    "/_cw/cart%0a.css",
    "/_cw/cart%23.css",
    "/_cw/cart%3fx.css",
    "/_cw/cart%20",
    "/_cw/Cart",
    "/_cw/r",
    "/_cw/r/",
    "/_cw/u/",
    "/_cw/r/a/b.css",
    "/_cw/u/a/b.css",
    "/_cw/contact.js",
    "/_cw/resume/x.png",
    "/_cw/offer.css",
    "/_cw/offer/x.css",
    "/_cw/send-cart/",
    "/_cw/handover.svg",
    "/_cw/h/",
    "/_cw/h/x.css",
    "/_cw/h/K7PM-3XQ9/x.css",
    "/_cw/h/K7PM-3XQ9.css",
    "/_cw/a/nothing.js",
    "/_cw/.git/config",
    "/_cw/admin",
    "/_cw/cart/../../_cw/nothing",
    "/_cw/%",
    "/_cw/%ff",
  ];

  it.each(nothingThere)("hold nothing at %s, keep it out of caches and away from the shop", async (path) => {
    const { world, shopper } = shared;
    closeShop(world);
    for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const response = await send(world, path, { method, headers: { cookie: cookieOf(shopper) } });
      expect(`${method} ${response.status}`).toBe(`${method} 404`);
      expect(response.headers.get("cache-control"), method).toContain("no-store");
      expect(await response.text()).not.toContain("Enamel");
    }
  });

  it("never let an answer of ours be stored, and set no cookie on reading", async () => {
    const { world, shopper, token, unsubscribe } = shared;
    closeShop(world);
    for (const path of [
      "/_cw/cart",
      "/%5fcw/cart",
      "/x/../_cw/cart",
      `/_cw/r/${token}`,
      `/_cw/u/${unsubscribe}`,
    ]) {
      const response = await send(world, path, { headers: { cookie: cookieOf(shopper) } });
      expect(`${path} ${response.status}`).toBe(`${path} 200`);
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it("keep a mail's token out of every Referer, and scripts and frames off the pages behind it", async () => {
    const { world, token, unsubscribe } = shared;
    for (const path of [`/_cw/r/${token}`, `/_cw/u/${unsubscribe}`, "/_cw/r/wrong", "/_cw/u/wrong"]) {
      const { headers } = await send(world, path);
      expect(headers.get("referrer-policy")).toBe("strict-origin");
      expect(headers.get("x-robots-tag")).toBe("noindex, nofollow");
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'nonce-[\w-]+';/,
      );
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("script-src");
    }
  });

  it("change nothing on GET, HEAD and OPTIONS, whoever opens them, however often", async () => {
    const { world, shopper, token, unsubscribe } = shared;
    closeShop(world);
    const before = await dump();
    const paths = [
      "/_cw/cart",
      "/_cw/contact",
      "/_cw/resume",
      "/_cw/offer",
      "/_cw/send-cart",
      "/_cw/handover",
      "/_cw/h",
      "/_cw/h/K7PM-3XQ9",
      `/_cw/r/${token}`,
      `/_cw/u/${unsubscribe}`,
    ];
    for (const cookie of ["", cookieOf(shopper)]) {
      for (const path of [...paths, ...paths]) {
        for (const method of ["GET", "HEAD", "OPTIONS"])
          await send(world, path, { method, headers: { cookie } });
      }
    }
    expect(await dump()).toBe(before);
    expect(world.queued).toEqual([]);
  });

  it("show the cart behind a mail's link without saying whose it is", async () => {
    const { world, token } = shared;
    const html = await (await send(world, `/_cw/r/${token}`)).text();
    expect(html).toContain("Enamel mug");
    for (const secret of ["canary", "mine.example", "shopper_", "cart_", "contact_", "message_"]) {
      expect(html.toLowerCase()).not.toContain(secret);
    }
  });
});

describe("a wrong token", () => {
  const nonceless = (html: string) => html.replace(/nonce="[^"]+"/, "");

  it("gets the same answer, to the byte, as any other wrong token, and changes nothing", async () => {
    const { world, token, unsubscribe } = await mailed();
    const other = await mailed({ beside: true });
    const flipped = (text: string) => text.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const [version, kid, payload, signature] = unsubscribe.split(".");
    const wrong = {
      r: [
        "A".repeat(43),
        "x",
        "%00",
        "..%2f..%2fcart",
        token.slice(1),
        `${token}A`,
        token.toLowerCase(),
        other.token,
      ],
      u: [
        "x",
        "v1.a.b.c",
        "v1...",
        "v2.".concat([kid, payload, signature].join(".")),
        [version, "zz", payload, signature].join("."),
        [version, kid, flipped(payload ?? ""), signature].join("."),
        [version, kid, payload, signature?.slice(0, -2)].join("."),
        [version, kid, payload, ""].join("."),
        `${unsubscribe}.x`,
        "%00",
        other.unsubscribe,
      ],
    };
    const before = await dump();
    for (const [route, tokens] of Object.entries(wrong)) {
      const answers = new Set<string>();
      for (const one of tokens) {
        const methods = route === "u" ? ["GET", "POST"] : ["GET"];
        for (const method of methods) {
          const response = await send(world, `/_cw/${route}/${one}`, { method });
          answers.add(`${response.status} ${nonceless(await response.text())}`);
        }
      }
      expect([...answers]).toHaveLength(1);
      expect([...answers][0]).toMatch(/^404 /);
    }
    expect(await dump()).toBe(before);
  });

  it("is what a right one becomes once its time is over", async () => {
    const { world, token } = await mailed();
    const read = async (path: string) => nonceless(await (await send(world, path)).text());
    const wrong = await read(`/_cw/r/${"A".repeat(43)}`);
    expect(await read(`/_cw/r/${token}`)).not.toBe(wrong);
    world.now += 31 * 24 * 3_600_000;
    expect(await read(`/_cw/r/${token}`)).toBe(wrong);
  });

  it("rebuilds nothing", async () => {
    const { world } = await mailed();
    const other = await mailed({ beside: true });
    const before = await dump();
    for (const token of ["", "x", "A".repeat(43), other.token]) {
      const response = await world.device().post("/_cw/resume", { token });
      expect(response.status).toBe(404);
    }
    expect(await dump()).toBe(before);
  });
});

describe("a form from elsewhere", () => {
  const elsewhere: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "" },
    { "sec-fetch-site": "cross-site", origin: "SELF" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://SELF" },
    { origin: "https://SELF.evil.example" },
    { referer: "https://SELF/" },
    {},
  ];

  it.each(elsewhere)("is refused and changes nothing: %j", async (template) => {
    const { world, shopper, token } = await mailed();
    closeShop(world);
    const headers = Object.fromEntries(
      Object.entries(template).map(([name, value]) => [name, value.replace("SELF", world.hostname)]),
    );
    const before = await dump();
    for (const type of ["application/x-www-form-urlencoded", "application/json", "text/plain", ""]) {
      const init = {
        method: "POST",
        headers: { ...headers, "content-type": type, cookie: cookieOf(shopper) },
      };
      const refusal = JSON.stringify({ ...granted, decision: "refused" });
      expect((await send(world, "/_cw/contact", { ...init, body: refusal })).status).toBe(403);
      expect((await send(world, "/_cw/resume", { ...init, body: `token=${token}` })).status).toBe(403);
      for (const path of ["/_cw/offer", "/_cw/send-cart", "/_cw/handover", "/_cw/h"]) {
        expect((await send(world, path, { ...init, body: JSON.stringify(granted) })).status).toBe(403);
      }
    }
    expect(await dump()).toBe(before);
  });

  it("passes from the shop's own page in a browser too old to say where it comes from", async () => {
    const { world, shopper } = await mailed();
    const headers = { origin: `https://${world.hostname}`, cookie: cookieOf(shopper) };
    const body = JSON.stringify(granted);
    expect((await send(world, "/_cw/contact", { method: "POST", headers, body })).status).toBe(200);
  });
});

describe("unsubscribing", () => {
  const bodies = (): Record<string, BodyInit | null> => {
    const multipart = new FormData();
    multipart.set("List-Unsubscribe", "One-Click");
    return { form: new URLSearchParams("List-Unsubscribe=One-Click"), multipart, nothing: null };
  };

  it.each(Object.keys(bodies()))(
    "needs no cookie and no origin, and once more is as good as once: body %s",
    async (kind) => {
      const { world, unsubscribe } = await mailed();
      for (const origin of ["https://mail.example", "null", ""]) {
        const headers: Record<string, string> = origin ? { origin, "sec-fetch-site": "cross-site" } : {};
        const init = { method: "POST", headers, body: bodies()[kind] ?? null };
        const response = await send(world, `/_cw/u/${unsubscribe}`, init);
        expect(response.status).toBe(200);
        expect(response.headers.getSetCookie()).toEqual([]);
        expect(response.headers.get("location")).toBeNull();
      }
      const { results } = await env.DB.prepare(
        "SELECT reason FROM suppressions WHERE store_id = (SELECT store_id FROM store_hostnames WHERE hostname = ?)",
      )
        .bind(world.hostname)
        .all();
      expect(results).toEqual([{ reason: "unsubscribed" }]);
      await world.advance(4 * 24 * 60, 60);
      expect(world.resend.accepted).toHaveLength(1);
    },
  );

  it.each(["fails", "hangs"] as const)(
    "is kept while no store can be looked up because the database %s, and told to nobody else",
    async (mood) => {
      const { world, unsubscribe } = await mailed();
      closeShop(world);
      const healthy = world.env;
      const database = new BreakableDatabase(env.DB);
      world.env = { ...healthy, DB: database.binding, ORIGIN_URL: "http://origin.localhost" };
      database.mood = mood;
      world.waitsForDeferred = false;
      await world.forgetLastKnown();
      expect((await send(world, `/_cw/u/${unsubscribe}x`, { method: "POST" })).status).toBe(404);
      expect((await send(world, `/_cw/u/${unsubscribe}`, { method: "POST" })).status).toBe(200);
      for (const path of ["/_cw/cart", "/_cw/r/x", "/_cw/u/x"]) {
        const response = await send(world, path);
        expect(response.status).toBe(503);
        expect(response.headers.get("cache-control")).toContain("no-store");
      }
      world.env = healthy;
      world.waitsForDeferred = true;
      await world.deliver();
      await world.advance(4 * 24 * 60, 60);
      expect(world.resend.accepted).toHaveLength(1);
    },
  );

  it("takes no token that another store's mail carried", async () => {
    const { world } = await mailed();
    const other = await mailed({ beside: true });
    const before = await dump();
    expect((await send(world, `/_cw/u/${other.unsubscribe}`, { method: "POST" })).status).toBe(404);
    expect(await dump()).toBe(before);
  });

  it("takes no token that was signed for another purpose", async () => {
    const { world } = await mailed();
    const { keys } = world.context();
    const token = await newUnsubscribeToken(
      { ...keys, sign: (_, text) => keys.sign("something else", text) },
      { storeId: "store_x", addressHash: "x" },
    );
    expect((await send(world, `/_cw/u/${token}`, { method: "POST" })).status).toBe(404);
  });
});

describe("the shopper's cookie", () => {
  it("is locked to the host, unreadable to scripts, and stays home on requests from elsewhere", async () => {
    const world = await World.create();
    const added = await send(world, "/cart/add", { method: "POST", body: new URLSearchParams(mug) });
    expect(added.headers.getSetCookie().join()).toContain("saltmarsh_session=");
    const response = await send(world, "/cart");
    const ours = response.headers.getSetCookie();
    expect(ours).toEqual([
      expect.stringMatching(
        /^__Host-cw_shopper=shopper_[0-9a-z]{26}; Path=\/; Max-Age=31536000; SameSite=Lax; Secure; HttpOnly$/,
      ),
      // This one scripts may read. There is nobody in it.
      "cw_kept=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure",
    ]);
  });

  it("is not set again for a shopper who has one", async () => {
    const { world, shopper } = await mailed();
    const response = await send(world, "/cart", {
      headers: { cookie: cookieOf(shopper), accept: "text/html" },
    });
    expect(response.headers.getSetCookie().join()).not.toContain("cw_shopper");
  });

  it.each(["public, max-age=60", "", "max-age=0", "no-cache", "s-maxage=600"])(
    "is not set on what a cache may keep: cache-control %j",
    async (control) => {
      const world = await World.create();
      world.origin = async () => {
        const page = '<html><body><p class="cart-empty">Nothing</p></body></html>';
        return new Response(page, { headers: { "content-type": "text/html", "cache-control": control } });
      };
      const response = await send(world, "/cart", { headers: { accept: "text/html" } });
      expect(response.headers.getSetCookie()).toEqual([]);
    },
  );

  it("is not set on pages that concern no cart", async () => {
    const world = await World.create();
    for (const path of ["/", "/shop/", "/products/enamel-mug", "/img/enamel-mug-sea.svg"]) {
      const response = await send(world, path, { headers: { accept: "text/html" } });
      expect(response.headers.getSetCookie(), path).toEqual([]);
    }
  });

  it("opens nobody else's cart", async () => {
    const { world, shopper } = await mailed();
    const other = await World.create({ beside: true });
    const own = cookieOf(shopper);
    const id = shopper.cookies.get("__Host-cw_shopper") ?? "";
    expect(await (await send(world, "/_cw/cart", { headers: { cookie: own } })).json()).toMatchObject({
      count: 2,
    });
    const nobody = [
      "",
      `cw_shopper=${id}`,
      `__Host-cw_shopper=${id}x`,
      `__Host-cw_shopper=${id.toUpperCase()}`,
      "__Host-cw_shopper=shopper_%",
      `__Host-cw_shopper=' OR 1=1 --`,
    ];
    for (const cookie of nobody) {
      const response = await send(world, `/_cw/cart?shopper=${id}&shopperId=${id}`, { headers: { cookie } });
      expect(await response.json()).toEqual({ lines: [], count: 0, total: null });
    }
    const elsewhere = await send(other, "/_cw/cart", { headers: { cookie: own } });
    expect(await elsewhere.json()).toEqual({ lines: [], count: 0, total: null });
  });
});

describe("too much", () => {
  const streamed = (size: number) =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < size; at += 1000) controller.enqueue(new Uint8Array(1000).fill(97));
        controller.close();
      },
    });

  it("in a body is refused by what arrives, not by what a header says of it", async () => {
    const { world, shopper } = await mailed();
    closeShop(world);
    const headers = { "sec-fetch-site": "same-origin", cookie: cookieOf(shopper) };
    const before = await dump();
    for (const [path, size] of [
      ["/_cw/contact", 5000],
      ["/_cw/resume", 2000],
      ["/_cw/offer", 2000],
      ["/_cw/send-cart", 5000],
      ["/_cw/handover", 2000],
      ["/_cw/h", 2000],
    ] as const) {
      for (const body of ["a".repeat(size), streamed(size)]) {
        const response = await send(world, path, { method: "POST", headers, body });
        expect(`${path} ${response.status}`).toBe(`${path} 413`);
      }
      // These two would take what came before the lie: no body, and a code that is none.
      if (path === "/_cw/handover" || path === "/_cw/h") continue;
      const lying = { ...headers, "content-length": "10" };
      const response = await send(world, path, { method: "POST", headers: lying, body: streamed(size) });
      expect([400, 403, 404, 409, 413]).toContain(response.status);
    }
    expect(await dump()).toBe(before);
  });

  it("from one network is refused for a while, and only there", async () => {
    const { world, shopper } = await mailed();
    const post = (address: string) =>
      send(world, "/_cw/contact", {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin", cookie: cookieOf(shopper), "cf-connecting-ip": address },
        body: "{}",
      });
    // More than two minutes' worth: a minute may turn while this runs.
    const statuses = new Set<number>();
    for (let n = 1; n <= 65; n++) statuses.add((await post(`2001:db8::${n.toString(16)}`)).status);
    expect([...statuses].sort()).toEqual([400, 429]);
    expect((await post("2001:db8:0:1::1")).status).toBe(400);
    expect((await post("203.0.113.9")).status).toBe(400);
  });
});

describe("the log", () => {
  it("holds neither an address nor a token, on whatever path and whatever breaks", async () => {
    const { world, shopper, token, unsubscribe } = await mailed();
    const database = new BreakableDatabase(env.DB);
    world.env = { ...world.env, DB: database.binding };
    await shopper.get("/");
    const everything = async () => {
      await shopper.json("/_cw/contact", granted);
      await shopper.json("/_cw/contact", { ...granted, email: `${canary}@twice`, extra: canary });
      await shopper.json("/_cw/contact", { ...granted, decision: "refused" });
      await shopper.json("/_cw/send-cart", { email: canary, language: "en", page: `/cart?${canary}` });
      await shopper.json("/_cw/offer", { choice: "add", token, language: "en" });
      await shopper.post("/_cw/h", { code: canary });
      await send(world, `/_cw/h/${token}`);
      await send(world, `/_cw/r/${token}`);
      await send(world, `/_cw/r/${token}/${canary}`);
      await send(world, `/_cw/u/${unsubscribe}`, { method: "POST" });
      await send(world, `/_cw/u/${unsubscribe}/more`);
      await shopper.post("/_cw/resume", { token });
      await shopper.post("/checkout/contact", { name: "Ada", email: canary });
      await shopper.get(`/checkout/contact?email=${canary}&token=${token}`);
      await shopper.get("/cart");
      await world.runCron();
      await world.deliver();
    };
    await everything();
    database.mood = "fails";
    await everything().catch(() => {});
    world.env = { ...world.env, ENCRYPTION_KEYS: "", RECOVERY_QUEUE: undefined as unknown as Queue };
    await everything().catch(() => {});
    database.mood = "well";
    world.origin = async (request) => {
      throw new TypeError(`no route to ${request.url} for ${await request.text()}`);
    };
    await everything().catch(() => {});
    expect(world.logged.length).toBeGreaterThan(5);
    const log = world.logged.filter((line) => !line.includes("no route to")).join("\n");
    for (const secret of ["canary", "mine.example", token, unsubscribe]) expect(log).not.toContain(secret);
  });
});
