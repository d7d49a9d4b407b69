import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createDemoShop, type DemoShop } from "../../../playground/demo-shop/index.ts";
import type { Platform } from "../../platforms/contract.ts";
import { platforms } from "../../platforms/index.ts";
import { MarkupReader } from "../../storefront/markup-reader.ts";
import { BreakableDatabase } from "../../testing/breakable-database.ts";
import { World } from "../../testing/world.ts";

afterEach(() => vi.restoreAllMocks());

const originUrl = "http://origin.localhost";
const form = "application/x-www-form-urlencoded";
const mug = new URLSearchParams({ product_id: "101", quantity: "2", "option[colour]": "sea" }).toString();
const ada = new URLSearchParams({ name: "Ada", email: "ada@example.com" }).toString();

/** What a shopper does in a shop: pages, a picture, a page that is not there, forms. */
const walk: { method: string; path: string; body?: string }[] = [
  { method: "GET", path: "/" },
  { method: "GET", path: "/products/enamel-mug" },
  { method: "GET", path: "/img/enamel-mug-sea.svg" },
  { method: "GET", path: "/nothing-here?q=%C5%82%20&q=2" },
  { method: "POST", path: "/cart/add", body: mug },
  { method: "GET", path: "/cart" },
  { method: "POST", path: "/cart/add", body: "product_id=nonsense" },
  { method: "GET", path: "/checkout/contact" },
  { method: "POST", path: "/checkout/contact", body: ada },
  { method: "HEAD", path: "/products/enamel-mug" },
];

interface Made {
  status: number;
  statusText: string;
  headers: [string, string][];
  body: Uint8Array;
}

const ourCookie = /^((__Host-)?cw_shopper|cw_kept)=/;

async function made(response: Response): Promise<Made> {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers].filter(([name, value]) => name !== "set-cookie" || !ourCookie.test(value)),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** Goes through the shop as one browser and hands each answer over beside the origin's own. */
async function goThrough(world: World, shop: DemoShop): Promise<Step[]> {
  return [...(await goOnce(world, shop, false)), ...(await goOnce(world, shop, true))];
}

interface Step {
  path: string;
  got: Made;
  origin: Made;
}

