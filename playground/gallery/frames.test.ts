import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allStates } from "../../widgets/all-states.ts";
import type { WidgetState } from "../../widgets/states.ts";
import { languages } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import { openRoom } from "../rooms.ts";
import { frameAddress, galleryWidgets, slugOf } from "./frame-choices.ts";
import { loadFrames } from "./load-frames.ts";
import { openFrames } from "./open-frames.ts";
import { capturedFolder, readCaptured } from "./read-captured.ts";

let frames: Awaited<ReturnType<typeof openFrames>>;
beforeAll(async () => {
  frames = await openFrames();
}, 60_000);
afterAll(() => frames?.close());

type Choices = Parameters<typeof frames.addressOf>[0];

const asPage = { "sec-fetch-dest": "iframe" };
const get = (address: string, headers: Record<string, string> = {}) =>
  frames.fetch(new Request(address, { headers }));

/** As a browser does it: to where the frame begins, and on. */
async function open(choices: Choices): Promise<{ url: string; page: Response; html: string }> {
  let url = frames.addressOf(choices);
  let page = await get(url, asPage);
  for (let hops = 0; page.status === 302 && hops < 5; hops++) {
    url = page.headers.get("location") as string;
    page = await get(url, asPage);
  }
  return { url, page, html: await page.text() };
}

const every = galleryWidgets.flatMap((widget) =>
  (allStates[widget] as WidgetState[]).map(({ name }) => ({ widget, state: name })),
);

describe("the frames of the gallery", () => {
  it.each(every)("show $widget, $state, in every language", async ({ widget, state }) => {
    for (const language of languages) {
      const { page, html } = await open({ widget, state: slugOf(state), language });
      expect(page.status, html).toBe(200);
      expect(page.headers.get("x-frame-shows")).toBe("shown");
      expect(html).toContain(`lang="${language}"`);
    }
  });

  it("show every widget there is", () => {
    const folders = globSync("*/states.ts", { cwd: join(import.meta.dirname, "../../widgets") });
    const names = folders.map((file) => dirname(file).replace(/-./g, (part) => part.charAt(1).toUpperCase()));
    expect([...galleryWidgets].sort()).toEqual(names.sort());
  });

  it("have names for states that lead to one alone", () => {
    for (const widget of galleryWidgets) {
      const slugs = (allStates[widget] as WidgetState[]).map(({ name }) => slugOf(name));
      expect(new Set(slugs).size, widget).toBe(slugs.length);
    }
  });

  it("show the widget that was asked for and no other", async () => {
    const { html } = await open({ widget: "progressBar" });
    expect(new Set(html.match(/<cw-[a-z-]+/g))).toEqual(new Set(["<cw-progress-bar"]));
  });

  it("turn the page round, and take it to the dark with its style sheets", async () => {
    const { url, html } = await open({ widget: "progressBar", direction: "rtl", theme: "dark" });
    expect(html).toContain('<html lang="en" dir="rtl">');
    expect(html).toContain('name="color-scheme" content="dark"');
    const css = await (await get(new URL("/assets/shop.css", url).href, { referer: url })).text();
    expect(css).toContain("color-scheme: dark");
    expect(css).toContain("@media (width >= 0px)");
  });

  it("take settings that are being tried, and say what is wrong with them", async () => {
    const tried = await open({ widget: "progressBar", settings: '{"accent":"#aa0033"}' });
    expect(tried.html).toContain("--accent:#aa0033");
    const wrong = await open({ widget: "progressBar", settings: '{"accent":"red"}' });
    expect(wrong.page.status).toBe(400);
    expect(wrong.html).toContain("widgets.progressBar.accent: ");
  });

  it("answer for the worker by the settings that are being tried", async () => {
    const { url } = await open({
      widget: "shipping",
      state: "some-more-for-free-delivery",
      settings: JSON.stringify({
        country: "GB",
        currency: "GBP",
        zones: [{ prices: { GBP: { price: 500, freeFrom: 4600 } } }],
      }),
    });
    const answer = await get(new URL(paths.shipping, url).href, { referer: url });
    expect(await answer.json()).toMatchObject({
      goal: { text: "£1.50 more for free delivery", percent: 96 },
    });
  });

  it("let a state answer for the worker, with a status of its own", async () => {
    const { url } = await open({ widget: "shipping", state: "for-everybody-in-the-first-bytes" });
    expect((await get(new URL(paths.shipping, url).href, { referer: url })).status).toBe(503);
  });

  it("keep a shopper who follows a link in the frame, with their own cart", async () => {
    const { url } = await open({ widget: "progressBar", state: "in-the-cart" });
    const followed = await get(new URL("/checkout/contact", url).href, { ...asPage, referer: url });
    const location = followed.headers.get("location") as string;
    expect(location).toContain("/checkout/contact?cw-frame=");
    expect(await (await get(location, asPage)).text()).toContain("cw-progress-bar");
  });

  it("say that a frame is forgotten, in place of a page of another", async () => {
    expect(
      (await get(new URL("/cart?cw-frame=0123", frames.addressOf({ widget: "shipping" })).href)).status,
    ).toBe(410);
  });

  it("refuse what they do not have", async () => {
    for (const choices of [
      { widget: "shipping", state: "nonsense" },
      { widget: "nonsense" },
      { widget: "shipping", shop: "own" },
    ])
      expect((await open(choices as Choices)).page.status).toBe(400);
    expect(
      (
        await get(
          `${new URL(frameAddress("http://x", { widget: "shipping" })).origin}${paths.assets}..%2f..%2fpackage.json`,
        )
      ).status,
    ).toBe(404);
  });
});

