/// <reference types="node" />
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Cookie, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { openBrowser } from "../e2e/browser.ts";
import { paths } from "../worker/wire/paths.ts";
import type { LoaderConfig, OverlayBudget, OverlayRules } from "../worker/wire/storefront-api.ts";
import { type Asset, type AssetName, buildWidgets } from "./build.ts";
import { openShop, type Shop, strictPolicy } from "./shop.fixture.ts";

export const desktop = { viewport: { width: 1280, height: 800 } };
export const form = `<h1>Checkout</h1><form action="/sent"><label for="email">Email</label>
  <input id="email" type="email"><input id="name"><button class="primary">Continue</button></form>`;
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** How somebody comes to the shop. */
interface Way {
  path?: string;
  /** The page they come from. */
  from?: string;
  /** Whether they browse under Global Privacy Control. */
  hasGpc?: boolean;
  /** Of code that the page loads at once: it has run when the visit has begun. */
  code?: AssetName;
  /** Done before the page is asked for. */
  before?(page: Page): Promise<unknown>;
}

type OverlayOptions = Partial<OverlayRules> & { back?: true; checkout?: string; budget?: OverlayBudget };

/** Visits to the pretend shop, of the tests in one file. What the shop answers is as fresh for each of them. */
export interface Visits {
  shop: Shop;
  page: Page;
  /** What a page complained about: errors, warnings, breaches of its policy. Must stay empty. */
  complaints: string[];
  browser: Browser;
  visit(device?: BrowserContextOptions, way?: Way): Promise<void>;
  /** The loader of the page has begun: it does so behind a frame. */
  begun(): Promise<void>;
  /** The pointer leaves through the top of the window. */
  leaveByTop(): Promise<void>;
  /** To another tab, and back. */
  comeBack(): Promise<void>;
  settle(): Promise<void>;
  cookies(): Promise<Record<string, Cookie>>;
  /** The address of our code. */
  src(name: AssetName): string;
  /** Of the loader, for what may lie over the page, the same rules for all of it. */
  overlays(more?: OverlayOptions): Partial<LoaderConfig>;
}

export function visitShop(fresh: () => Partial<Shop>): Visits {
  let outDir: string;
  let assets: Record<AssetName, Asset>;
  // What is not here yet is there before the first test.
  const visits: Visits = Object.assign({} as Pick<Visits, "shop" | "page" | "browser" | "complaints">, {
    async visit(
      device: BrowserContextOptions = desktop,
      { path = "/start?secret=1", from, hasGpc = false, code, before }: Way = {},
    ) {
      const context = await visits.browser.newContext(device);
      if (hasGpc)
        await context.addInitScript(() =>
          Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
        );
      visits.page = await context.newPage();
      visits.page.on("console", (message) => visits.complaints.push(message.text()));
      visits.page.on("pageerror", (error) => visits.complaints.push(error.message));
      await before?.(visits.page);
      await visits.page.goto(visits.shop.origin + path, from ? { referer: from } : {});
      if (device.javaScriptEnabled !== false) await visits.begun();
      // The loader has asked for it before, so it is told of it before.
      if (code) await visits.page.evaluate(`import(${JSON.stringify(visits.src(code))}).then(() => {})`);
    },
    begun: () =>
      visits.page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))),
    async leaveByTop() {
      await visits.page.mouse.move(600, 200);
      await visits.page.mouse.move(600, -5);
    },
    comeBack: () =>
      visits.page.evaluate(() => {
        for (const hidden of [true, false]) {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }
      }),
    settle: () => visits.page.waitForTimeout(250),
    async cookies() {
      const all = await visits.page.context().cookies();
      return Object.fromEntries(all.map((cookie) => [cookie.name, cookie]));
    },
    src: (name: AssetName) => paths.assets + assets[name].file,
    overlays({
      checkout = "/checkout",
      budget = { perSession: 9, perWeek: 9 },
      ...more
    }: OverlayOptions = {}) {
      const rules = { dwell: 0, quietFor: 3600, variant: "standard", ...more };
      return { overlays: { src: visits.src("overlays"), checkout, budget }, offer: rules, survey: rules };
    },
  });

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), "widgets-"));
    assets = await buildWidgets({ outDir });
    visits.browser = await openBrowser();
    visits.shop = await openShop(outDir, assets.loader);
  }, 60_000);
  afterAll(async () => {
    await visits.browser?.close();
    await visits.shop?.close();
    await rm(outDir, { recursive: true });
  });
  beforeEach(() => {
    const nothingYet = { asked: [], contacts: [], counted: [], posted: [] };
    Object.assign(
      visits.shop,
      nothingYet,
      {
        config: {},
        policy: strictPolicy,
        answer: { status: "saved" },
        status: 200,
        body: "",
      },
      fresh(),
    );
    visits.complaints = [];
  });
  afterEach(async () => {
    await visits.page?.context().close();
    expect(visits.complaints).toEqual([]);
  });
  return visits;
}
