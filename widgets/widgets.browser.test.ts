import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../e2e/browser.ts";
import { languages } from "../worker/domain/language.ts";
import { paths } from "../worker/wire/paths.ts";
import type { CartView, OfferedCart } from "../worker/wire/storefront-api.ts";
import { noticeWords } from "./address-notice/words.ts";
import { buildWidgets } from "./build.ts";
import { offerTexts } from "./exit-offer/words.ts";
import { layoutShift, violationsIn } from "./look.fixture.ts";
import { renderProgressBar } from "./progress-bar/component.tsx";
import { openShop, type Shop, strictPolicy } from "./shop.fixture.ts";

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const form = `<h1>Checkout</h1><form action="/sent"><label for="email">Email</label>
  <input id="email" type="email"><input id="name"><button class="primary">Continue</button></form>`;
const view: CartView = {
  lines: [
    { name: "Linen shirt", options: "Sand, L", quantity: 1, price: "$49.00", image: null },
    { name: "Mug", options: "", quantity: 2, price: "$36.00", image: null },
  ],
  count: 3,
  total: "$85.00",
};

const offered = (more: Partial<CartView> = {}): OfferedCart => {
  const shown = { ...view, ...more };
  return { ...shown, words: offerTexts("en", shown.lines.length) };
};

let browser: Browser;
let shop: Shop;
let outDir: string;
let offerSrc: string;
let noticeSrc: string;
let page: Page;
/** Everything a page complained about: errors, warnings, breaches of its policy. Must stay empty. */
let complaints: string[];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), "widgets-"));
  const { loader, exitOffer, addressNotice } = await buildWidgets({ outDir });
  offerSrc = paths.assets + exitOffer.file;
  noticeSrc = paths.assets + addressNotice.file;
  browser = await openBrowser();
  shop = await openShop(outDir, loader);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await rm(outDir, { recursive: true });
});

beforeEach(() => {
  Object.assign(shop, { ...fresh, cart: offered(), asked: [], contacts: [], counted: [] });
  complaints = [];
});

afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

const fresh = { body: form, config: {}, policy: strictPolicy, answer: { status: "saved" }, status: 200 };

const offerConfig = (more: object = {}) => ({
  offer: {
    src: offerSrc,
    dwell: 0,
    quietFor: 3600,
    checkout: "/checkout",
    budget: { perSession: 9, perWeek: 9 },
    variant: "standard",
    ...more,
  },
});

const noticeConfig = (mode: "notice" | "opt-in") => ({
  notice: { src: noticeSrc, mode, field: "#email", words: noticeWords.en, variant: "standard" },
});

