import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../../e2e/browser.ts";
import { languages } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import { buildWidgets } from "../build.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { openShop, type Shop, strictPolicy } from "../shop.fixture.ts";
import { helpRules } from "./rules.ts";

const form = `<h1>Checkout</h1><form action="/sent" novalidate>
  <p><label for="email">Email</label> <input id="email" type="email" required></p>
  <p><label for="name">Name</label> <input id="name" required></p>
  <p><label for="zip">Postcode</label> <input id="zip" autocomplete="shipping postal-code" required></p>
  <p><label for="country">Country</label> <select id="country" name="country"><option value="PL">Poland<option value="GB">UK</select></p>
  <p><label for="tel">Phone</label> <input id="tel" name="billing_phone" type="tel"></p>
  <p><label for="card">Card</label> <input id="card" name="cardnumber" autocomplete="cc-number" type="tel" required></p>
  <button class="primary" type="submit">Continue</button></form>`;

let browser: Browser;
let shop: Shop;
let outDir: string;
let src: string;
let page: Page;
/** What the pages complained about: errors, warnings, breaches of their policy. */
let complaints: string[];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "checkout-help-"));
  const { loader, checkoutHelp } = await buildWidgets({ outDir });
  src = paths.assets + checkoutHelp.file;
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
  Object.assign(shop, { asked: [], counted: [], contacts: [], policy: strictPolicy, body: form });
  speak("en");
});

afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

const speak = (language: (typeof languages)[number]) => {
  const help = { ...helpRules(language), variant: "standard" };
  shop.config = { page: "checkout", step: "contact", language, load: [src], help };
};

async function visit(options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const loaded = page.waitForResponse(`**${src}`);
  await page.goto(`${shop.origin}/checkout`);
  await loaded;
  await page.waitForTimeout(50);
}

const hints = () => page.locator("cw-checkout-help output").allInnerTexts();
const said = () => page.waitForTimeout(600).then(hints);
/** Fills a field as a person does, and goes on to the next. */
async function fill(id: string, value: string): Promise<void> {
  await page.fill(`#${id}`, value);
  await page.press(`#${id}`, "Tab");
}

describe("a mistyped mail domain", () => {
  it("is noticed, and put right by one press", async () => {
    await visit();
    await fill("email", "Anna.Nowak+$&@gmial.com");
    const meant = "Anna.Nowak+$&@gmail.com";
    expect(await said()).toEqual([`Did you mean ${meant}?`]);
    expect(await page.inputValue("#email")).toBe("Anna.Nowak+$&@gmial.com");
    await page.getByRole("button", { name: meant }).click();
    expect(await page.inputValue("#email")).toBe(meant);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(await said()).toEqual([]);
  });

  it("is put in so that a framework notices", async () => {
    await visit();
    await page.evaluate(() => {
      const field = document.querySelector("#email") as HTMLInputElement;
      const seen: string[] = [];
      Object.assign(window, { seen });
      // As React keeps the value that it wrote itself.
      let own = field.value;
      const { get, set } = Object.getOwnPropertyDescriptor(
        HTMLInputElement.prototype,
        "value",
      ) as PropertyDescriptor;
      Object.defineProperty(field, "value", {
        get() {
          return get?.call(this);
        },
        set(value) {
          own = value;
          set?.call(this, value);
        },
        configurable: true,
      });
      for (const type of ["input", "change"])
        document.addEventListener(type, () => field.value !== own && seen.push(`${type} ${field.value}`));
    });
    await page.locator("#email").pressSequentially("anna@gmial.com");
    await page.press("#email", "Tab");
    await page.getByRole("button", { name: "anna@gmail.com" }).click();
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen.slice(-2))).toEqual([
      "input anna@gmail.com",
      "change anna@gmail.com",
    ]);
  });
});

