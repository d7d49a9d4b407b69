import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../../e2e/browser.ts";
import { paths } from "../../worker/wire/paths.ts";
import { buildWidgets } from "../build.ts";

const shop = "https://shop.example";
const mug = { item_id: "17", item_name: "Enamel mug", item_variant: "rust", price: 18.5, quantity: 2 };

let browser: Browser;
let code: string;
let page: Page;
let told: unknown[];
let complaints: string[];

beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), "data-layer-"));
  const { dataLayer } = await buildWidgets({ outDir });
  code = await readFile(join(outDir, dataLayer.file), "utf8");
  await rm(outDir, { recursive: true });
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(() => {
  told = [];
  complaints = [];
});

/** A page of the shop, whose own script runs before ours. @param status what the worker answers */
async function open(script: string, status = 200): Promise<void> {
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === paths.seen) {
      told.push(route.request().postDataJSON());
      return route.fulfill({ status, json: {} });
    }
    if (pathname === "/data-layer.js") return route.fulfill({ contentType: "text/javascript", body: code });
    const body = `<!doctype html><script>${script}</script><script defer src="/data-layer.js"></script><h1>Cart</h1>`;
    return route.fulfill({ contentType: "text/html", body });
  });
  await page.goto(`${shop}/cart`);
}

const push = (entry: unknown) =>
  page.evaluate((given) => (window as unknown as { dataLayer: unknown[] }).dataLayer.push(given), entry);
const settle = () => page.waitForTimeout(150);
const event = (name: string, ecommerce: object) => ({ event: name, ecommerce });

describe("the reader of the data layer", () => {
  it("tells what was pushed before it came, and what is pushed later, without what is nobody's business", async () => {
    const before = event("view_cart", {
      currency: "EUR",
      value: 37,
      items: [{ ...mug, affiliation: "x", discount: 1 }],
      user_data: { email: "ada@example.com" },
    });
    await open(`window.dataLayer = [{ "gtm.start": 1, event: "gtm.js" }, ${JSON.stringify(before)}]`);
    await push(event("purchase", { transaction_id: "1042", value: 41, currency: "EUR", items: [mug] }));
    await settle();
    expect(told).toEqual([
      { event: "view_cart", currency: "EUR", value: 37, items: [mug] },
      { event: "purchase", currency: "EUR", value: 41, transaction_id: "1042" },
    ]);
    expect(complaints).toEqual([]);
  });

  it("understands calls of gtag", async () => {
    await open(
      "window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) } gtag('js', new Date())",
    );
    await page.evaluate(
      (item) =>
        (window as unknown as { gtag(...call: unknown[]): void }).gtag("event", "begin_checkout", {
          currency: "EUR",
          items: [item],
        }),
      mug,
    );
    await settle();
    expect(told).toEqual([{ event: "begin_checkout", currency: "EUR", items: [mug] }]);
  });

  it("tells the same cart once, and events about single things not at all", async () => {
    await open("window.dataLayer = []");
    await push(event("add_to_cart", { currency: "EUR", items: [mug] }));
    await push(event("remove_from_cart", { currency: "EUR", items: [mug] }));
    for (let time = 0; time < 3; time++) await push(event("view_cart", { currency: "EUR", items: [mug] }));
    await settle();
    expect(told).toHaveLength(1);
  });

  it("leaves the shop's own push and its answer as they are, whatever is pushed and whatever the worker says", async () => {
    await open(
      "window.pushed = []; window.dataLayer = []; dataLayer.push = (...e) => (pushed.push(...e), 'own')",
      500,
    );
    const answers = [];
    for (const odd of [null, 7, "x", [], {}, event("view_cart", { items: "none" }), { event: "view_cart" }])
      answers.push(await push(odd));
    answers.push(await push(event("view_cart", { items: [] })));
    await settle();
    expect(new Set(answers)).toEqual(new Set(["own"]));
    expect(await page.evaluate(() => (window as unknown as { pushed: unknown[] }).pushed.length)).toBe(8);
    expect(complaints).toEqual([]);
    expect(told).toEqual([{ event: "view_cart", items: [] }]);
  });
});
