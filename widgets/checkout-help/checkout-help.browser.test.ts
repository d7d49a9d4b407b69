import type { BrowserContextOptions } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { visitShop } from "../visits.fixture.ts";
import { helpRules } from "./rules.ts";

const form = `<h1>Checkout</h1><form action="/sent" novalidate>
  <p><label for="email">Email</label> <input id="email" type="email" required></p>
  <p><label for="name">Name</label> <input id="name" required></p>
  <p><label for="zip">Postcode</label> <input id="zip" autocomplete="shipping postal-code" required></p>
  <p><label for="country">Country</label> <select id="country" name="country"><option value="PL">Poland<option value="GB">UK</select></p>
  <p><label for="tel">Phone</label> <input id="tel" name="billing_phone" type="tel"></p>
  <p><label for="card">Card</label> <input id="card" name="cardnumber" autocomplete="cc-number" type="tel" required></p>
  <button class="primary" type="submit">Continue</button></form>`;

const at = visitShop(() => ({ body: form }));
beforeEach(() => speak("en"));

const speak = (language: (typeof languages)[number]) => {
  const help = { ...helpRules(language), variant: "standard" };
  at.shop.config = { language, load: [at.src("checkoutHelp")], help };
};

const visit = (options: BrowserContextOptions = {}) =>
  at.visit(
    { viewport: { width: 1280, height: 900 }, ...options },
    { path: "/checkout", code: "checkoutHelp" },
  );

const hints = () => at.page.locator("cw-checkout-help output").allInnerTexts();
const said = () => at.page.waitForTimeout(600).then(hints);
/** Fills a field as a person does, and goes on to the next. */
async function fill(id: string, value: string): Promise<void> {
  await at.page.fill(`#${id}`, value);
  await at.page.press(`#${id}`, "Tab");
}

describe("a mistyped mail domain", () => {
  it("is noticed, and put right by one press", async () => {
    await visit();
    await fill("email", "Anna.Nowak+$&@gmial.com");
    const meant = "Anna.Nowak+$&@gmail.com";
    expect(await said()).toEqual([`Did you mean ${meant}?`]);
    expect(await at.page.inputValue("#email")).toBe("Anna.Nowak+$&@gmial.com");
    await at.page.getByRole("button", { name: meant }).click();
    expect(await at.page.inputValue("#email")).toBe(meant);
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("email");
    expect(await said()).toEqual([]);
  });

  it("is put in so that a framework notices", async () => {
    await visit();
    await at.page.evaluate(() => {
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
    await at.page.locator("#email").pressSequentially("anna@gmial.com");
    await at.page.press("#email", "Tab");
    await at.page.getByRole("button", { name: "anna@gmail.com" }).click();
    expect(await at.page.evaluate(() => (window as unknown as { seen: string[] }).seen.slice(-2))).toEqual([
      "input anna@gmail.com",
      "change anna@gmail.com",
    ]);
  });
});

describe("a hint", () => {
  it("never comes while typing, and goes as soon as the field is mended", async () => {
    await visit();
    await at.page.locator("#email").pressSequentially("anna");
    expect(await said()).toEqual([]);
    await at.page.press("#email", "Tab");
    expect(await said()).toEqual(["An email address reads like name@example.com."]);
    await at.page.locator("#email").pressSequentially("@example.com");
    expect(await said()).toEqual([]);
  });

  it("that something is missing is for who went on to another field, not for who only looked", async () => {
    await visit();
    await at.page.focus("#zip");
    await at.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await said()).toEqual([]);
    await at.page.focus("#zip");
    await at.page.press("#zip", "Tab");
    expect(await said()).toEqual(["This is needed for your order."]);
  });

  it.each(["aria-invalid", "words behind the field"])("gives way to the shop's own: %s", async (what) => {
    await visit();
    const tell = () =>
      at.page.evaluate((own) => {
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
      await at.page.evaluate(() => document.querySelector("#email")?.removeAttribute("aria-invalid"));
      await at.page.focus("#email");
      await at.page.press("#email", "Tab");
      expect(await said()).toHaveLength(1);
      // And withdraws when the shop speaks later.
      await tell();
      expect(await said()).toEqual([]);
    }
  });

  it("waits while something is being pressed, so that nothing moves under a finger", async () => {
    await visit();
    await at.page.fill("#email", "anna@gmial.com");
    const box = await at.page.locator("button.primary").boundingBox();
    await at.page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    await at.page.mouse.down();
    await at.page.waitForTimeout(900);
    expect(await hints()).toEqual([]);
    await at.page.mouse.up();
    await at.page.waitForURL("**/sent**");
  });

  it("is said by screen readers: its words come into a live region that is there already", async () => {
    await visit();
    await at.page.evaluate(() => {
      const log: string[] = [];
      Object.assign(window, { log });
      new MutationObserver(() => {
        const root = document.querySelector("cw-checkout-help")?.shadowRoot;
        if (root) log.push(root.querySelector("output")?.textContent ?? "");
      }).observe(document, { childList: true, subtree: true });
    });
    await fill("email", "anna");
    expect(await said()).toHaveLength(1);
    expect(await at.page.evaluate(() => (window as unknown as { log: string[] }).log[0])).toBe("");
  });

  it("never stops a form, and sends nothing that was typed", async () => {
    await visit();
    await fill("email", "anna@gmial.com");
    await said();
    await at.page.getByRole("button", { name: "anna@gmail.com" }).click();
    expect(at.shop.counted).toEqual(["checkoutHelp shown standard", "checkoutHelp used standard"]);
    expect(
      at.shop.asked.filter((path) => path.startsWith("/_cw/") && !path.startsWith(paths.assets)),
    ).toEqual([paths.count, paths.count]);
    await at.page.click("button.primary");
    await at.page.waitForURL("**/sent**");
  });

  it("stands a little apart from its field, as a shop's own hints do", async () => {
    await visit();
    await fill("email", "anna@gmial.com");
    await said();
    const field = await at.page.locator("#email").boundingBox();
    const hint = await at.page.locator("cw-checkout-help").boundingBox();
    expect((hint?.y ?? 0) - (field?.y ?? 0) - (field?.height ?? 0)).toBeGreaterThanOrEqual(4);
  });

  it("counts for no layout shift, as it follows what the shopper did", async () => {
    await visit();
    await fill("email", "anna@gmial.com");
    await said();
    expect(await layoutShift(at.page)).toBe(0);
  });

  it("goes with a field that the shop replaces", async () => {
    await visit();
    await fill("email", "anna");
    expect(await said()).toHaveLength(1);
    await at.page.evaluate(() => {
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
        await at.page.evaluate((value) => {
          document.documentElement.dir = value;
        }, dir);
        await fill("email", "a-rather-long-name.of-somebody@gmial.com");
        await fill("zip", "1");
        expect(await said()).toHaveLength(2);
        // The longest words; with axe, every language is judged in e2e/widgets.
        if (language === "ru") expect(await violationsIn(at.page, "cw-checkout-help")).toEqual([]);
        expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        const box = await at.page.locator("cw-checkout-help button").boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        await at.page.focus("#email");
        await at.page.press("#email", "Tab");
        await at.page.keyboard.press("Enter");
        expect(await at.page.inputValue("#email")).toBe("a-rather-long-name.of-somebody@gmail.com");
      },
    );
  });
});