describe("a hint", () => {
  it("never comes while typing, and goes as soon as the field is mended", async () => {
    await visit();
    await page.locator("#email").pressSequentially("anna");
    expect(await said()).toEqual([]);
    await page.press("#email", "Tab");
    expect(await said()).toEqual(["An email address reads like name@example.com."]);
    await page.locator("#email").pressSequentially("@example.com");
    expect(await said()).toEqual([]);
  });

  it("that something is missing is for who went on to another field, not for who only looked", async () => {
    await visit();
    await page.focus("#zip");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await said()).toEqual([]);
    await page.focus("#zip");
    await page.press("#zip", "Tab");
    expect(await said()).toEqual(["This is needed for your order."]);
  });

  it.each(["aria-invalid", "words behind the field"])("gives way to the shop's own: %s", async (what) => {
    await visit();
    const tell = () =>
      page.evaluate((own) => {
        const field = document.querySelector("#email") as HTMLElement;
        if (own === "aria-invalid") field.setAttribute("aria-invalid", "true");
        else
          field.insertAdjacentElement(
            "afterend",
            Object.assign(document.createElement("b"), { className: "field-error", textContent: "Oh" }),
          );
      }, what);
    await fill("email", "anna");
    await tell();
    expect(await said()).toEqual([]);
    if (what === "aria-invalid") {
      await page.evaluate(() => document.querySelector("#email")?.removeAttribute("aria-invalid"));
      await page.focus("#email");
      await page.press("#email", "Tab");
      expect(await said()).toHaveLength(1);
      // And withdraws when the shop speaks later.
      await tell();
      expect(await said()).toEqual([]);
    }
  });

  it("waits while something is being pressed, so that nothing moves under a finger", async () => {
    await visit();
    await page.fill("#email", "anna@gmial.com");
    const box = await page.locator("button.primary").boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    await page.mouse.down();
    await page.waitForTimeout(900);
    expect(await hints()).toEqual([]);
    await page.mouse.up();
    await page.waitForURL("**/sent**");
  });

  it("is said by screen readers: its words come into a live region that is there already", async () => {
    await visit();
    await page.evaluate(() => {
      const log: string[] = [];
      Object.assign(window, { log });
      new MutationObserver(() => {
        const root = document.querySelector("cw-checkout-help")?.shadowRoot;
        if (root) log.push(root.querySelector("output")?.textContent ?? "");
      }).observe(document, { childList: true, subtree: true });
    });
    await fill("email", "anna");
    expect(await said()).toHaveLength(1);
    expect(await page.evaluate(() => (window as unknown as { log: string[] }).log[0])).toBe("");
  });

  it("never stops a form, and sends nothing that was typed", async () => {
    await visit();
    await fill("email", "anna@gmial.com");
    await said();
    await page.getByRole("button", { name: "anna@gmail.com" }).click();
    expect(shop.counted).toEqual(["checkoutHelp shown standard", "checkoutHelp used standard"]);
    expect(shop.asked.filter((path) => path.startsWith("/_cw/") && !path.startsWith(paths.assets))).toEqual([
      paths.count,
      paths.count,
    ]);
    await page.click("button.primary");
    await page.waitForURL("**/sent**");
  });

  it("counts for no layout shift, as it follows what the shopper did", async () => {
    await visit();
    await fill("email", "anna@gmial.com");
    await said();
    expect(await layoutShift(page)).toBe(0);
  });

  it("goes with a field that the shop replaces", async () => {
    await visit();
    await fill("email", "anna");
    expect(await said()).toHaveLength(1);
    await page.evaluate(() => {
      const field = document.querySelector("#email") as HTMLElement;
      field.replaceWith(field.cloneNode(true));
    });
    expect(await said()).toEqual([]);
  });

  describe.each(languages)("in %s", (language) => {
    it.each(["", "rtl"])(
      "has nothing that axe finds wrong at 320 px, and is reached by the next Tab: %s",
      async (dir) => {
        speak(language);
        await visit({ viewport: { width: 320, height: 900 }, forcedColors: dir ? "active" : "none" });
        await page.evaluate((value) => {
          document.documentElement.dir = value;
        }, dir);
        await fill("email", "a-rather-long-name.of-somebody@gmial.com");
        await fill("zip", "1");
        expect(await said()).toHaveLength(2);
        expect(await violationsIn(page, "cw-checkout-help")).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        const box = await page.locator("cw-checkout-help button").boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        await page.focus("#email");
        await page.press("#email", "Tab");
        await page.keyboard.press("Enter");
        expect(await page.inputValue("#email")).toBe("a-rather-long-name.of-somebody@gmail.com");
      },
    );
  });
});
