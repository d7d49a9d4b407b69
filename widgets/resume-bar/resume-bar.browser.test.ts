import type { BrowserContextOptions } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "../../worker/wire/paths.ts";
import type { OfferView } from "../../worker/wire/storefront-api.ts";
import { layoutShift, violationsIn } from "../look.fixture.ts";
import { desktop, phone, visitShop } from "../visits.fixture.ts";
import { renderOffer, renderOutcome } from "./component.tsx";

const cart: OfferView = {
  lines: [
    { name: "Enamel mug", options: "Sea", quantity: 2, price: "£28.00", image: "/picture.svg" },
    { name: "Linen throw", options: "", quantity: 1, price: "£48.00", image: "/picture.svg" },
  ],
  count: 3,
  total: "£76.00",
  left: "3 hours ago",
  isOwn: false,
  mayReplace: true,
  token: "cart_1.4",
};
const taken = { said: "It is all in your cart", notes: [], cart: "/cart" };

/** What was asked of the address of the bar: "GET", or what was sent. */
let asked: string[];
/** What it answers to a GET, and to a choice; `null`: nothing. */
let offer: string | null;
let outcome: string | null;

const at = visitShop(() => ({ body: `<h1>Mugs</h1><p class="tall"><a href="#x">A link</a>` }));
beforeEach(() => {
  asked = [];
  offer = renderOffer(cart, "en");
  outcome = renderOutcome(taken, "en");
  at.shop.config = { page: "product", step: null, resume: { src: at.src("resumeBar") } };
});

const visit = (options: BrowserContextOptions = desktop, isKnown = true) =>
  at.visit(options, {
    path: "/products/mug",
    async before(page) {
      const context = page.context();
      if (isKnown) await context.addCookies([{ name: "cw_kept", value: "1", url: at.shop.origin }]);
      await context.route(`**${paths.offerBar}*`, (route) => {
        const sent = route.request().postData();
        asked.push(sent === null ? "GET" : (JSON.parse(sent) as { choice: string }).choice);
        const body = sent === null ? offer : outcome;
        return route.fulfill(
          body === null ? { status: 204 } : { contentType: "text/html; charset=utf-8", body },
        );
      });
    },
  });

const bar = () => at.page.locator("cw-resume-bar section");
const button = (name: string) => bar().getByRole("button", { name, exact: true });
const isAway = () => expect(at.page.locator("cw-resume-bar").count()).resolves.toBe(0);
const waited = () => at.page.waitForTimeout(1600);

