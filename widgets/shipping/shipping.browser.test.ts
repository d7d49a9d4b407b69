import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../../e2e/browser.ts";
import { languages } from "../../worker/domain/language.ts";
import { describeDelivery, longestTexts, type Visit } from "../../worker/storefront/describe-delivery.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { ShippingView } from "../../worker/wire/storefront-api.ts";
import { buildWidgets } from "../build.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { openShop, type Shop } from "../shop.fixture.ts";
import { renderShipping } from "./component.tsx";
import { shippingSettings } from "./settings.ts";

type Language = (typeof languages)[number];

/** A store that has nothing but its shop to ask. */
const asked = shippingSettings.parse({ source: "platform", country: "GB", currency: "GBP" });
const at = { now: Date.parse("2026-11-24T10:00Z"), timezone: "Europe/London" };
const nobody: Visit = { country: null, region: null, cart: null, at: null };
const estimate = {
  currency: "GBP",
  price: 1450,
  days: [5, 9],
  goods: 9900,
  total: 11350,
  tax: 1892,
} as const;

function told(language: Language, visit: Partial<Visit> = {}): ShippingView {
  const view = describeDelivery(asked, { ...nobody, country: "AE", at, estimate, ...visit }, language);
  if (view === null) throw new Error("this shop tells what delivery costs");
  return view;
}

let browser: Browser;
let shop: Shop;
let outDir: string;
let src: string;
let page: Page;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "shipping-"));
  const assets = await buildWidgets({ outDir });
  src = paths.assets + assets.shipping.file;
  browser = await openBrowser();
  shop = await openShop(outDir, assets.loader);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await rm(outDir, { recursive: true });
});

beforeEach(() => {
  Object.assign(shop, { asked: [], policy: "default-src 'self'; style-src 'self' 'nonce-abc'" });
});

afterEach(() => page?.context().close());

async function visit(language: Language, width: number): Promise<void> {
  const view = describeDelivery(asked, nobody, language);
  if (view === null) throw new Error("this shop tells what delivery costs");
  const longest = longestTexts(asked, language);
  const delivery = renderShipping({ view, longest, language, nonce: "abc" });
  shop.body = `<main><h1>Cart</h1>${delivery}<p id="after">After</p></main>`;
  shop.config = { language, page: "cart", step: "cart", load: [src] };
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  page = await context.newPage();
  await page.goto(`${shop.origin}/cart`);
}

const text = () => page.locator("cw-shipping section").innerText();

describe.each(languages)("what the shop says of delivery, in %s", (language) => {
  it.each([320, 390, 1280])("moves nothing when it comes, at %i pixels, and fits", async (width) => {
    shop.shipping = told(language);
    await visit(language, width);
    const { sentence, total } = told(language);
    await expect.poll(text).toContain(sentence[1].trim());
    expect(await text()).toContain(total);
    expect(await layoutShift(page)).toBe(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
  });
});

describe("what the shop says of delivery", () => {
  it("is promised by nobody before it is known, nor when nothing can be learned", async () => {
    shop.shipping = null;
    await visit("en", 390);
    await expect.poll(() => shop.asked).toContain(paths.shipping);
    await page.waitForTimeout(200);
    expect((await text()).trim()).toBe("Delivery to the United Kingdom is shown at checkout");
  });

  it("is text, whatever the answer holds", async () => {
    const hostile = `<img src=x onerror="document.title='owned'">`;
    shop.shipping = { sentence: ["", hostile], goal: null, total: hostile };
    await visit("en", 1280);
    await expect.poll(text).toContain(hostile);
    expect(await page.locator("cw-shipping img").count()).toBe(0);
    expect(await page.title()).toBe("Shop");
  });

  it("gives axe nothing to object to", async () => {
    shop.policy = "";
    shop.shipping = told("en");
    await visit("en", 390);
    await expect.poll(text).toContain("Total with delivery");
    expect(await violationsIn(page, "cw-shipping")).toEqual([]);
  });
});