/** @param named whether the origin names the length of what it sends, as decides between whole pages and streams */
async function goOnce(world: World, shop: DemoShop, named: boolean): Promise<Step[]> {
  const cookies = new Map<string, string>();
  const steps = [];
  for (const { method, path, body } of walk) {
    let origin: Made | undefined;
    const url = `https://${world.hostname}${path}`;
    world.origin = async (request) => {
      const answer = await shop.fetch(request);
      const bytes = answer.body === null ? null : await answer.arrayBuffer();
      const response = new Response(bytes, answer);
      if (named && bytes !== null) response.headers.set("content-length", String(bytes.byteLength));
      // Behind a change the cart is asked for too.
      const isAsked = request.method === method && new URL(request.url).pathname === new URL(url).pathname;
      if (isAsked) {
        origin = { ...(await made(new Response(null, response))), body: new Uint8Array(bytes ?? []) };
      }
      return response;
    };
    const headers = new Headers({ accept: "text/html", "sec-fetch-dest": "document" });
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (body !== undefined) headers.set("content-type", form);
    const request = new Request(url, { method, headers, body: body ?? null, redirect: "manual" });
    const response = await world.handle(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    if (origin === undefined) throw new Error(`${method} ${path} never reached the shop`);
    steps.push({
      path: `${method} ${path}${named ? ", with its length" : ""}`,
      got: await made(response),
      origin,
    });
  }
  return steps;
}

const text = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** The piece that was added to a text, when nothing else was done to it; `null` otherwise. */
function added(before: string, after: string): string | null {
  const size = after.length - before.length;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return after.slice(0, at) + after.slice(at + size) === before ? after.slice(at, at + size) : null;
}

const ours = /^(<cw-([a-z-]+)>.*?<\/cw-\2>)*(<script defer src="\/_cw\/a\/[^>]*><\/script>)?$/s;

/** @param insertion whether a page may carry it: what is broken has nothing to do with pages */
function expectTheShop(steps: Step[], { insertion }: { insertion: boolean }) {
  let insertions = 0;
  for (const { path, got, origin } of steps) {
    expect(`${path}: ${got.status} ${got.statusText}`).toBe(`${path}: ${origin.status} ${origin.statusText}`);
    const piece = added(text(origin.body), text(got.body));
    const isChanged = piece !== "";
    const headers = origin.headers.filter(([name]) => !(isChanged && name === "content-length"));
    expect(got.headers, path).toEqual(headers);
    if (!isChanged) continue;
    expect(insertion && piece !== null && ours.test(rotate(piece)), `${path}: ${piece}`).toBe(true);
    insertions++;
  }
  // The cart page and the checkout's first.
  if (insertion) expect(insertions).toBeGreaterThan(0);
}

/** "cw>…<" begins one character late when what follows it begins like it does. */
function rotate(piece: string): string {
  const at = piece.lastIndexOf("<");
  return piece.startsWith("<") ? piece : piece.slice(at) + piece.slice(0, at);
}

interface Trouble {
  env?: Record<string, unknown>;
  /** Does what is to be done once the store exists. */
  begin?(world: World): unknown;
  insertion: boolean;
}

const broken = () => {
  throw new Error("broken");
};
const brokenQueue = { send: async () => broken(), sendBatch: async () => broken() };
const setSettings = (world: World, settings: string) =>
  env.DB.prepare(
    "UPDATE stores SET settings = ? WHERE id = (SELECT store_id FROM store_hostnames WHERE hostname = ?)",
  )
    .bind(settings, world.hostname)
    .run();
const inPlatform = (method: keyof Platform, work: () => unknown = broken) =>
  vi.spyOn(platforms.generic, method as "read").mockImplementation(work as never);

const troubles: Record<string, Trouble> = {
  "the queue refuses everything": { env: { RECOVERY_QUEUE: brokenQueue }, insertion: true },
  "the settings of the store are not JSON": {
    begin: (world) => setSettings(world, '{"widgets":'),
    insertion: false,
  },
  "the settings of the store are of a shape nobody knows": {
    begin: (world) => setSettings(world, '{"language":"tlh","later":[1]}'),
    insertion: false,
  },
  "the store runs on a platform nobody knows": {
    begin: () => env.DB.prepare("UPDATE stores SET platform = 'later'").run(),
    insertion: false,
  },
  "all secrets are missing": {
    env: { ENCRYPTION_KEYS: undefined, ADDRESS_HASH_KEY: undefined, RESEND_API_KEY: undefined },
    insertion: true,
  },
  "the secrets are nonsense": { env: { ENCRYPTION_KEYS: "?", ADDRESS_HASH_KEY: "?" }, insertion: true },
  "the rate limiter throws": { env: { FORM_LIMIT: { limit: broken } }, insertion: true },
  "the rate limiter is missing": { env: { FORM_LIMIT: undefined }, insertion: true },
  "the platform cannot say what a page is for": { begin: () => inPlatform("pageOf"), insertion: false },
  "the platform cannot say what its checkout is": { begin: () => inPlatform("checkout"), insertion: true },
  "the platform cannot say what to watch": { begin: () => inPlatform("watch"), insertion: true },
  "the platform throws on what it reads": {
    begin: () => inPlatform("read", async () => broken()),
    insertion: true,
  },
  "the platform throws on what it reads, without waiting": {
    begin: () => inPlatform("read"),
    insertion: true,
  },
  "the platform never ends reading": {
    begin: (world) => {
      world.waitsForDeferred = false;
      inPlatform("read", () => new Promise(() => {}));
    },
    insertion: true,
  },
};

describe("the shop as it is, byte for byte", () => {
  it.each(Object.entries(troubles))("when %s", async (_, { env: changed, begin, insertion }) => {
    const world = await World.create();
    if (changed) world.env = { ...world.env, ...changed } as Env;
    await begin?.(world);
    expectTheShop(await goThrough(world, world.shop), { insertion });
  });

  it.each(["fails", "hangs"] as const)(
    "when the database %s before anything was read",
    { timeout: 30_000 },
    async (mood) => {
      const world = await World.create();
      const database = new BreakableDatabase(env.DB);
      world.env = { ...world.env, DB: database.binding, ORIGIN_URL: originUrl };
      database.mood = mood;
      world.waitsForDeferred = false;
      expectTheShop(await goThrough(world, world.shop), { insertion: false });
    },
  );

  it.each(["fails", "hangs"] as const)("when the database %s once the store is known", async (mood) => {
    const world = await World.create();
    const database = new BreakableDatabase(env.DB);
    world.env = { ...world.env, DB: database.binding };
    await world.device().get("/");
    database.mood = mood;
    world.waitsForDeferred = mood === "fails";
    expectTheShop(await goThrough(world, world.shop), { insertion: true });
  });

  it("when the database fails and the queue with it", async () => {
    const world = await World.create();
    const database = new BreakableDatabase(env.DB);
    world.env = { ...world.env, DB: database.binding, RECOVERY_QUEUE: brokenQueue as unknown as Queue };
    await world.device().get("/");
    database.mood = "fails";
    expectTheShop(await goThrough(world, world.shop), { insertion: true });
  });

  it("when the database's binding is missing", async () => {
    const world = await World.create();
    world.env = { ...world.env, DB: undefined as unknown as D1Database, ORIGIN_URL: originUrl };
    expectTheShop(await goThrough(world, world.shop), { insertion: false });
  });

  it("when what is inserted throws after the page was read", async () => {
    const world = await World.create();
    const unprintable = {
      toJSON() {
        throw new Error("broken");
      },
    };
    inPlatform("emailField", () => unprintable);
    const steps = await goThrough(world, world.shop);
    const contact = steps.filter(({ path }) => path.startsWith("GET /checkout/contact"));
    expect(contact).toHaveLength(2);
    for (const { got, origin } of contact) expect(got.body).toEqual(origin.body);
    expectTheShop(steps, { insertion: true });
  });

  it("is what a hostname without a store gets", async () => {
    const world = await World.create();
    const shop = createDemoShop({ dialect: "generic" });
    Object.assign(world, { hostname: `unknown-${crypto.randomUUID().slice(0, 8)}.localhost` });
    world.env = { ...world.env, ORIGIN_URL: originUrl };
    const steps = await goThrough(world, shop);
    for (const { path, got, origin } of steps) expect(got.status, path).toBe(origin.status);
  });
});

/** One address for each kind of page, and what is fetched by scripts. */
const kinds: Record<string, { path: string; body?: string }> = {
  home: { path: "/" },
  product: { path: "/products/enamel-mug" },
  cart: { path: "/cart" },
  checkout: { path: "/checkout/contact" },
  confirmation: { path: "/checkout/done/1001" },
  API: { path: "/cart/add", body: mug },
};

/** What can go wrong on our side; done once the store is known, unless it is said otherwise. */
const faults: Record<string, (world: World, database: BreakableDatabase) => unknown> = {
  "D1 is slow": (_, database) => {
    database.meanwhile = () => scheduler.wait(3000);
  },
  "D1 is slow for an isolate that knows nothing": async (world) => {
    const database = new BreakableDatabase(env.DB);
    database.meanwhile = () => scheduler.wait(3000);
    world.env = { ...world.env, DB: database.binding };
  },
  "D1 is down": (_, database) => {
    database.mood = "fails";
  },
  "the queue is down": (world) => {
    world.env = { ...world.env, RECOVERY_QUEUE: brokenQueue as unknown as Queue };
  },
  "the assets are missing": (world) => {
    world.env = { ...world.env, ASSETS: undefined } as Env;
  },
  "the settings are corrupt": async (world) => {
    await setSettings(world, '{"widgets":{"progressBar":{"place":{"selector":"<","position":"?"}}}}');
    world.env = { ...world.env, DB: new BreakableDatabase(env.DB).binding };
  },
  "a widget throws where its place is decided": () => inPlatform("checkout"),
  "a widget throws while it is drawn": () => inPlatform("checkout", () => unprintableSteps),
  "the piece in mid page throws": async (world) => {
    const place = { selector: "main, form, p", position: "after" };
    await setSettings(world, JSON.stringify({ widgets: { progressBar: { place } } }));
    world.env = { ...world.env, DB: new BreakableDatabase(env.DB).binding };
    inPlatform("checkout", () => unprintableSteps);
  },
  "reading a page breaks down half way": () => {
    vi.spyOn(MarkupReader.prototype, "read").mockImplementation(broken);
  },
  "what is read behind the answer never ends": () => inPlatform("read", () => new Promise(() => {})),
  "telling the merchant fails": (world, database) => {
    database.breaks = (sql) => sql.includes("page_findings");
    return setSettings(world, JSON.stringify({ widgets: { progressBar: { place: { selector: "#no" } } } }));
  },
};

const unprintableSteps = ["cart", "contact", "delivery", "payment", "done"].map((step) => ({
  step,
  get path(): string {
    return {
      toString() {
        throw new Error("broken");
      },
    } as unknown as string;
  },
}));

/** Our own waits before an answer: twice the patience with a look-up, and what a busy machine adds. */
const inTime = 1500;

describe.each(Object.entries(faults))("when %s", (_, fault) => {
  it.each(Object.entries(kinds))(
    "the shopper gets the origin's page in time: %s",
    async (_, { path, body }) => {
      const database = new BreakableDatabase(env.DB);
      const world = await World.create({ env: { DB: database.binding } });
      await world.device().get("/about");
      world.waitsForDeferred = false;
      await fault(world, database);
      for (const named of [true, false]) {
        let original = new Uint8Array();
        world.origin = async (request) => {
          const answer = await world.shop.fetch(request);
          original = new Uint8Array(await answer.arrayBuffer());
          const headers = new Headers(answer.headers);
          if (named) headers.set("content-length", String(original.length));
          return new Response(answer.body === null ? null : original.slice(), {
            status: answer.status,
            headers,
          });
        };
        const headers = {
          accept: "text/html",
          "sec-fetch-dest": "document",
          ...(body && { "content-type": form }),
        };
        const url = `https://${world.hostname}${path}`;
        const request = new Request(url, {
          method: body ? "POST" : "GET",
          headers,
          body: body ?? null,
          redirect: "manual",
        });
        const began = Date.now();
        const response = await world.handle(request);
        expect(Date.now() - began).toBeLessThan(inTime);
        expect(response.status).toBe(body ? 303 : response.status);
        expect(response.status).toBeLessThan(405);
        const got = text(new Uint8Array(await response.arrayBuffer()));
        const rest = got
          .replace(/<cw-([a-z-]+)>.*?<\/cw-\1>/gs, "")
          .replace(/<script defer src="\/_cw\/a\/[^>]*><\/script>/, "");
        expect(rest).toBe(text(original));
      }
    },
  );
});

describe("a database that hangs", () => {
  it("holds no page up for longer than two seconds", async () => {
    const world = await World.create();
    const database = new BreakableDatabase(env.DB);
    world.env = { ...world.env, DB: database.binding, ORIGIN_URL: originUrl };
    database.mood = "hangs";
    world.waitsForDeferred = false;
    const began = Date.now();
    expect((await world.device().get("/")).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(2000);
  });
});

const html = { "content-type": "text/html; charset=utf-8" };
const page = "<!doctype html><html><head><title>x</title></head><body><p>x</p></body></html>";

/** Answers that are no pages for us to change, however odd. */
const oddAnswers: Record<string, () => Response> = {
  "204 without anything": () => new Response(null, { status: 204 }),
  "304 with a validator": () => new Response(null, { status: 304, headers: { etag: '"a"' } }),
  "a redirect to elsewhere": () =>
    new Response(null, { status: 302, headers: { location: "https://pay.example/x?y#z" } }),
  "a redirect with a body and cookies": () =>
    new Response("moved", {
      status: 303,
      headers: [
        ["location", "/cart"],
        ["set-cookie", "a=1; Path=/"],
        ["set-cookie", "b=2; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
      ],
    }),
  "part of a page": () =>
    new Response("<body>", { status: 206, headers: { ...html, "content-range": "bytes 0-5/100" } }),
  "an error page": () => new Response(page, { status: 503, statusText: "Closed for lunch", headers: html }),
  "a status nobody has heard of": () =>
    new Response(page, { status: 299, statusText: "Fine", headers: html }),
  "a page without a type": () => new Response(new TextEncoder().encode(page)),
  "a page to be saved": () =>
    new Response(page, { headers: { ...html, "content-disposition": "attachment; filename=x.html" } }),
  "a page that must not be changed": () =>
    new Response(page, { headers: { ...html, "cache-control": "public, No-Transform", etag: '"b"' } }),
  "a page in UTF-16": () =>
    new Response(page, { headers: { "content-type": "text/html; charset=utf-16le" } }),
  "a page in a coding we do not speak": () =>
    new Response(new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2]), {
      encodeBody: "manual",
      headers: { ...html, "content-encoding": "zstd" },
    }),
  "a page of frames": () =>
    new Response("<html><head></head><frameset><frame src=a></frameset></html>", { headers: html }),
  "a page of nothing": () => new Response("", { headers: html }),
  "bytes that are no text": () =>
    new Response(new Uint8Array([0xff, 0xfe, 0x3c, 0x00, 0x62, 0x00]), { headers: html }),
  "a document that is not HTML": () =>
    new Response(page, { headers: { "content-type": "application/xhtml+xml" } }),
};

describe("an odd answer of the origin", () => {
  it.each(Object.entries(oddAnswers))("passes as it is: %s", async (_, answer) => {
    const world = await World.create();
    world.origin = async () => answer();
    const headers = { accept: "text/html", "sec-fetch-dest": "document" };
    const url = `https://${world.hostname}/cart`;
    const got = await made(await world.handle(new Request(url, { headers, redirect: "manual" })));
    expect(got).toEqual(await made(answer()));
  });

  it("passes when it is an answer to a form", async () => {
    const world = await World.create();
    const answer = () =>
      new Response("{not json", { status: 422, headers: { "content-type": "application/json" } });
    world.origin = async () => answer();
    const request = new Request(`https://${world.hostname}/checkout/contact`, { method: "POST", body: ada });
    expect(await made(await world.handle(request))).toEqual(await made(answer()));
  });
});

describe("an origin that does not answer", () => {
  it("gives 502 and nothing that a cache keeps", async () => {
    const world = await World.create();
    world.origin = async () => {
      throw new TypeError("connection refused");
    };
    const response = await world.device().get("/cart");
    expect(response.status).toBe(502);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it.each([mug, null])("is sent an order, or whatever else is posted, once and not again", async (body) => {
    const world = await World.create();
    let asked = 0;
    world.origin = async () => {
      asked++;
      throw new TypeError("connection reset");
    };
    const url = `https://${world.hostname}/checkout/payment`;
    const response = await world.handle(new Request(url, { method: "POST", body }));
    expect(response.status).toBe(502);
    expect(asked).toBe(1);
  });

  it("is asked for a page again when it broke off in the middle", async () => {
    const world = await World.create();
    let asked = 0;
    world.origin = async () => {
      asked++;
      const headers = { ...html, "content-length": String(page.length) };
      if (asked > 1) return new Response(page, { headers });
      const broken = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode(page.slice(0, 10)));
          controller.error(new TypeError("connection reset"));
        },
      });
      return new Response(broken, { headers });
    };
    const response = await world.device().get("/cart");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(page);
  });
});

describe("a request that has been here before", () => {
  it.each(["a store", "no store"])(
    "ends with 508 on a hostname with %s instead of going round",
    async (which) => {
      const world = await World.create();
      world.env = { ...world.env, ORIGIN_URL: originUrl };
      const hostname = which === "a store" ? world.hostname : "elsewhere.localhost";
      const headers = { "x-cartwright-hop": "1" };
      const response = await world.handle(new Request(`https://${hostname}/`, { headers }));
      expect(response.status).toBe(508);
      expect(response.headers.get("cache-control")).toBe("no-store");
    },
  );
});