describe("the resume bar", () => {
  it("says how much was left, where and when, and what it is", async () => {
    await visit();
    await bar().waitFor();
    await expect.poll(() => bar().innerText()).toContain("You left 3 things on another device");
    expect(await bar().innerText()).toContain("3 hours ago · Enamel mug, Linen throw");
    expect(await bar().getAttribute("aria-label")).toBe("You left 3 things on another device");
    expect(await bar().locator("img").count()).toBe(2);
  });

  it("costs a browser of which no cart is kept nothing: no code, no request", async () => {
    await visit(desktop, false);
    await waited();
    expect(asked).toEqual([]);
    expect(at.shop.asked.filter((path) => path === at.src("resumeBar"))).toEqual([]);
  });

  it("asks once in a tab when there is nothing, but on the cart's page always", async () => {
    offer = null;
    await visit();
    await waited();
    await at.page.reload();
    await waited();
    expect(asked).toEqual(["GET"]);
    at.shop.config = { ...at.shop.config, page: "cart" };
    await at.page.reload();
    await waited();
    expect(asked).toEqual(["GET", "GET"]);
  });

  it("adds the cart once however often it is pressed, says so, and leads to the cart", async () => {
    await visit();
    await button("Add").dblclick();
    await expect.poll(() => bar().locator("output").innerText()).toBe("It is all in your cart");
    expect(asked).toEqual(["GET", "add"]);
    const link = bar().getByRole("link", { name: "View cart" });
    expect(await link.getAttribute("href")).toBe("/cart");
    expect(await link.evaluate((element) => element.matches(":focus"))).toBe(true);
  });

  it("goes by itself when everything is said, but not while somebody is at it", async () => {
    await visit();
    await button("Add").click();
    await bar().getByRole("link").waitFor();
    await at.page.mouse.move(5, 5);
    const hides = () => bar().evaluate((element) => getComputedStyle(element).animationName);
    expect(await hides()).toBe("go");
    await bar().hover();
    expect(await hides()).not.toBe("go");
  });

  it("stays with what is not as it was, until it is closed", async () => {
    const notes = ["Enamel mug, Sea: In your cart: 1, you had 2"];
    outcome = renderOutcome({ said: "Your cart is back, with a few changes", notes, cart: "/cart" }, "en");
    await visit();
    await button("Replace").click();
    await bar().getByRole("listitem").waitFor();
    expect(await bar().getByRole("listitem").innerText()).toBe(notes[0]);
    expect(await bar().evaluate((element) => getComputedStyle(element).animationName)).not.toBe("go");
    await button("Close").click();
    await isAway();
    expect(asked).toEqual(["GET", "replace"]);
  });

  it("opens the cart's page anew, which shows it, when everything is back", async () => {
    at.shop.config = { ...at.shop.config, page: "cart" };
    await visit();
    await button("Add").click();
    await at.page.waitForURL(`${at.shop.origin}/cart`);
  });

  it("does not offer to replace where there is nothing to replace", async () => {
    offer = renderOffer({ ...cart, mayReplace: false }, "en");
    await visit();
    await button("Add").waitFor();
    expect(await button("Replace").count()).toBe(0);
  });

  it("says when a choice did not go through, and can be asked again", async () => {
    outcome = null;
    await visit();
    await button("Add").click();
    await expect.poll(() => bar().innerText()).toContain("That did not go through");
    outcome = renderOutcome(taken, "en");
    await button("Add").click();
    await expect.poll(() => bar().innerText()).toContain("It is all in your cart");
  });

  it.each(["a press", "Escape"])("takes %s for not now, and tells so", async (way) => {
    await visit();
    await button("Not now").waitFor();
    if (way === "Escape") await at.page.keyboard.press("Escape");
    else await button("Not now").click();
    await isAway();
    await expect.poll(() => asked).toEqual(["GET", "not-now"]);
    expect(await at.page.evaluate(() => document.documentElement.style.scrollPaddingBottom)).toBe("");
  });

  it("leaves an Escape alone that is meant for something of the shop", async () => {
    at.shop.body = `<button id="menu">Menu</button>`;
    await visit();
    await button("Add").waitFor();
    await at.page.focus("#menu");
    await at.page.keyboard.press("Escape");
    expect(await bar().count()).toBe(1);
  });

  it("takes no focus, can be walked by keyboard, and gives the focus back", async () => {
    at.shop.body = `<button id="buy">Buy</button>`;
    await visit();
    await at.page.focus("#buy");
    await button("Add").waitFor();
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("buy");
    const walked: unknown[] = [];
    for (let step = 0; step < 3; step++) {
      await at.page.keyboard.press("Tab");
      walked.push(
        await at.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent),
      );
    }
    expect(walked).toEqual(["Add", "Replace", "Not now"]);
    await at.page.keyboard.press("Escape");
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("buy");
  });

  it.each(["a dialog", "a field in use", "another of ours"])(
    "does not come together with %s",
    async (what) => {
      at.shop.body = {
        "a dialog": `<div role="dialog" aria-modal="true">Hello</div>`,
        "a field in use": `<input autofocus>`,
        "another of ours": `<cw-exit-offer data-cw-overlay></cw-exit-offer>`,
      }[what] as string;
      await visit();
      await waited();
      expect(asked).toEqual([]);
      expect(await bar().count()).toBe(0);
    },
  );

  it("is looked at again when the answer is here", async () => {
    await visit();
    await at.page.evaluate(() => {
      setTimeout(() => {
        const dialog = document.createElement("dialog");
        document.body.append(dialog);
        dialog.showModal();
      }, 900);
    });
    await waited();
    expect(await bar().count()).toBe(0);
  });

  it("stands above what the shop keeps at the bottom, and gives way to what fills the window", async () => {
    at.shop.body = `<style>#buy { position: fixed; inset: auto 0 0; height: 64px; background: gold }</style><div id="buy">Buy</div>`;
    at.shop.policy = "";
    await visit(phone);
    await bar().waitFor();
    const box = await bar().boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844 - 64, 0);
    at.shop.body = at.shop.body.replace("64px", "400px");
    await at.page.reload();
    await waited();
    expect(await bar().count()).toBe(0);
  });

  it("moves nothing, and keeps what has the focus clear of it", async () => {
    await visit(phone);
    await bar().waitFor();
    expect(await layoutShift(at.page)).toBe(0);
    const padding = await at.page.evaluate(() => document.documentElement.style.scrollPaddingBottom);
    expect(Number.parseFloat(padding)).toBeGreaterThan(80);
  });

  it("is in the page's own colours, or in the system's where those cannot be read", async () => {
    const colours = () =>
      bar().evaluate((element) => [
        getComputedStyle(element).color,
        getComputedStyle(element).backgroundColor,
      ]);
    at.shop.policy = "";
    for (const [body, colour] of [
      ["color:#eee;background:#122", ["rgb(238, 238, 238)", "rgb(17, 34, 34)"]],
      ["color:#333;background:#222", ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]],
      ["color:#fff;background:url(/picture.svg)", ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]],
    ] as const) {
      at.shop.body = `<style>body { ${body} }</style><p>Dark`;
      await visit();
      await bar().waitFor();
      expect(await colours()).toEqual(colour);
      await at.page.context().close();
    }
  });

  it("fills its main button as the shop fills its widest, where that stands out and can be read", async () => {
    at.shop.policy = "";
    const filled = async (look: string) => {
      at.shop.body = `<style>body { color:#222; background:#fff } ${look}</style><button>Menu</button><button id="buy">Buy</button>`;
      await visit();
      const [fill, ink] = await button("Add").evaluate((element) => [
        getComputedStyle(element).backgroundColor,
        getComputedStyle(element).color,
      ]);
      await at.page.context().close();
      return [fill, ink];
    };
    const own = ["rgb(34, 34, 34)", "rgb(255, 255, 255)"];
    const menu = "button { background:#fff; color:#222 } #buy { width:300px;";
    expect(await filled(`${menu} background:#0b6e5a; color:#fff }`)).toEqual([
      "rgb(11, 110, 90)",
      "rgb(255, 255, 255)",
    ]);
    // White on it has a contrast of 2.5, though it looks dark enough.
    expect(await filled(`${menu} background:#00bb00; color:#fff }`)).toEqual(own);
    expect(await filled(`${menu} background:none; color:#222 }`)).toEqual(own);
  });

  it("keeps to the devices the store chose", async () => {
    const { resume, ...rest } = at.shop.config;
    at.shop.config = { ...rest, phone: { ...(resume && { resume }) } };
    await visit();
    await waited();
    expect(asked).toEqual([]);
    await at.page.context().close();
    await visit(phone);
    await bar().waitFor();
  });

  it("shows hostile names as the text they are", async () => {
    const name = `<img src=x onerror=alert(1)>"'&</section><script>alert(1)</script>`;
    offer = renderOffer(
      {
        ...cart,
        left: name,
        lines: [{ ...(cart.lines[0] as OfferView["lines"][0]), name, image: "javascript:alert(1)" }],
      },
      "en",
    );
    await visit();
    await bar().waitFor();
    expect(await bar().locator("p").innerText()).toBe(`${name} · ${name}`);
    expect(await bar().locator("img, script").count()).toBe(0);
  });

  it("leaves the page alone when the worker cannot be reached", async () => {
    await visit();
    await at.page.context().route(`**${paths.offerBar}*`, (route) => route.abort());
    await waited();
    expect(await bar().count()).toBe(0);
    at.complaints = at.complaints.filter((text) => !text.includes("ERR_FAILED"));
  });

  // The longest words; every language is judged in e2e/widgets.
  describe.each(["ru"] as const)("in %s", (language) => {
    it.each([
      [desktop, ""],
      [phone, ""],
      [{ ...phone, viewport: { width: 320, height: 568 } }, "rtl"],
    ])("has nothing that axe finds wrong, fits, and gives thumbs enough room: %j %s", async (device, dir) => {
      at.shop.config = { ...at.shop.config, language };
      offer = renderOffer(cart, language);
      outcome = renderOutcome({ ...taken, notes: ["Enamel mug: £12.00"] }, language);
      await visit({ ...device, forcedColors: dir ? "active" : "none" });
      await bar().waitFor();
      await at.page.evaluate((value) => {
        document.documentElement.dir = value;
      }, dir);
      await at.page.waitForTimeout(400);
      for (const state of ["offered", "told"]) {
        expect(await violationsIn(at.page, "cw-resume-bar"), state).toEqual([]);
        const { width } = device.viewport;
        expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        for (const control of await bar().locator("button, a").all()) {
          const box = await control.boundingBox();
          expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
          expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
        }
        await bar().locator("button").first().click();
        await at.page.waitForTimeout(300);
      }
    });
  });
});
