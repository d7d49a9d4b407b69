import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { pauseStore, setSettings } from "../../services/stores/change-store.ts";
import { findingsOf } from "../../services/stores/note-finding.ts";
import { buy, fillCart, mug, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

afterEach(() => vi.restoreAllMocks());

const html = { "content-type": "text/html; charset=utf-8" };
const page =
  "<!doctype html><html><head><title>x</title></head><body><main><h1>Cart</h1><p>x</p></main></body></html>";
const browser = { accept: "text/html", "sec-fetch-dest": "document" };

/** An origin that answers 304 to whoever has the page, and notes what it was asked. */
function conditionalOrigin(world: World, state = { etag: '"v1"', more: {} as Record<string, string> }) {
  const asked: (string | null)[] = [];
  world.origin = async (request) => {
    const condition = request.headers.get("if-none-match");
    asked.push(condition);
    expect(request.headers.get("if-modified-since")).toBeNull();
    const headers = new Headers({
      ...html,
      etag: state.etag,
      "last-modified": "Wed, 21 Oct 2026 07:28:00 GMT",
      ...state.more,
    });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    if (condition?.split(", ").includes(state.etag)) return new Response(null, { status: 304, headers });
    headers.set("content-length", String(page.length));
    return new Response(request.method === "HEAD" ? null : page, { headers });
  };
  return { asked, state };
}

const ask = (world: World, headers: Record<string, string> = {}, method = "GET", path = "/cart") =>
  world.handle(
    new Request(`https://${world.hostname}${path}`, {
      method,
      headers: { ...browser, ...headers },
      redirect: "manual",
    }),
  );

async function changeSettings(world: World, changes: [string, unknown][]) {
  const { store_id } = (await env.DB.prepare("SELECT store_id FROM store_hostnames WHERE hostname = ?")
    .bind(world.hostname)
    .first<{ store_id: string }>()) as { store_id: string };
  const changed = await setSettings(world.context(), store_id, changes);
  expect(changed.status).toBe("done");
  await forgetStore(world);
  return store_id;
}

/** Memory of stores goes by the wall clock. */
async function forgetStore(world: World) {
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 120_000);
  await world.handle(new Request(`https://${world.hostname}/favicon.ico`));
}

describe("whoever has a page of ours already", () => {
  it("is told that it has not changed, when neither the origin's part nor ours has", async () => {
    const world = await World.create();
    const { asked } = conditionalOrigin(world);
    const first = await ask(world);
    expect(await first.text()).toContain("<cw-progress-bar>");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"v1;cw-s-[0-9a-f]{32}"$/);
    expect(first.headers.get("last-modified")).toBeNull();
    const second = await ask(world, {
      "if-none-match": etag,
      "if-modified-since": "Wed, 21 Oct 2026 07:28:00 GMT",
    });
    expect(second.status).toBe(304);
    expect(second.headers.get("etag")).toBe(etag);
    expect(second.headers.get("last-modified")).toBeNull();
    expect(second.headers.getSetCookie()).toEqual(expect.arrayContaining(["a=1", "b=2"]));
    expect(asked).toEqual([null, '"v1"']);
  });

  it("gets the new page when the origin's part has changed", async () => {
    const world = await World.create();
    const { state } = conditionalOrigin(world);
    const etag = (await ask(world)).headers.get("etag") ?? "";
    state.etag = '"v2"';
    const second = await ask(world, { "if-none-match": etag });
    expect(second.status).toBe(200);
    expect(second.headers.get("etag")).toContain("v2");
  });

  it.each<[string, [string, unknown][], RegExp]>([
    ["a colour", [["widgets.progressBar.accent", "#1a7f5a"]], /--accent:#1a7f5a/],
    [
      "a place",
      [["widgets.progressBar.place", { selector: "h1", position: "before" }]],
      /<main><cw-progress-bar>/,
    ],
  ])(
    "gets the new page when the merchant has changed %s, though the origin's is as it was",
    async (_, changes, shown) => {
      const world = await World.create();
      const { asked } = conditionalOrigin(world);
      const etag = (await ask(world)).headers.get("etag") ?? "";
      await changeSettings(world, changes);
      const second = await ask(world, { "if-none-match": etag });
      expect(second.status).toBe(200);
      expect(await second.text()).toMatch(shown);
      expect(asked.slice(-2)).toEqual(['"v1"', null]);
    },
  );

  it("gets the page once more when its policy has changed", async () => {
    const world = await World.create();
    const { state } = conditionalOrigin(world);
    const etag = (await ask(world)).headers.get("etag") ?? "";
    state.more = { "content-security-policy": "script-src 'none'" };
    const second = await ask(world, { "if-none-match": etag });
    expect(second.status).toBe(200);
    expect(await second.text()).not.toContain("<script");
  });

  it.each(['"v1"', '"v1", "v0"', "*", 'W/"v1;cw-s-00000000000000000000000000000000"'])(
    "from the shop itself, or from elsewhere, is not told so: %s",
    async (etag) => {
      const world = await World.create();
      conditionalOrigin(world);
      expect((await ask(world, { "if-none-match": etag })).status).toBe(200);
    },
  );

  it("asks the origin itself where nothing of ours goes in", async () => {
    const world = await World.create();
    world.origin = async (request) => {
      expect(request.headers.get("if-none-match")).toBe('"x"');
      expect(request.headers.get("if-modified-since")).toBe("Wed, 21 Oct 2026 07:28:00 GMT");
      expect(request.headers.get("range")).toBe("bytes=0-5");
      expect(request.headers.get("accept-encoding")).toBe("gzip, br, zstd");
      return new Response(null, { status: 304, headers: { etag: '"x"' } });
    };
    const response = await ask(
      world,
      {
        "if-none-match": '"x"',
        "if-modified-since": "Wed, 21 Oct 2026 07:28:00 GMT",
        range: "bytes=0-5",
        "accept-encoding": "gzip, br, zstd",
      },
      "GET",
      "/about",
    );
    expect(response.status).toBe(304);
    expect(response.headers.get("etag")).toBe('"x"');
  });
});

