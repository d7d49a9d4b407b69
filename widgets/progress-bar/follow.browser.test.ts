import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../../e2e/browser.ts";
import { type Language, languages } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import { buildWidgets } from "../build.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { openShop, type Shop } from "../shop.fixture.ts";
import { renderProgressBar } from "./component.tsx";
import { progressBarWords } from "./words.ts";

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true };

const checkout = `<form novalidate>
  <fieldset id="contact-fields"><label>Email <input id="email" type="email" required></label>
    <label hidden>Company <input id="company" required></label></fieldset>
  <fieldset id="shipping-fields"><label>City <input id="city" aria-required="true"></label></fieldset>
  <div role="radiogroup" aria-required="true" id="shipping-option"><label>Post <input type="radio" name="way" id="post"></label></div>
  <fieldset id="payment-method"><label>Voucher <input id="voucher"></label></fieldset></form>`;
const sections = [null, "#contact-fields", "#shipping-fields,#shipping-option", "#payment-method", null];

const bar = (language: Language) =>
  renderProgressBar({
    language,
    steps: [
      { step: "cart", state: "done", href: "/cart" },
      { step: "contact", state: "current", href: null, isFollowed: true },
      { step: "delivery", state: "todo", href: null, isFollowed: true },
      { step: "payment", state: "todo", href: null, isFollowed: true },
      { step: "done", state: "todo", href: null },
    ],
  });

let browser: Browser;
let shop: Shop;
let outDir: string;
let src: string;
let page: Page;
/** What the pages complained about: errors, warnings, breaches of their policy. */
let complaints: string[];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "follow-"));
  const { loader, followSections } = await buildWidgets({ outDir });
  src = paths.assets + followSections.file;
  browser = await openBrowser();
  shop = await openShop(outDir, loader);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await rm(outDir, { recursive: true });
});

beforeEach(() => {
  complaints = [];
});

afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

async function visit(options: BrowserContextOptions = desktop, language: Language = "en"): Promise<void> {
  // The bar brings its styles with it.
  shop.policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'";
  shop.body = bar(language) + checkout;
  shop.config = { page: "checkout", step: "contact", language, load: [src], sections };
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const hasScript = options.javaScriptEnabled !== false;
  const loaded = hasScript ? page.waitForResponse(`**${src}`) : null;
  await page.goto(`${shop.origin}/checkout`);
  await loaded;
  await page.waitForTimeout(50);
}

const current = () => page.locator("cw-progress-bar [aria-current]").locator(".name").allInnerTexts();
const states = async () =>
  (await page.locator("cw-progress-bar li").evaluateAll((items) => items.map((item) => item.className))).join(
    " ",
  );

describe("the progress bar of a checkout on one page", () => {
  it("begins with the first section, and stays there until that is whole", async () => {
    await visit();
    expect(await states()).toBe("done current todo todo todo");
    await page.focus("#city");
    expect(await current()).toEqual(["Contact"]);
    await page.fill("#email", "anna@example.com");
    await page.focus("#city");
    expect(await states()).toBe("done done current todo todo");
    expect(await current()).toEqual(["Delivery"]);
  });

  it("skips no section in which something is missing, and goes back with who goes back", async () => {
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.focus("#voucher");
    expect(await current()).toEqual(["Delivery"]);
    await page.fill("#city", "Krems");
    await page.check("#post");
    await page.focus("#voucher");
    expect(await states()).toBe("done done done current todo");
    await page.focus("#email");
    expect(await states()).toBe("done current todo todo todo");
  });

  it("leads back to a section that is done, by mouse and by keyboard, and to none that is not", async () => {
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.focus("#city");
    await page
      .locator("cw-progress-bar")
      .getByRole("link", { name: /^Contact/ })
      .click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(page.url()).toBe(`${shop.origin}/checkout`);
    expect(await page.evaluate(() => history.length)).toBe(2);
    await page.focus("#city");
    await page
      .locator("cw-progress-bar")
      .getByRole("link", { name: /^Contact/ })
      .press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(await page.locator("cw-progress-bar").getByRole("link").allInnerTexts()).toHaveLength(1);
  });

  it("leaves the way back to the cart as it is", async () => {
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.focus("#city");
    expect(await page.locator("cw-progress-bar a").first().getAttribute("href")).toBe("/cart");
  });

  it("stands on its first section without any script", async () => {
    await visit({ ...desktop, javaScriptEnabled: false });
    expect(await current()).toEqual(["Contact"]);
    expect(await page.locator("cw-progress-bar").getByRole("link").allInnerTexts()).toHaveLength(1);
  });

  describe.each(languages)("in %s", (language) => {
    it.each([
      [desktop, "", "none"],
      [phone, "", "none"],
      [phone, "rtl", "active"],
    ] as const)(
      "says where it is at every width, 48 px high, with nothing that axe finds wrong: %j %s",
      async (device, dir, forcedColors) => {
        await visit({ ...device, forcedColors }, language);
        await page.evaluate((value) => {
          document.documentElement.dir = value;
        }, dir);
        const { position, steps } = progressBarWords[language];
        for (const [id, step] of [
          ["email", "contact"],
          ["city", "delivery"],
          ["voucher", "payment"],
        ] as const) {
          await page.fill(`#${id}`, id === "email" ? "anna@example.com" : "Krems");
          const text = await page.locator("cw-progress-bar nav").innerText();
          if (device === phone)
            expect(text.replace(/\s+/g, " ").trim()).toBe(
              `${position(["contact", "delivery", "payment"].indexOf(step) + 2, 5)} · ${steps[step]}`,
            );
          else expect(await current()).toEqual([steps[step]]);
          expect((await page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
          expect(await violationsIn(page, "cw-progress-bar")).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            device.viewport.width,
          );
        }
        expect(await layoutShift(page)).toBe(0);
      },
    );
  });
});
