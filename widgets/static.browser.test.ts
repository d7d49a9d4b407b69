import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../e2e/browser.ts";
import { languages } from "../worker/domain/language.ts";
import { describeDelivery } from "../worker/storefront/describe-delivery.ts";
import { paths } from "../worker/wire/paths.ts";
import type { ShippingView } from "../worker/wire/storefront-api.ts";
import { buildWidgets } from "./build.ts";
import { layoutShift, violationsIn } from "./look.fixture.ts";
import { openShop, type Shop } from "./shop.fixture.ts";
import { renderStatic, shipping } from "./static.fixture.ts";

const sizes = {
  "a small phone": { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  "a phone": { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  "a desktop": { viewport: { width: 1280, height: 800 } },
} as const;
const at = { now: Date.parse("2026-11-24T10:00Z"), timezone: "Europe/London" };
const live = (language: (typeof languages)[number], value = 2490, country = "GB"): ShippingView => {
  const cart = { currency: country === "PL" ? "PLN" : "GBP", beforeDiscounts: value, afterDiscounts: value };
  const view = describeDelivery(shipping, { country, region: null, cart, at }, language);
  if (view === null) throw new Error("this shop tells what delivery costs");
  return view;
};

let browser: Browser;
let shop: Shop;
let outDir: string;
let shippingSrc: string;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "widgets-"));
  const assets = await buildWidgets({ outDir });
  shippingSrc = paths.assets + assets.shipping.file;
  browser = await openBrowser();
  shop = await openShop(outDir, assets.loader);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await rm(outDir, { recursive: true });
});

beforeEach(() => {
  Object.assign(shop, {
    asked: [],
    policy: "default-src 'self'; style-src 'self' 'nonce-abc'",
    shipping: live("en"),
  });
  carry("en");
  complaints = [];
});

afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

/** A cart page with all that stands still, and code that tells this visitor's delivery. */
function carry(language: (typeof languages)[number]): void {
  const [bar, delivery, badges, save] = renderStatic(language, "abc");
  shop.body = `${bar}<main><h1>Cart</h1>${delivery}<p id="after">After</p><button class="primary">Pay</button>${badges}${save}</main>`;
  shop.config = { language, page: "cart", step: "cart", load: [shippingSrc] };
}

async function visit(options: BrowserContextOptions = sizes["a desktop"], path = "/cart"): Promise<void> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(shop.origin + path);
}

const delivery = () => page.locator("cw-shipping section");
const told = (text: string) => expect.poll(() => delivery().innerText()).toContain(text);

describe.each(languages)("what stands still, in %s", (language) => {
  it.each(Object.entries(sizes))(
    "shifts nothing on %s when this visitor's delivery takes its place, and fits",
    async (_, size) => {
      carry(language);
      shop.shipping = live(language);
      await visit(size);
      await told(live(language).goal?.text ?? "");
      expect(await layoutShift(page)).toBe(0);
      const overflow = await page.evaluate(() =>
        ["cw-progress-bar", "cw-shipping", "cw-trust-badges", "cw-save-cart"].filter((name) => {
          const host = document.querySelector(name) as Element;
          return host.scrollWidth > host.clientWidth || document.documentElement.scrollWidth > innerWidth;
        }),
      );
      expect(overflow).toEqual([]);
    },
  );

  it.each(["light", "dark"])("gives axe nothing to object to, %s", async (scheme) => {
    carry(language);
    // axe brings styles of its own.
    shop.policy = "";
    shop.shipping = live(language, 6000);
    await visit(sizes["a phone"]);
    if (scheme === "dark") {
      await page.evaluate(() =>
        Object.assign(document.body.style, { color: "#eceff1", background: "#111518" }),
      );
    }
    await told(live(language, 6000).goal?.text ?? "");
    for (const name of ["cw-progress-bar", "cw-shipping", "cw-trust-badges", "cw-save-cart"]) {
      expect(await violationsIn(page, name)).toEqual([]);
    }
  });
});

describe("delivery, told to a visitor", () => {
  it("is there without scripts, true for most", async () => {
    await visit({ ...sizes["a phone"], javaScriptEnabled: false });
    expect(await delivery().innerText()).toContain("£3.90 delivery to the United Kingdom, 2–3 working days");
    expect(await page.getByRole("link", { name: "Returns" }).getAttribute("href")).toBe("/about/returns");
  });

  it("is of where they are", async () => {
    shop.shipping = live("en", 2490, "PL");
    await visit();
    await told("14.90");
    await told("to Poland, arrives");
  });

  it("stays as it was when nothing can be learned", async () => {
    shop.shipping = null;
    await visit();
    await expect.poll(() => shop.asked).toContain(paths.shipping);
    await page.waitForTimeout(200);
    expect(await delivery().innerText()).toContain("2–3 working days");
    // The browser's own report of the 500.
    expect(complaints.splice(0)).toHaveLength(1);
  });

  it("is counted anew when the shop's own script has called after a press, and is said once", async () => {
    await visit();
    await told("£25.10 more for free delivery");
    expect(await page.locator("cw-shipping i").evaluate((bar) => bar.style.inlineSize)).toBe("49%");
    shop.shipping = live("en", 5000);
    await page.evaluate(() =>
      document.querySelector("button")?.addEventListener("click", () => void fetch("/store-api/cart")),
    );
    await page.locator("button").click();
    await told("Your delivery is free");
    expect(await page.locator("cw-shipping").getByRole("status").innerText()).toBe("Your delivery is free");
    expect(await page.locator("cw-shipping i").evaluate((bar) => bar.style.inlineSize)).toBe("100%");
    expect(shop.asked.filter((path) => path === paths.shipping)).toHaveLength(2);
  });

  it("is not asked for again by calls that no press began", async () => {
    await visit();
    await told("£25.10");
    await page.evaluate(() => fetch("/store-api/cart"));
    await page.waitForTimeout(1000);
    expect(shop.asked.filter((path) => path === paths.shipping)).toHaveLength(1);
  });

  it("is text, whatever the answer holds", async () => {
    const hostile = `<img src=x onerror="document.title='owned'">`;
    shop.shipping = { sentence: [hostile, hostile], goal: { text: hostile, percent: 5 } };
    await visit();
    await told(hostile);
    expect(await page.locator("cw-shipping img").count()).toBe(0);
    expect(await page.title()).toBe("Shop");
  });

  it("is whole where its code cannot be had", async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    await page.route(`**${shippingSrc}`, (route) => route.abort());
    await page.goto(`${shop.origin}/cart`);
    expect(await delivery().innerText()).toContain("£3.90");
    expect(await page.locator("#after").isVisible()).toBe(true);
  });
});

describe("the badges", () => {
  it("are links of a thumb's height, reached in order by keyboard", async () => {
    await visit(sizes["a small phone"]);
    const links = page.locator("cw-trust-badges a");
    for (const link of await links.all())
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.locator("button").focus();
    const walked: (string | null | undefined)[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      walked.push(
        await page.evaluate(() =>
          document.querySelector("cw-trust-badges")?.shadowRoot?.activeElement?.getAttribute("href"),
        ),
      );
    }
    expect(walked).toEqual(
      ["returns", "delivery", "security", "support", "reviews"].map((kind) => `/about/${kind}`),
    );
  });

  it("are seen in forced colours", async () => {
    await visit({ ...sizes["a desktop"], forcedColors: "active" });
    const strokes = await page
      .locator("cw-trust-badges path")
      .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
    expect(new Set(strokes).size).toBe(1);
    expect(strokes[0]).not.toBe("none");
  });
});