describe("the developer's own shop in frames", () => {
  /** Lets nobody frame it, asks for a nonce, sends visitors of its cart on once and remembers them. */
  const shop = (request: Request): Response => {
    const { pathname } = new URL(request.url);
    if (pathname === "/shop.css")
      return new Response("@media (prefers-color-scheme: dark) {}", {
        headers: { "content-type": "text/css" },
      });
    if (pathname === "/cart")
      return new Response(null, {
        status: 302,
        headers: { location: "/checkout/contact", "set-cookie": "visit=1" },
      });
    return new Response(
      `<!doctype html><html lang=de><title>${request.headers.get("cookie")}</title><body><h1>${pathname}</h1>`,
      {
        headers: {
          "content-type": "text/html",
          "x-frame-options": "DENY",
          "content-security-policy": "script-src 'nonce-abc'; style-src 'nonce-abc'; frame-ancestors 'none'",
        },
      },
    );
  };

  it("is shown as it is now, by its own store's settings, and may stand in a frame", async () => {
    const room = await openRoom(shop);
    const own = {
      url: room.url,
      platform: "generic" as const,
      settings: async () => ({ widgets: { progressBar: { accent: "#123456" } } }),
    };
    const { fetch } = await loadFrames(own);
    const follow = async (address: string, cookie = ""): Promise<Response> => {
      const answer = await fetch(new Request(address, { headers: { ...asPage, cookie } }));
      const set = answer.headers.get("set-cookie") ?? cookie;
      return answer.status === 302 ? follow(answer.headers.get("location") as string, set) : answer;
    };
    const page = await follow(
      frameAddress("http://frames.localhost", { widget: "progressBar", shop: "own", language: "ja" }),
    );
    const html = await page.text();
    expect(html).toContain('<html lang="ja" dir="ltr"><title>visit=1</title>');
    expect(html).toContain("<h1>/checkout/contact</h1>");
    expect(html).toContain("--accent:#123456");
    expect(html).toContain('<script src="/__frame/acts.js" nonce="abc"');
    expect(page.headers.get("x-frame-options")).toBeNull();
    expect(page.headers.get("content-security-policy")).toBe(
      "script-src 'nonce-abc'; style-src 'nonce-abc';",
    );
    room.close();
  });
});

const captured = readCaptured();
const where = captured ? "" : `, skipped: there is no ${capturedFolder} to read them from`;

describe(`captured pages in frames${where}`, () => {
  it.skipIf(!captured)("carry the progress bar from each shop's cart to its confirmation", async () => {
    const pages = (captured ?? []).filter(({ url }) => /cart|checkout/.test(url));
    expect(pages.length).toBeGreaterThan(8);
    for (const { name } of pages) {
      const { page, html } = await open({ widget: "progressBar", shop: "captured", page: name });
      expect(page.headers.get("x-frame-shows"), name).toBe("shown");
      expect(html).toContain("<cw-progress-bar>");
      expect(html).not.toMatch(/127\.0\.0\.1:81\d\d\/_cw/);
    }
  });
});
