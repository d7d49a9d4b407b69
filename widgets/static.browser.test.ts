import type { BrowserContextOptions } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { languages } from "../worker/domain/language.ts";
import { describeDelivery } from "../worker/storefront/describe-delivery.ts";
import { paths } from "../worker/wire/paths.ts";
import type { ShippingView } from "../worker/wire/storefront-api.ts";
import { layoutShift } from "./look.fixture.ts";
import { renderStatic, shipping } from "./static.fixture.ts";
import { visitShop } from "./visits.fixture.ts";

const sizes = {
  "a small phone": { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  "a phone": { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  "a desktop": { viewport: { width: 1280, height: 800 } },
} as const;
const moment = { now: Date.parse("2026-11-24T10:00Z"), timezone: "Europe/London" };
const live = (language: (typeof languages)[number], value = 2490, country = "GB"): ShippingView => {
  const cart = { currency: country === "PL" ? "PLN" : "GBP", beforeDiscounts: value, afterDiscounts: value };
  const view = describeDelivery(shipping, { country, region: null, cart, at: moment }, language);
  if (view === null) throw new Error("this shop tells what delivery costs");
  return view;
};

const policy = "default-src 'self'; style-src 'self' 'nonce-abc'";
const at = visitShop(() => ({ policy, shipping: live("en") }));
beforeEach(() => carry("en"));

/** A cart page with all that stands still, and code that tells this visitor's delivery. */
function carry(language: (typeof languages)[number]): void {
  const [bar, delivery, badges, save] = renderStatic(language, "abc");
  at.shop.body = `${bar}<main><h1>Cart</h1>${delivery}<p id="after">After</p><button class="primary">Pay</button>${badges}${save}</main>`;
  at.shop.config = { language, page: "cart", step: "cart", load: [at.src("shipping")] };
}

const visit = (options: BrowserContextOptions = sizes["a desktop"]) => at.visit(options, { path: "/cart" });

const delivery = () => at.page.locator("cw-shipping section");
const told = (text: string) => expect.poll(() => delivery().innerText()).toContain(text);

describe.each(languages)("what stands still, in %s", (language) => {
  it.each(Object.entries(sizes))(
    "shifts nothing on %s when this visitor's delivery takes its place, and fits",
    async (_, size) => {
      carry(language);
      at.shop.shipping = live(language);
      await visit(size);
      await told(live(language).goal?.text ?? "");
      expect(await layoutShift(at.page)).toBe(0);
      const overflow = await at.page.evaluate(() =>
        ["cw-progress-bar", "cw-shipping", "cw-trust-badges", "cw-save-cart"].filter((name) => {
          const host = document.querySelector(name) as Element;
          return host.scrollWidth > host.clientWidth || document.documentElement.scrollWidth > innerWidth;
        }),
      );
      expect(overflow).toEqual([]);
    },
  );
});

describe("delivery, told to a visitor", () => {
  it("is there without scripts, true for most", async () => {
    await visit({ ...sizes["a phone"], javaScriptEnabled: false });
    expect(await delivery().innerText()).toContain("£3.90 delivery to the United Kingdom, 2–3 working days");
    expect(await at.page.getByRole("link", { name: "Returns" }).getAttribute("href")).toBe("/about/returns");
  });

  it("is of where they are", async () => {
    at.shop.shipping = live("en", 2490, "PL");
    await visit();
    await told("14.90");
    await told("to Poland, arrives");
  });

  it("stays as it was when nothing can be learned", async () => {
    at.shop.shipping = null;
    await visit();
    await expect.poll(() => at.shop.asked).toContain(paths.shipping);
    await at.page.waitForTimeout(200);
    expect(await delivery().innerText()).toContain("2–3 working days");
    // The browser's own report of the 500.
    expect(at.complaints.splice(0)).toHaveLength(1);
  });

  it("is counted anew when the shop's own script has called after a press, and is said once", async () => {
    await visit();
    await told("£25.10 more for free delivery");
    expect(await at.page.locator("cw-shipping i").evaluate((bar) => bar.style.inlineSize)).toBe("49%");
    at.shop.shipping = live("en", 5000);
    await at.page.evaluate(() =>
      document.querySelector("button")?.addEventListener("click", () => void fetch("/store-api/cart")),
    );
    await at.page.locator("button").click();
    await told("Your delivery is free");
    expect(await at.page.locator("cw-shipping").getByRole("status").innerText()).toBe(
      "Your delivery is free",
    );
    expect(await at.page.locator("cw-shipping i").evaluate((bar) => bar.style.inlineSize)).toBe("100%");
    expect(at.shop.asked.filter((path) => path === paths.shipping)).toHaveLength(2);
  });

  it("is not asked for again by calls that no press began", async () => {
    await visit();
    await told("£25.10");
    await at.page.evaluate(() => fetch("/store-api/cart"));
    await at.page.waitForTimeout(1000);
    expect(at.shop.asked.filter((path) => path === paths.shipping)).toHaveLength(1);
  });

  it("is text, whatever the answer holds", async () => {
    const hostile = `<img src=x onerror="document.title='owned'">`;
    at.shop.shipping = { sentence: [hostile, hostile], goal: { text: hostile, percent: 5 } };
    await visit();
    await told(hostile);
    expect(await at.page.locator("cw-shipping img").count()).toBe(0);
    expect(await at.page.title()).toBe("Shop");
  });

  it("is whole where its code cannot be had", async () => {
    await at.visit(undefined, {
      path: "/cart",
      before: (page) => page.route(`**${at.src("shipping")}`, (route) => route.abort()),
    });
    expect(await delivery().innerText()).toContain("£3.90");
    expect(await at.page.locator("#after").isVisible()).toBe(true);
    // The browser's own report of it.
    expect(at.complaints.splice(0)).toHaveLength(1);
  });
});

describe("the badges", () => {
  it("are links of a thumb's height, reached in order by keyboard", async () => {
    await visit(sizes["a small phone"]);
    const links = at.page.locator("cw-trust-badges a");
    for (const link of await links.all())
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await at.page.locator("button").focus();
    const walked: (string | null | undefined)[] = [];
    for (let step = 0; step < 5; step++) {
      await at.page.keyboard.press("Tab");
      walked.push(
        await at.page.evaluate(() =>
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
    const strokes = await at.page
      .locator("cw-trust-badges path")
      .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
    expect(new Set(strokes).size).toBe(1);
    expect(strokes[0]).not.toBe("none");
  });
});
