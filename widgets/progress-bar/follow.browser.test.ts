import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../worker/domain/language.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { desktop, visitShop } from "../visits.fixture.ts";
import { renderProgressBar } from "./component.tsx";
import { progressBarWords } from "./words.ts";

/** In words. With axe, every language is judged in e2e/widgets. */
const longest: Language = "ru";
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

// The bar brings its styles with it.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'";
const at = visitShop(() => ({ policy }));

async function visit(options: BrowserContextOptions = desktop, language: Language = "en"): Promise<void> {
  at.shop.body = bar(language) + checkout;
  at.shop.config = { language, load: [at.src("followSections")], sections };
  const hasScript = options.javaScriptEnabled !== false;
  await at.visit(options, { path: "/checkout", ...(hasScript && { code: "followSections" }) });
}

const current = () => at.page.locator("cw-progress-bar [aria-current]").locator(".name").allInnerTexts();
const states = async () =>
  (
    await at.page.locator("cw-progress-bar li").evaluateAll((items) => items.map((item) => item.className))
  ).join(" ");

describe("the progress bar of a checkout on one page", () => {
  it("begins with the first section, and stays there until that is whole", async () => {
    await visit();
    expect(await states()).toBe("done current todo todo todo");
    await at.page.focus("#city");
    expect(await current()).toEqual(["Contact"]);
    await at.page.fill("#email", "anna@example.com");
    await at.page.focus("#city");
    expect(await states()).toBe("done done current todo todo");
    expect(await current()).toEqual(["Delivery"]);
  });

  it("skips no section in which something is missing, and goes back with who goes back", async () => {
    await visit();
    await at.page.fill("#email", "anna@example.com");
    await at.page.focus("#voucher");
    expect(await current()).toEqual(["Delivery"]);
    await at.page.fill("#city", "Krems");
    await at.page.check("#post");
    await at.page.focus("#voucher");
    expect(await states()).toBe("done done done current todo");
    await at.page.focus("#email");
    expect(await states()).toBe("done current todo todo todo");
  });

  it("leads back to a section that is done, by mouse and by keyboard, and to none that is not", async () => {
    await visit();
    await at.page.fill("#email", "anna@example.com");
    await at.page.focus("#city");
    await at.page
      .locator("cw-progress-bar")
      .getByRole("link", { name: /^Contact/ })
      .click();
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(at.page.url()).toBe(`${at.shop.origin}/checkout`);
    expect(await at.page.evaluate(() => history.length)).toBe(2);
    await at.page.focus("#city");
    await at.page
      .locator("cw-progress-bar")
      .getByRole("link", { name: /^Contact/ })
      .press("Enter");
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(await at.page.locator("cw-progress-bar").getByRole("link").allInnerTexts()).toHaveLength(1);
  });

  it("leaves the way back to the cart as it is", async () => {
    await visit();
    await at.page.fill("#email", "anna@example.com");
    await at.page.focus("#city");
    expect(await at.page.locator("cw-progress-bar a").first().getAttribute("href")).toBe("/cart");
  });

  it("stands on its first section without any script", async () => {
    await visit({ ...desktop, javaScriptEnabled: false });
    expect(await current()).toEqual(["Contact"]);
    expect(await at.page.locator("cw-progress-bar").getByRole("link").allInnerTexts()).toHaveLength(1);
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
        await at.page.evaluate((value) => {
          document.documentElement.dir = value;
        }, dir);
        const { position, steps } = progressBarWords[language];
        for (const [id, step] of [
          ["email", "contact"],
          ["city", "delivery"],
          ["voucher", "payment"],
        ] as const) {
          await at.page.fill(`#${id}`, id === "email" ? "anna@example.com" : "Krems");
          const text = await at.page.locator("cw-progress-bar nav").innerText();
          if (device === phone)
            expect(text.replace(/\s+/g, " ").trim()).toBe(
              `${position(["contact", "delivery", "payment"].indexOf(step) + 2, 5)} · ${steps[step]}`,
            );
          else expect(await current()).toEqual([steps[step]]);
          expect((await at.page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
          if (language === longest) expect(await violationsIn(at.page, "cw-progress-bar")).toEqual([]);
          expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            device.viewport.width,
          );
        }
        expect(await layoutShift(at.page)).toBe(0);
      },
    );
  });
});