describe("a page's headers alone", () => {
  it("are those that the page itself would have", async () => {
    const world = await World.create();
    conditionalOrigin(world);
    const page = await ask(world);
    const headers = await ask(world, {}, "HEAD");
    expect(headers.status).toBe(200);
    expect(headers.headers.get("content-length")).toBeNull();
    for (const name of ["etag", "content-type", "last-modified"]) {
      expect(headers.headers.get(name), name).toBe(page.headers.get(name));
    }
    const again = await ask(world, { "if-none-match": page.headers.get("etag") ?? "" }, "HEAD");
    expect(again.status).toBe(304);
  });

  it("are the origin's for anything else", async () => {
    const world = await World.create();
    world.origin = async () =>
      new Response(null, { headers: { ...html, "content-length": "1234", etag: '"a"' } });
    const response = await ask(world, { accept: "*/*", "sec-fetch-dest": "empty" }, "HEAD");
    expect(response.headers.get("content-length")).toBe("1234");
    expect(response.headers.get("etag")).toBe('"a"');
  });
});

describe("a widget with a place", () => {
  it.each([
    ["h1", "before", "<main>{}<h1>"],
    ["main > h1", "after", "</h1>{}<p>"],
    ["main", "prepend", "<main>{}<h1>"],
    ["main", "append", "</p>{}</main>"],
  ])("stands where the merchant wants it: %s %s", async (selector, position, around) => {
    const world = await World.create({
      settings: { widgets: { progressBar: { place: { selector, position } } } },
    });
    for (const length of [true, false]) {
      world.origin = async () =>
        new Response(page, {
          headers: { ...html, ...(length && { "content-length": String(page.length) }) },
        });
      const text = await (await ask(world)).text();
      const bar = /<cw-progress-bar>.*<\/cw-progress-bar>/s.exec(text)?.[0] ?? "";
      expect(text).toContain(around.replace("{}", bar));
      const others = /<script defer.*?<\/script>|<cw-save-cart>.*?<\/cw-save-cart>/gs;
      expect(text.replace(bar, "").replace(others, "")).toBe(page);
    }
  });

  it("is left out where its selector matches nothing, and the merchant is told", async () => {
    const world = await World.create({
      settings: { widgets: { progressBar: { place: { selector: "#nowhere", position: "before" } } } },
    });
    const storeId = await changeSettings(world, []);
    world.origin = async () => new Response(page, { headers: html });
    expect(await (await ask(world)).text()).not.toContain("<cw-progress-bar>");
    expect(await findingsOf(world.context(), storeId)).toEqual([
      expect.objectContaining({ page: "cart", widget: "progressBar", reason: "no-match", pages: 1 }),
    ]);
  });

  it.each(["#a:hover", "", "<p>", "ł"])("is refused where its selector is not one: %j", async (selector) => {
    const world = await World.create();
    const { store_id } = (await env.DB.prepare("SELECT store_id FROM store_hostnames").first()) as {
      store_id: string;
    };
    const changed = await setSettings(world.context(), store_id, [
      ["widgets.progressBar.place", { selector, position: "before" }],
    ]);
    expect(changed.status).toBe("refused");
  });
});