async function visit(
  options: BrowserContextOptions = desktop,
  { from = "", hasGpc = false } = {},
): Promise<void> {
  const context = await browser.newContext(options);
  if (hasGpc)
    await context.addInitScript(() =>
      Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
    );
  page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${shop.origin}/start?secret=1`, from ? { referer: from } : {});
}

const dialog = () => page.locator("cw-exit-offer dialog");
const leaveByTop = async () => {
  await page.mouse.move(600, 200);
  await page.mouse.move(600, -5);
};
const settle = () => page.waitForTimeout(250);
const cookies = async () =>
  Object.fromEntries((await page.context().cookies()).map((cookie) => [cookie.name, cookie]));
const comeBack = () =>
  page.evaluate(() => {
    for (const hidden of [true, false]) {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }
  });

describe("the exit offer on a desktop", () => {
  it("appears when the pointer leaves through the top edge, and shows what is in the cart", async () => {
    shop.config = offerConfig();
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    expect(await dialog().innerText()).toContain("Linen shirt");
    expect(await dialog().innerText()).toContain("$85.00");
    expect(await dialog().locator("a.main").getAttribute("href")).toBe("/checkout");
  });

  it("loads nothing before that", async () => {
    shop.config = offerConfig();
    await visit();
    await settle();
    expect(shop.asked.filter((path) => path === paths.cart || path === offerSrc)).toEqual([]);
  });

  it("does not appear when the pointer leaves through a side", async () => {
    shop.config = offerConfig();
    await visit();
    await page.mouse.move(600, 300);
    await page.mouse.move(-5, 300);
    await settle();
    expect(await dialog().count()).toBe(0);
  });

  it("does not appear over an empty cart, and asks only once", async () => {
    shop.config = offerConfig();
    shop.cart = offered({ lines: [], count: 0, total: null });
    await visit();
    await leaveByTop();
    await settle();
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
    expect(shop.asked.filter((path) => path === paths.cart)).toHaveLength(1);
    expect(shop.asked).not.toContain(offerSrc);
  });

  it("waits until the page has been open long enough", async () => {
    shop.config = offerConfig({ dwell: 1500 });
    await visit();
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
    await page.waitForTimeout(1500);
    await leaveByTop();
    await dialog().waitFor();
  });

  it("does not appear while a field of the shop is in use", async () => {
    shop.config = offerConfig();
    await visit();
    await page.focus("#name");
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await leaveByTop();
    await dialog().waitFor();
  });

  it("does not appear over a dialog of the shop, but over one that is only kept in the page", async () => {
    shop.config = offerConfig();
    shop.body = `${form}<div hidden role="dialog" aria-modal="true">Menu</div><dialog>Size</dialog>`;
    await visit();
    await page.evaluate(() => document.querySelector("dialog")?.showModal());
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
    await page.reload();
    await leaveByTop();
    await dialog().waitFor();
  });

  it.each(["Escape", "the cross", "Not now", "the backdrop"])(
    "is closed by %s, gives the focus back and leaves nothing behind",
    async (way) => {
      shop.config = offerConfig();
      await visit();
      await page.focus("button.primary");
      await leaveByTop();
      await dialog().waitFor();
      if (way === "Escape") await page.keyboard.press("Escape");
      if (way === "the cross") await dialog().getByRole("button", { name: "Close" }).click();
      if (way === "Not now") await dialog().getByRole("button", { name: "Not now" }).click();
      if (way === "the backdrop") await page.mouse.click(20, 400);
      await page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
      expect(await page.evaluate(() => document.activeElement?.className)).toBe("primary");
    },
  );

  it("remembers that it was closed for as long as the shop says, and keeps quiet on the next page", async () => {
    shop.config = offerConfig();
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    expect((await cookies()).cw_offer).toMatchObject({ expires: -1, sameSite: "Lax", path: "/" });
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
    const { expires } = (await cookies()).cw_offer ?? { expires: 0 };
    expect(Math.abs(expires - Date.now() / 1000 - 3600)).toBeLessThan(60);
    await leaveByTop();
    await page.reload();
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
  });

  it("is not shown again in the session when the page was left without closing it", async () => {
    shop.config = offerConfig();
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    await page.reload();
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
  });

  it("can be walked by keyboard, in reading order, without touching the page beneath", async () => {
    shop.config = offerConfig();
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    const focused = () =>
      page.evaluate(() => {
        const element = document.querySelector("cw-exit-offer")?.shadowRoot?.activeElement;
        return element?.getAttribute("aria-label") ?? (element?.id || element?.textContent);
      });
    const walked = [await focused()];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      walked.push(await focused());
    }
    expect(walked).toEqual([
      "title",
      "Close",
      "Continue to checkout",
      "Not now",
      "email",
      "Email me a reminder",
    ]);
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.id || "")).toBe("");
    }
  });

  it("gives every way out at least the size of a thumb", async () => {
    shop.config = offerConfig();
    await visit(phone);
    await comeBack();
    await dialog().waitFor();
    for (const control of await dialog().locator("button, a, input").all()) {
      const box = await control.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    const [main, out] = await Promise.all([
      dialog().locator("a.main").boundingBox(),
      dialog().getByRole("button", { name: "Not now" }).boundingBox(),
    ]);
    expect(out?.height).toBeCloseTo(main?.height ?? 0, 0);
    expect(out?.width).toBeCloseTo(main?.width ?? 0, 0);
  });

  it("shows hostile names as the text they are, and pictures only from the web", async () => {
    shop.config = offerConfig();
    const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    const images = ["javascript:document.title='owned'", "data:text/html,x", `${shop.origin}/picture.svg`];
    shop.cart = offered({
      lines: images.map((image) => ({ name: hostile, options: hostile, quantity: 1, price: hostile, image })),
      count: 3,
      total: hostile,
    });
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    await settle();
    expect(await dialog().innerText()).toContain(hostile);
    expect(await dialog().locator("script").count()).toBe(0);
    expect(
      await dialog().evaluate((element) => [...element.querySelectorAll("img")].map((image) => image.src)),
    ).toEqual([`${shop.origin}/picture.svg`]);
    expect(await page.title()).toBe("Shop");
  });

  it("goes no further than the page when the shopper is at the checkout already", async () => {
    shop.config = offerConfig({ checkout: "/start" });
    await visit();
    await page.fill("#name", "Anna");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await leaveByTop();
    await dialog().locator("a.main").click();
    await page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
    expect(await page.inputValue("#name")).toBe("Anna");
  });

  it("leaves the page alone when the cart or its code cannot be had", async () => {
    shop.config = offerConfig();
    await visit();
    await page.route(`**${paths.cart}*`, (route) => route.fulfill({ body: "<html>sorry" }));
    await leaveByTop();
    await settle();
    expect(await dialog().count()).toBe(0);
  });

  it("takes colours from the page: light on dark where the page is dark", async () => {
    shop.config = offerConfig();
    await visit();
    await page.evaluate(() => {
      document.body.style.color = "oklch(0.95 0.01 90)";
      document.body.style.backgroundColor = "#101418";
    });
    await leaveByTop();
    await dialog().waitFor();
    const style = await dialog().evaluate((element) => {
      const { backgroundColor, colorScheme } = getComputedStyle(element);
      return { backgroundColor, colorScheme };
    });
    expect(style).toEqual({ backgroundColor: "rgb(16, 20, 24)", colorScheme: "dark" });
  });

  it("does not move for those who asked for less motion", async () => {
    shop.config = offerConfig();
    await visit({ ...desktop, reducedMotion: "reduce" });
    await leaveByTop();
    await dialog().waitFor();
    expect(await dialog().evaluate((element) => element.getAnimations().length)).toBe(0);
  });
});

describe("the reminder in the exit offer", () => {
  const open = async () => {
    shop.config = offerConfig();
    await visit();
    await leaveByTop();
    await dialog().waitFor();
  };

  it("sends the address when its button is pressed, thanks, and moves the focus there", async () => {
    await open();
    await dialog().locator("input").fill(" anna@example.com ");
    expect(shop.contacts).toEqual([]);
    await dialog().getByRole("button", { name: "Email me a reminder" }).click();
    await dialog().getByRole("status").waitFor();
    expect(shop.contacts).toEqual([
      {
        email: "anna@example.com",
        decision: "granted",
        asked: "opt-in",
        surface: "exit-offer",
        language: "en",
        page: "/start",
      },
    ]);
    expect(
      await page.evaluate(() => document.querySelector("cw-exit-offer")?.shadowRoot?.activeElement?.role),
    ).toBe("status");
  });

  it("says before the press what will be sent", async () => {
    await open();
    expect(await dialog().innerText()).toContain("at most three times");
  });

  it("asks to check an address that cannot be one, without sending it", async () => {
    await open();
    await dialog().locator("input").fill("anna@");
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("alert").innerText()).toContain("check the email address");
    expect(await dialog().locator("input").getAttribute("aria-invalid")).toBe("true");
    expect(await dialog().locator("input").inputValue()).toBe("anna@");
    expect(shop.contacts).toEqual([]);
  });

  it.each([
    [{ status: "invalid", field: "email" }, "check the email address"],
    [{ unexpected: true }, "try again"],
  ])("passes on that the answer was %j", async (answer, said) => {
    await open();
    shop.answer = answer;
    await dialog().locator("input").fill("anna@example.com");
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("alert").innerText()).toContain(said);
  });

  it("says that the mailbox has to confirm, where it has to", async () => {
    await open();
    shop.answer = { status: "unconfirmed" };
    await dialog().locator("input").fill("anna@example.com");
    await page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("status").innerText()).toContain("check your mailbox");
  });
});

describe("the budget of overlays", () => {
  const leave = async () => {
    await leaveByTop();
    await settle();
  };
  const overlays = (value: string) =>
    page.context().addCookies([{ name: "cw_overlays", value, url: shop.origin }]);
  const daysAgo = (days: number) => Math.floor(Date.now() / 1000 - days * 86_400);

  it("shows no more in a session than the store allows, whichever widget it was", async () => {
    shop.config = offerConfig({ budget: { perSession: 1, perWeek: 9 } });
    await visit();
    await page.context().addCookies([{ name: "cw_session", value: "1", url: shop.origin }]);
    await leave();
    expect(await dialog().count()).toBe(0);
  });

  it("shows no more in seven days than the store allows, and forgets what is older", async () => {
    shop.config = offerConfig({ budget: { perSession: 9, perWeek: 2 } });
    await visit();
    await overlays(`${daysAgo(6)}.${daysAgo(1)}`);
    await leave();
    expect(await dialog().count()).toBe(0);
    await overlays(`${daysAgo(8)}.${daysAgo(1)}`);
    await page.reload();
    await leave();
    expect(await dialog().count()).toBe(1);
    const { cw_overlays, cw_session } = await cookies();
    expect(cw_overlays?.value.split(".")).toHaveLength(2);
    expect(cw_session).toMatchObject({ value: "1", expires: -1 });
  });

  it("is read again when the code is here: closed in another tab meanwhile, it stays closed", async () => {
    shop.config = offerConfig();
    await visit();
    await page.route(`**${offerSrc}`, async (route) => {
      await page.context().addCookies([{ name: "cw_offer", value: "1", url: shop.origin }]);
      await route.continue();
    });
    await leave();
    expect(shop.asked).toContain(offerSrc);
    expect(await dialog().count()).toBe(0);
  });

  it("lets nothing lie over another one of ours", async () => {
    shop.config = offerConfig();
    shop.body = `${form}<cw-other data-cw-overlay></cw-other>`;
    await visit();
    await leave();
    expect(await dialog().count()).toBe(0);
  });

  it.each([
    ["phone", phone, "desktop", 0],
    ["phone", phone, "phone", 1],
    ["desktop", desktop, "phone", 0],
    ["desktop", desktop, "desktop", 1],
  ] as const)("on a %s: what is for %s alone is shown %i times", async (_, device, only, times) => {
    shop.config = offerConfig({ only });
    await visit(device);
    await (device === phone ? comeBack() : leaveByTop());
    await settle();
    expect(await dialog().count()).toBe(times);
  });

  it("leaves a phone's first page from a search engine in peace, not one from elsewhere", async () => {
    shop.config = offerConfig();
    await visit(phone, { from: "https://www.google.co.uk/" });
    await comeBack();
    await settle();
    expect(await dialog().count()).toBe(0);
    await page.context().close();
    await visit(phone, { from: "https://notgoogle.example/" });
    await comeBack();
    await dialog().waitFor();
  });

  it("keeps to visits from the sites the store names, on later pages of the visit too", async () => {
    shop.config = { ...offerConfig({ from: ["news.example"] }), notesReferrer: true };
    await visit(desktop, { from: "https://oldnews.example/" });
    await leave();
    expect(await dialog().count()).toBe(0);
    await page.context().close();
    await visit(desktop, { from: "https://www.news.example/" });
    await page.goto(`${shop.origin}/next`, { referer: `${shop.origin}/start` });
    await leave();
    expect(await dialog().count()).toBe(1);
  });
});

describe("what is counted", () => {
  it.each([
    ["dismissed", () => page.keyboard.press("Escape")],
    ["used", () => dialog().locator("a.main").click()],
  ])("of the offer: shown once, then %s once", async (event, act) => {
    shop.config = offerConfig({ checkout: "/start", variant: "plain" });
    await visit();
    await leaveByTop();
    await dialog().waitFor();
    await act();
    await expect.poll(() => shop.counted).toHaveLength(2);
    await settle();
    expect(shop.counted).toEqual(["exitOffer shown plain", `exitOffer ${event} plain`]);
  });

  it("of the notice: shown, used, dismissed", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await page.locator("cw-address-notice").getByRole("button").click();
    await expect
      .poll(() => shop.counted)
      .toEqual(["shown", "used", "dismissed"].map((event) => `addressNotice ${event} standard`));
  });

  it("is nothing at all under Global Privacy Control", async () => {
    shop.config = { ...noticeConfig("notice"), ...offerConfig() };
    await visit(desktop, { hasGpc: true });
    await page.locator("cw-address-notice").waitFor();
    await leaveByTop();
    await dialog().waitFor();
    await page.keyboard.press("Escape");
    await settle();
    expect(shop.counted).toEqual([]);
  });
});

describe("the exit offer on a phone", () => {
  /** Scrolls as a thumb does: a little with every frame, `speed` in px per ms, for 600 ms. */
  const scroll = (speed: number) =>
    page.evaluate(
      (speed) =>
        new Promise<void>((done) => {
          const start = performance.now();
          let last = start;
          const frame = (now: number) => {
            scrollBy(0, speed * (now - last));
            last = now;
            if (now - start < 600) requestAnimationFrame(frame);
            else done();
          };
          requestAnimationFrame(frame);
        }),
      speed,
    );
  const visitHalfway = async () => {
    shop.config = offerConfig();
    shop.body = `${form}<div class="tall"></div>`;
    await visit(phone);
    await scroll(5);
    await settle();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(2000);
  };

  it("appears when the page is flung upwards, not downwards", async () => {
    await visitHalfway();
    expect(await dialog().count()).toBe(0);
    await scroll(-3);
    await dialog().waitFor();
  });

  it("does not appear when somebody reads upwards, or jumps to the top", async () => {
    await visitHalfway();
    await scroll(-0.8);
    await settle();
    await page.evaluate(() => scrollTo(0, 0));
    await settle();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await dialog().count()).toBe(0);
  });

  it("appears when the shopper comes back to the tab, as a sheet at the bottom", async () => {
    shop.config = offerConfig();
    await visit(phone);
    await comeBack();
    await dialog().waitFor();
    await page.waitForTimeout(300);
    const box = await dialog().boundingBox();
    expect(box?.width).toBe(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0);
  });

  it("does not appear on a page that was opened in the background and is seen for the first time", async () => {
    shop.config = offerConfig();
    await visit(phone);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await settle();
    expect(await dialog().count()).toBe(0);
  });

  it.each([
    ["checkout", 1],
    ["product", 0],
  ] as const)("after 45 idle seconds on %s: shown %i times", async (kind, times) => {
    shop.config = { ...offerConfig(), page: kind };
    const context = await browser.newContext(phone);
    page = await context.newPage();
    await page.clock.install();
    await page.goto(shop.origin);
    await page.clock.runFor(30_000);
    await page.touchscreen.tap(200, 600);
    await page.clock.runFor(30_000);
    expect(await dialog().count()).toBe(0);
    await page.clock.runFor(20_000);
    await page.waitForTimeout(500);
    expect(await dialog().count()).toBe(times);
  });

  it("adds nothing to the history", async () => {
    shop.config = offerConfig();
    await visit(phone);
    const before = await page.evaluate(() => history.length);
    await comeBack();
    await dialog().waitFor();
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  it("fits 320 px without scrolling sideways", async () => {
    shop.config = offerConfig();
    await visit({ ...phone, viewport: { width: 320, height: 568 } });
    await comeBack();
    await dialog().waitFor();
    expect(await dialog().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });
});

describe("the address notice", () => {
  const notice = () => page.locator("cw-address-notice");
  const sentence = () => notice().locator("output").innerText();
  const last = () => shop.contacts.at(-1);

  it("stands right after the shop's field and says who writes and how often", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await notice().waitFor();
    expect(await page.locator("#email + cw-address-notice").count()).toBe(1);
    expect(await sentence()).toContain("At most three");
  });

  it("sends the address when the field is left, never while it is typed", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.locator("#email").pressSequentially("anna@example.com");
    await settle();
    expect(shop.contacts).toEqual([]);
    await page.keyboard.press("Tab");
    await expect.poll(() => shop.contacts).toHaveLength(1);
    expect(last()).toEqual({
      email: "anna@example.com",
      decision: "granted",
      asked: "notice",
      surface: "address-notice",
      language: "en",
      page: "/start",
    });
  });

  it("sends nothing that cannot be an address", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.fill("#email", "anna@");
    await page.keyboard.press("Tab");
    await settle();
    expect(shop.contacts).toEqual([]);
  });

  it("sends nothing while the shop's page hides it", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await notice().waitFor();
    await page.evaluate(() => {
      const host = document.querySelector("cw-address-notice");
      const hider = document.createElement("div");
      hider.hidden = true;
      host?.replaceWith(hider);
      hider.append(host as Element);
    });
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await settle();
    expect(shop.contacts).toEqual([]);
  });

  it("can be refused, says so, sends nothing more, and remembers it on the next page", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await notice().getByRole("button", { name: "No thanks" }).click();
    await expect.poll(() => last()?.decision).toBe("refused");
    expect(last()?.email).toBe("anna@example.com");
    expect(await sentence()).toContain("We won't write to you about this cart.");
    const sent = shop.contacts.length;
    await page.fill("#email", "other@example.com");
    await page.keyboard.press("Tab");
    await page.reload();
    await page.fill("#email", "third@example.com");
    await page.keyboard.press("Tab");
    await settle();
    expect(shop.contacts).toHaveLength(sent);
    expect(await sentence()).toContain("We won't write to you");
    expect((await cookies()).cw_notice).toMatchObject({ value: "no", expires: -1 });
  });

  it("can be refused before an address is typed", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await notice().getByRole("button").click();
    await expect.poll(() => last()).toMatchObject({ email: "", decision: "refused" });
  });

  it("takes a refusal back when undone, keeping the focus on the button", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await notice().getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => last()?.decision).toBe("granted");
    expect(await sentence()).toContain("We may email you");
    expect(
      await page.evaluate(
        () => document.querySelector("cw-address-notice")?.shadowRoot?.activeElement?.tagName,
      ),
    ).toBe("BUTTON");
    expect(await notice().getByRole("status").count()).toBe(1);
  });

  it("under opt-in starts unticked, grants only while ticked, and refuses when unticked", async () => {
    shop.config = noticeConfig("opt-in");
    await visit();
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    expect(await box.isChecked()).toBe(false);
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await settle();
    expect(shop.contacts).toEqual([]);
    await notice().getByText("Email me a reminder").click();
    await expect.poll(() => last()).toMatchObject({ email: "anna@example.com", decision: "granted" });
    await page.fill("#email", "other@example.com");
    await page.keyboard.press("Tab");
    await expect.poll(() => last()).toMatchObject({ email: "other@example.com", decision: "granted" });
    await box.press("Space");
    await expect.poll(() => last()?.decision).toBe("refused");
  });

  it("finds a field that is rendered late, and follows it when it is replaced", async () => {
    shop.config = noticeConfig("notice");
    shop.body = "<main></main>";
    await visit();
    const renderField = () =>
      page.evaluate(() => {
        const field = document.createElement("input");
        field.id = "email";
        document.querySelector("main")?.replaceChildren(document.createElement("p"), field);
      });
    await renderField();
    await page.locator("#email + cw-address-notice").waitFor();
    await notice().getByRole("button").click();
    await renderField();
    await page.locator("#email + cw-address-notice").waitFor();
    expect(await notice().count()).toBe(1);
    expect(await sentence()).toContain("We won't write to you");
    await page.evaluate(() => document.querySelector("#email")?.remove());
    await expect.poll(() => notice().count()).toBe(0);
  });

  it("is not even loaded before its field is on the page", async () => {
    shop.config = noticeConfig("notice");
    shop.body = "<main></main>";
    await visit();
    await settle();
    expect(shop.asked).not.toContain(noticeSrc);
    await page.evaluate(() => {
      const field = document.createElement("input");
      field.id = "email";
      document.querySelector("main")?.append(field);
    });
    await notice().waitFor();
    expect(shop.asked.filter((path) => path === noticeSrc)).toHaveLength(1);
  });

  it("is a box that starts empty under Global Privacy Control, whatever the store's mode", async () => {
    shop.config = noticeConfig("notice");
    await visit(desktop, { hasGpc: true });
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    expect(await box.isChecked()).toBe(false);
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await settle();
    expect(shop.contacts).toEqual([]);
    await box.check();
    await expect.poll(() => last()).toMatchObject({ decision: "granted", asked: "opt-in" });
  });

  it("becomes such a box where a notice is no yes, says so, and is one on the next page too", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    Object.assign(shop, { answer: { status: "invalid", field: "consent" }, status: 409 });
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    const box = notice().getByRole("checkbox", { name: /Email me a reminder/ });
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
    expect(await notice().getByRole("status").getByRole("checkbox").count()).toBe(1);
    Object.assign(shop, { answer: { status: "saved" }, status: 200 });
    await box.check();
    await expect.poll(() => last()).toMatchObject({ decision: "granted", asked: "opt-in" });
    // The browser's own report of the 409.
    expect(complaints.splice(0)).toHaveLength(1);
    await page.reload();
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
  });

  it("asks to look into the mailbox where a confirmation went there, and not once the box is empty again", async () => {
    shop.config = noticeConfig("opt-in");
    await visit();
    shop.answer = { status: "unconfirmed" };
    await page.fill("#email", "anna@example.com");
    await notice().getByRole("checkbox").check();
    await expect.poll(() => notice().getByRole("status").innerText()).toContain("check your mailbox");
    shop.answer = { status: "forgotten" };
    await notice().getByRole("checkbox").uncheck();
    await expect.poll(() => notice().getByRole("status").innerText()).not.toContain("mailbox");
  });

  it("gives way to a shop that throws it out again and again", async () => {
    shop.config = noticeConfig("notice");
    shop.body = `<main>${form}</main>`;
    await visit();
    await page.evaluate(() => {
      const remove = () => document.querySelector("cw-address-notice")?.remove();
      new MutationObserver(remove).observe(document.body, { childList: true, subtree: true });
      remove();
    });
    await settle();
    expect(await notice().count()).toBe(0);
  });

  it.each([
    ["a label around the field", `<label>Email <input id="email"></label>`, "label + cw-address-notice"],
    [
      "a row with a button",
      `<div class="row"><input id="email"><button>Go</button></div>`,
      ".row + cw-address-notice",
    ],
    [
      "a label after the field",
      `<p class="row2"><input id="email"><label for="email">Email</label></p>`,
      ".row2 + cw-address-notice",
    ],
  ])("keeps out of %s", async (_, html, place) => {
    shop.config = noticeConfig("notice");
    shop.body = `<section>${html}</section>`;
    shop.policy = "";
    shop.body += "<style>.row { display: flex }</style>";
    await visit();
    await page.locator(place).waitFor();
  });

  it("changes nothing about the shop's field and never submits its form", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    const before = await page.locator("#email").evaluate((field) => field.outerHTML);
    await notice().getByRole("button").click();
    await notice().getByRole("button").click();
    expect(await page.locator("#email").evaluate((field) => field.outerHTML)).toBe(before);
    expect(new URL(page.url()).pathname).toBe("/start");
  });

  it("stays silent when the worker cannot be reached", async () => {
    shop.config = noticeConfig("notice");
    await visit();
    await page.route(`**${paths.contact}`, (route) => route.fulfill({ status: 204 }));
    await page.fill("#email", "anna@example.com");
    await page.keyboard.press("Tab");
    await settle();
  });

  it("leaves no names behind on the page", async () => {
    shop.config = { ...noticeConfig("notice"), ...offerConfig() };
    await visit();
    await notice().waitFor();
    const added = await page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\d+$|^__/.test(name));
    });
    expect(added).toEqual([]);
  });
});

describe("the progress bar in a browser", () => {
  const bar = (nonce?: string) =>
    renderProgressBar({
      language: "ru",
      ...(nonce ? { nonce } : {}),
      steps: [
        { step: "cart", state: "done", href: "/cart" },
        { step: "delivery", state: "current", href: null },
        { step: "payment", state: "todo", href: null },
      ],
    });

  it.each([
    ["a desktop", desktop],
    ["a phone", phone],
  ])("shifts nothing on %s and is 48 px high from the first paint", async (_, device) => {
    shop.policy = "default-src 'self'; style-src 'self' 'nonce-abc'";
    shop.body = `${bar("abc")}${form}`;
    await visit(device);
    expect(await layoutShift(page)).toBe(0);
    expect((await page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
  });

  it("needs no script", async () => {
    shop.policy = "";
    shop.body = bar();
    await visit({ ...desktop, javaScriptEnabled: false });
    expect((await page.locator("cw-progress-bar").boundingBox())?.height).toBe(48);
    expect(await page.getByRole("link", { name: /Корзина/ }).getAttribute("href")).toBe("/cart");
  });

  it("takes no space where the page's policy refuses its styles", async () => {
    shop.body = `${bar()}<div id="next">next</div>`;
    await visit();
    expect((await page.locator("#next").boundingBox())?.y).toBe(40);
    // The refusal itself is the browser's to report; the edge knows the policy and does not inject here.
    expect(complaints.splice(0)).toHaveLength(1);
  });

  it("is read the same in a page of a legacy charset", async () => {
    shop.policy = "";
    shop.body = `<meta charset="windows-1251">${bar()}`;
    await visit();
    expect(await page.locator("cw-progress-bar nav").innerText()).toContain("Доставка");
  });

  it.each([
    ["a desktop", desktop, 3],
    ["a phone", phone, 1],
  ])("names on %s the step the shopper is at", async (_, device, names) => {
    shop.policy = "";
    shop.body = bar();
    await visit(device);
    const nav = page.getByRole("navigation");
    expect(await nav.locator("[aria-current=step]:visible").innerText()).toContain("Доставка");
    expect((await nav.innerText()).match(/Корзина|Доставка|Оплата/g)).toHaveLength(names);
  });
});

describe.each(languages)("in %s, axe objects to nothing", (language) => {
  beforeEach(() => {
    // axe brings styles of its own.
    shop.policy = "";
    shop.config = { language };
    shop.cart = { ...offered(), words: offerTexts(language, 5) };
  });
  const say = (answer: unknown) => {
    shop.answer = answer;
  };

  it.each([
    ["light", "#222", "#fff", desktop],
    ["dark", "#eceff1", "#111518", phone],
  ] as const)("in the offer, %s, whatever comes of the address", async (_, color, background, device) => {
    shop.config = { ...offerConfig(), language };
    await visit(device);
    await page.evaluate((style) => void Object.assign(document.body.style, style), { color, background });
    await (device === phone ? comeBack() : leaveByTop());
    await dialog().waitFor();
    await page.waitForTimeout(250);
    expect(await violationsIn(page, "cw-exit-offer")).toEqual([]);
    await dialog().locator("input").fill("anna@");
    await page.keyboard.press("Enter");
    await dialog().locator("[aria-invalid=true]").waitFor();
    expect(await violationsIn(page, "cw-exit-offer")).toEqual([]);
    say({ status: "unconfirmed" });
    await dialog().locator("input").fill("anna@example.com");
    await page.keyboard.press("Enter");
    await dialog().getByRole("status").waitFor();
    expect(await violationsIn(page, "cw-exit-offer")).toEqual([]);
  });

  it("in the notice, shown, refused, as a box and to be confirmed", async () => {
    const notice = (on: Page) => on.locator("cw-address-notice");
    shop.config = {
      language,
      notice: { ...noticeConfig("notice").notice, words: noticeWords[language] },
    };
    await visit(phone);
    await notice(page).waitFor();
    expect(await violationsIn(page, "cw-address-notice")).toEqual([]);
    await notice(page).getByRole("button").click();
    expect(await violationsIn(page, "cw-address-notice")).toEqual([]);
    await page.context().close();
    await visit(desktop, { hasGpc: true });
    say({ status: "unconfirmed" });
    await page.fill("#email", "anna@example.com");
    await notice(page).getByRole("checkbox").check();
    const status = notice(page).getByRole("status");
    await expect.poll(() => status.innerText()).toContain(noticeWords[language].confirm);
    expect(await violationsIn(page, "cw-address-notice")).toEqual([]);
  });
});
