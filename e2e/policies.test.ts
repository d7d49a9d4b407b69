import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "../scripts/bundle-worker.ts";
import { applyMigrations } from "../scripts/local-database.ts";
import { offerTexts } from "../widgets/exit-offer/words.ts";
import type { OfferedCart } from "../worker/wire/storefront-api.ts";
import { openBrowser } from "./browser.ts";
import { untilHeard } from "./until-heard.ts";

/** A page as its shop's server sends it: headers, and what stands in its head. */
interface Policy {
  headers?: [string, string][];
  head?: string;
  /** What of ours is there, and works. */
  bar: boolean;
  scripts: boolean;
}

const csp = (...policies: string[]): Pick<Policy, "headers"> => ({
  headers: policies.map((policy) => ["Content-Security-Policy", policy]),
});
const reported = (policy: string): Pick<Policy, "headers"> => ({
  headers: [["Content-Security-Policy-Report-Only", policy]],
});
const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
const both = { bar: true, scripts: true };
const barOnly = { bar: true, scripts: false };
const scriptsOnly = { bar: false, scripts: true };
const neither = { bar: false, scripts: false };

/** Shaped after what shops and their platforms send. */
const policies: Record<string, Policy> = {
  "no policy": { ...both },
  "a hosted platform's: framing and mixed content alone": {
    ...csp("block-all-mixed-content; frame-ancestors 'none'; upgrade-insecure-requests"),
    ...both,
  },
  "one for images and styles' hosts alone": {
    ...csp(
      "img-src 'self' data: https://cdn.example; font-src https://fonts.example; style-src 'self' 'unsafe-inline' https://fonts.example",
    ),
    ...both,
  },
  "Magento's as it comes: only reported": {
    ...reported(
      "font-src 'self' 'unsafe-inline'; form-action secure.pay.example 'self' 'unsafe-inline'; frame-ancestors 'self'; script-src assets.adobe.example 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; default-src 'self' 'unsafe-inline' 'unsafe-eval'",
    ),
    ...both,
  },
  "Magento's enforced in the checkout, with hashes": {
    ...csp(
      "default-src 'self'; script-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'nonce-Y2FydA=='; style-src 'self' 'unsafe-inline'; connect-src 'self' https://pay.example",
    ),
    ...both,
  },
  "a typical shop's list of hosts": {
    ...csp(
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' https://www.googletagmanager.example https://js.pay.example; style-src 'self' 'unsafe-inline'; img-src * data:; connect-src 'self' https://*.analytics.example; frame-src https://js.pay.example",
    ),
    ...both,
  },
  "WordPress plugins' usual: everything": {
    ...csp("default-src * data: blob: 'unsafe-inline' 'unsafe-eval'"),
    ...both,
  },
  "any https with inline": { ...csp("default-src http: https: 'unsafe-inline'"), ...both },
  "strict: nonce and strict-dynamic": {
    ...csp(
      "object-src 'none'; base-uri 'none'; script-src 'nonce-cmFuZG9t' 'strict-dynamic' 'unsafe-inline' https:",
    ),
    ...both,
  },
  "a nonce alone": { ...csp("script-src 'nonce-cmFuZG9t'"), ...both },
  "a nonce for scripts and styles": {
    ...csp("default-src 'self'; script-src 'nonce-cmFuZG9t'; style-src 'nonce-cmFuZG9t'"),
    ...both,
  },
  "different nonces for scripts and styles": {
    ...csp("default-src 'self'; script-src 'self' 'nonce-c2NyaXB0'; style-src 'nonce-c3R5bGU='"),
    ...both,
  },
  "a nonce in default-src": { ...csp("default-src 'self' 'nonce-cmFuZG9t'"), ...both },
  "strict-dynamic without a nonce": { ...csp("script-src 'strict-dynamic' 'self'"), ...barOnly },
  "hashes and strict-dynamic": {
    ...csp(
      "script-src 'strict-dynamic' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; object-src 'none'",
    ),
    ...barOnly,
  },
  "hashes alone": {
    ...csp(
      "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    ),
    ...neither,
  },
  "inline styles switched off by a hash": {
    ...csp("style-src 'self' 'unsafe-inline' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"),
    ...scriptsOnly,
  },
  "inline styles switched off by a nonce": {
    ...csp("style-src 'self' 'unsafe-inline' 'nonce-c3R5bGU='"),
    ...both,
  },
  "itself only": { ...csp("default-src 'self'"), ...scriptsOnly },
  "itself only, with inline styles": {
    ...csp("default-src 'self'; style-src 'self' 'unsafe-inline'"),
    ...both,
  },
  nothing: { ...csp("default-src 'none'"), ...neither },
  "nothing but scripts of its own": { ...csp("default-src 'none'; script-src 'self'"), ...neither },
  "nothing but scripts and calls of its own": {
    ...csp("default-src 'none'; script-src 'self'; connect-src 'self'"),
    ...scriptsOnly,
  },
  "no scripts": { ...csp("script-src 'none'"), ...barOnly },
  "scripts of other hosts only": { ...csp("script-src https://cdn.example"), ...barOnly },
  "scripts by a path of its own": { ...csp("script-src http://127.0.0.1:PORT/static/"), ...barOnly },
  "scripts by its own name": { ...csp("script-src http://127.0.0.1:PORT"), ...both },
  "inline scripts only": { ...csp("script-src 'unsafe-inline'"), ...barOnly },
  "calls to other hosts only": { ...csp("script-src 'self'; connect-src https://api.example"), ...barOnly },
  "script-src-elem that differs": {
    ...csp("script-src 'self'; script-src-elem https://cdn.example"),
    ...barOnly,
  },
  "script-src-elem of its own": { ...csp("script-src 'none'; script-src-elem 'self'"), ...both },
  "script-src-attr": { ...csp("script-src-attr 'none'; style-src-attr 'none'"), ...both },
  "style-src-elem without inline": {
    ...csp("style-src 'unsafe-inline'; style-src-elem 'self'"),
    ...scriptsOnly,
  },
  "style-src-elem with inline": {
    ...csp("style-src 'self'; style-src-elem 'self' 'unsafe-inline'"),
    ...both,
  },
  "style-src without inline": { ...csp("style-src 'self'"), ...scriptsOnly },
  "workers and frames": {
    ...csp("worker-src 'none'; child-src 'none'; frame-src 'none'; manifest-src 'none'"),
    ...both,
  },
  "images of nobody": { ...csp("img-src 'none'; media-src 'none'; font-src 'none'"), ...both },
  "Trusted Types": { ...csp("require-trusted-types-for 'script'"), ...both },
  "Trusted Types without any policy": {
    ...csp("require-trusted-types-for 'script'; trusted-types 'none'; script-src 'self'"),
    ...both,
  },
  "strict, with Trusted Types": {
    ...csp(
      "script-src 'nonce-cmFuZG9t' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types default; object-src 'none'",
    ),
    ...both,
  },
  "a sandbox": { ...csp("sandbox"), ...barOnly },
  "a sandbox with scripts": { ...csp("sandbox allow-scripts allow-same-origin allow-forms"), ...both },
  "a sandbox with scripts of nowhere": { ...csp("sandbox allow-scripts allow-forms"), ...barOnly },
  "in its head, none": { head: meta("script-src 'none'"), ...barOnly },
  "in its head, with a nonce": {
    head: meta("script-src &#39;nonce-cmFuZG9t&#39; 'strict-dynamic'"),
    ...both,
  },
  "in its head, itself only": { head: `${meta("default-src 'self'")}<title>x</title>`, ...scriptsOnly },
  "several headers that agree": {
    ...csp("script-src 'self' https://a.example", "style-src 'unsafe-inline'", "frame-ancestors 'self'"),
    ...both,
  },
  "several headers of which one forbids": {
    ...csp("script-src 'self'", "script-src https://cdn.example"),
    ...barOnly,
  },
  "several in one header": { ...csp("script-src 'self', style-src 'none'"), ...scriptsOnly },
  "a nonce in one header and itself in another": {
    ...csp("script-src 'nonce-cmFuZG9t'", "script-src 'self'"),
    ...both,
  },
  "a header and its head": { ...csp("script-src 'self'"), head: meta("style-src 'self'"), ...scriptsOnly },
  "one that only reports beside one that does not": {
    headers: [
      ["Content-Security-Policy", "default-src 'self' 'unsafe-inline'"],
      ["Content-Security-Policy-Report-Only", "frame-ancestors 'none'"],
    ],
    ...both,
  },
  "one that no browser understands": { ...csp("scripts self; 'unsafe-inline'; ;;"), ...both },
};

const assets = join(import.meta.dirname, "../dist/assets/_cw/a");
let origin: Server;
let miniflare: Miniflare;
let browser: Browser;
let shop: URL;

beforeAll(async () => {
  browser = await openBrowser();
  origin = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://x").searchParams.get("policy") ?? "");
    const { headers = [], head = "" } = policies[name] ?? {};
    const set = (text: string) => text.replaceAll("PORT", shop.port);
    const names = [...new Set(headers.map(([name]) => name))];
    for (const name of names)
      response.setHeader(
        name,
        headers.filter(([one]) => one === name).map(([, value]) => set(value)),
      );
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><head>${head}</head><body><h1>Checkout</h1>
      <form><label>Email <input type="email" name="email" id="email"></label></form></body></html>`);
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const { code } = await bundleWorker();
  const key = Buffer.alloc(32, 7).toString("base64");
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: [{ type: "ESModule", path: "worker.js", contents: code }],
      compatibilityDate: "2026-10-01",
      d1Databases: { DB: "policies" },
      queueProducers: { RECOVERY_QUEUE: "recovery" },
      bindings: {
        ENCRYPTION_KEYS: `k1:${key}`,
        ADDRESS_HASH_KEY: key,
        ORIGIN_URL: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
        ORIGIN_PLATFORM: "generic",
        ORIGIN_SETTINGS: JSON.stringify({
          sender: {
            name: "Shop",
            address: "a@shop.example",
            postalAddress: "1 Quay Street, Wells NR23 1AA, UK",
          },
          widgets: { exitOffer: { dwellSeconds: 0 } },
        }),
      },
      cf: false,
      log: new Log(LogLevel.NONE),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  shop = await miniflare.ready;
  await applyMigrations(await miniflare.getD1Database("DB"));
});

afterAll(async () => {
  await browser?.close();
  await miniflare?.dispose();
  origin?.closeAllConnections();
  origin?.close();
});

const offered: OfferedCart = {
  show: "offer",
  words: offerTexts("en", 1, "reminder"),
  mail: "reminder",
  gift: null,
  lines: [{ name: "Mug", options: "", quantity: 1, price: "$18.00", image: null }],
  count: 1,
  total: "$18.00",
};

/** Everything the page's policy was broken with, as the browser says it. */
async function open(name: string): Promise<{ context: BrowserContext; page: Page; violations: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(6000);
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || /Content Security Policy|Trusted/.test(message.text()))
      violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(String(error)));
  // In place of the platform, which serves these without asking the worker.
  await page.route("**/_cw/a/*", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: readFileSync(join(assets, basename(new URL(route.request().url()).pathname))),
    }),
  );
  await page.route(/\/_cw\/cart\?/, (route) => route.fulfill({ json: offered }));
  await page.route("**/_cw/contact", (route) => route.fulfill({ json: { status: "saved" } }));
  await page.goto(`${shop.origin}/checkout/contact?policy=${encodeURIComponent(name)}`);
  return { context, page, violations };
}

/** What was there before us: a policy may say something of itself. */
const ofItself =
  /report-uri|frame-ancestors|unrecognized|sandbox' directive is ignored|Content-Security-Policy directive|favicon/i;

/** What may become of our code on its way into a browser. */
const faults: Record<string, { status?: number; body?: string; abort?: boolean }> = {
  "is not there": { status: 404, body: "" },
  "cannot be fetched": { abort: true },
  "is no code": { body: "<html>" },
  "throws at once": { body: "throw new Error('broken')" },
  "throws later": { body: "addEventListener('input', () => { throw new Error('broken') }, true)" },
};

describe("a shop's page whose widget", () => {
  it.each(Object.entries(faults))(
    "%s is the shop's page all the same",
    async (_, { status = 200, body = "", abort }) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.setDefaultTimeout(6000);
      await page.route("**/_cw/a/*", (route) =>
        abort ? route.abort() : route.fulfill({ status, contentType: "text/javascript", body }),
      );
      try {
        await page.goto(`${shop.origin}/checkout/contact`, { waitUntil: "load" });
        await page.locator("#email").fill("ada@example.com");
        await page.locator("#email").press("Enter");
        await page.waitForURL(/email=ada/);
        expect(await page.locator("h1").textContent()).toBe("Checkout");
      } finally {
        await context.close();
      }
    },
  );
});

describe("under a page's policy", () => {
  it.each(Object.entries(policies))(
    "our widgets run without breaking it once, or are not there: %s",
    async (name, policy) => {
      const { context, page, violations } = await open(name);
      try {
        const bar = page.locator("cw-progress-bar");
        expect(await bar.count()).toBe(policy.bar ? 1 : 0);
        if (policy.bar) expect((await bar.boundingBox())?.height).toBe(48);
        const loader = page.locator("script[src^='/_cw/']");
        expect(await loader.count()).toBe(policy.scripts ? 1 : 0);
        if (policy.scripts) {
          const notice = page.locator("cw-address-notice");
          await untilHeard(page.locator("#email"));
          const answered = page.waitForResponse(/\/_cw\/contact$/);
          await notice.getByRole("checkbox").check();
          await page.locator("#email").fill("ada@example.com");
          await page.locator("#email").blur();
          await answered;
          await page.mouse.move(600, 300);
          await page.evaluate(
            `document.dispatchEvent(new MouseEvent("mouseout", { clientY: 0, bubbles: true }))`,
          );
          await page.locator("cw-exit-offer").waitFor({ state: "attached" });
        }
        expect(violations.filter((text) => !ofItself.test(text))).toEqual([]);
      } finally {
        await context.close();
      }
    },
  );
});