describe("a page that a policy keeps without a widget", () => {
  it("is remembered for the merchant, with the reason, and written down once an hour", async () => {
    const world = await World.create();
    const storeId = await changeSettings(world, []);
    world.origin = async () =>
      new Response(page, {
        headers: {
          ...html,
          "content-security-policy": "default-src 'self' 'unsafe-inline'; script-src 'none'",
        },
      });
    for (let page = 0; page < 3; page++) await ask(world, {}, "GET", "/checkout/contact");
    const found = () => findingsOf(world.context(), storeId);
    const finding = { page: "checkout", reason: "script-not-allowed" };
    expect(await found()).toEqual([
      expect.objectContaining({ ...finding, widget: "addressNotice", pages: 1 }),
      expect.objectContaining({ ...finding, widget: "checkoutHelp", pages: 1 }),
      expect.objectContaining({ ...finding, widget: "exitOffer", pages: 1 }),
      expect.objectContaining({ ...finding, widget: "survey", pages: 1 }),
    ]);
    world.now += 3_600_000;
    await ask(world, {}, "GET", "/checkout/contact");
    expect(await found()).toEqual([
      expect.objectContaining({ ...finding, widget: "addressNotice", pages: 4, lastSeenAt: world.now }),
      expect.objectContaining({ ...finding, widget: "checkoutHelp", pages: 4 }),
      expect.objectContaining({ ...finding, widget: "exitOffer", pages: 4 }),
      expect.objectContaining({ ...finding, widget: "survey", pages: 4 }),
    ]);
    expect(world.logged.join("\n")).toContain('"page.left_out"');
    // A month later it is forgotten, by whatever is noted next.
    world.now += 31 * 86_400_000;
    expect(await found()).toEqual([]);
  });
});

describe("a store that is paused", () => {
  it("has its pages left alone and sends nothing, and a purchase is seen all the same", async () => {
    const world = await World.create();
    const shopper = await shopperWhoLeft(world);
    await world.advance(31);
    const storeId = await changeSettings(world, []);
    await pauseStore(world.context(), storeId, true);
    await forgetStore(world);
    const cart = await (await shopper.get("/cart")).text();
    expect(cart).not.toMatch(/cw-progress-bar|_cw\/a\//);
    await buy(shopper);
    const order = await env.DB.prepare("SELECT count(*) AS count FROM orders").first<{ count: number }>();
    expect(order?.count).toBe(1);
    await pauseStore(world.context(), storeId, false);
    await world.advance(3 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(0);
  });
});

const programs = {
  "Google's crawler": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Google's store crawler":
    "Mozilla/5.0 (X11; Linux x86_64; Storebot-Google/1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.88 Safari/537.36",
  "Bing's":
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
  "a link's preview": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "an assistant's crawler":
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
  "a monitor": "Mozilla/5.0 (compatible; Pingdom.com_bot_version_1.4_(http://www.pingdom.com/))",
  "a command line": "curl/8.5.0",
  "a library": "python-requests/2.32.3",
};
const people = {
  "Chrome on Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Safari on a phone":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  Firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
  "an app's own browser":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone14,5; iOS 18_5; pl_PL; pl; scale=3.00; 1170x2532; 755103122)",
  "a phone whose name has a bot in it":
    "Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
  "a browser without a window":
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36",
  "a browser that does not say what it is": "",
};

describe("only people's carts", () => {
  /** Adds a mug and looks at the cart, as a program can. */
  async function fill(world: World, userAgent: string, cf?: object) {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      ...(userAgent && { "user-agent": userAgent }),
    };
    const init = {
      method: "POST",
      headers,
      body: new URLSearchParams(mug).toString(),
      redirect: "manual" as const,
    };
    const added = await world.handle(
      new Request(`https://${world.hostname}/cart/add`, { ...init, cf } as RequestInit),
    );
    const session = added.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const seen = await world.handle(
      new Request(`https://${world.hostname}/cart`, {
        headers: { ...browser, ...headers, cookie: session },
        cf,
      } as RequestInit),
    );
    const { count } = (await env.DB.prepare("SELECT count(*) AS count FROM carts").first()) as {
      count: number;
    };
    const cookies = [...added.headers.getSetCookie(), ...seen.headers.getSetCookie()];
    return {
      carts: count,
      known: cookies.some((line) => line.includes("cw_shopper")),
      page: await seen.text(),
    };
  }

  it.each(Object.entries(programs))(
    "%s gets its page, no cookie, and leaves no row",
    async (_, userAgent) => {
      const world = await World.create();
      const { carts, known, page } = await fill(world, userAgent);
      expect({ carts, known }).toEqual({ carts: 0, known: false });
      // The page is everybody's: a cache may keep it.
      expect(page).toContain("<cw-progress-bar>");
      expect(page).toContain("Enamel mug");
    },
  );

  it.each<[string, object]>([
    ["verified by Bot Management", { botManagement: { verifiedBot: true, score: 1 } }],
    ["verified on any plan", { verifiedBotCategory: "Search Engine Crawler" }],
  ])("a program that says it is a person leaves no row either when it is %s", async (_, cf) => {
    const world = await World.create();
    expect(await fill(world, people["Chrome on Windows"], cf)).toMatchObject({ carts: 0, known: false });
  });

  it.each(Object.entries(people))("%s has its cart kept", async (_, userAgent) => {
    const world = await World.create();
    const cf = { botManagement: { verifiedBot: false, score: 90 }, verifiedBotCategory: "" };
    expect(await fill(world, userAgent, cf)).toMatchObject({ carts: 1, known: true });
  });

  it("are looked for where a cart may be, and on no other page", async () => {
    const world = await World.create();
    await fillCart(world.device());
    const get = vi.spyOn(Headers.prototype, "get");
    await world.device().get("/about");
    expect(get.mock.calls.flat()).not.toContain("user-agent");
  });
});
