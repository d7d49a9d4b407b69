import { describe, expect, it } from "vitest";
import { offered } from "../exit-offer/offered.fixture.ts";
import { desktop, form, phone, visitShop } from "../visits.fixture.ts";

const at = visitShop(() => ({ body: form, cart: offered() }));
const dialog = () => at.page.locator("cw-exit-offer dialog");

const offerConfig = (more: object = {}) => ({ ...at.overlays(more), survey: undefined }) as object;

describe("the budget of overlays", () => {
  const leave = async () => {
    await at.leaveByTop();
    await at.settle();
  };
  const overlays = (value: string) =>
    at.page.context().addCookies([{ name: "cw_overlays", value, url: at.shop.origin }]);
  const daysAgo = (days: number) => Math.floor(Date.now() / 1000 - days * 86_400);

  it("shows no more in a session than the store allows, whichever widget it was", async () => {
    at.shop.config = offerConfig({ budget: { perSession: 1, perWeek: 9 } });
    await at.visit();
    await at.page.context().addCookies([{ name: "cw_session", value: "1", url: at.shop.origin }]);
    await leave();
    expect(await dialog().count()).toBe(0);
  });

  it("shows no more in seven days than the store allows, and forgets what is older", async () => {
    at.shop.config = offerConfig({ budget: { perSession: 9, perWeek: 2 } });
    await at.visit();
    await overlays(`${daysAgo(6)}.${daysAgo(1)}`);
    await leave();
    expect(await dialog().count()).toBe(0);
    await overlays(`${daysAgo(8)}.${daysAgo(1)}`);
    await at.page.reload();
    await leave();
    expect(await dialog().count()).toBe(1);
    const { cw_overlays, cw_session } = await at.cookies();
    expect(cw_overlays?.value.split(".")).toHaveLength(2);
    expect(cw_session).toMatchObject({ value: "1", expires: -1 });
  });

  it("is read again when the code is here: closed in another tab meanwhile, it stays closed", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.page.route(`**${at.src("overlays")}`, async (route) => {
      await at.page.context().addCookies([{ name: "cw_offer", value: "1", url: at.shop.origin }]);
      await route.continue();
    });
    await leave();
    expect(at.shop.asked).toContain(at.src("overlays"));
    expect(await dialog().count()).toBe(0);
  });

  it("lets nothing lie over another one of ours", async () => {
    at.shop.config = offerConfig();
    at.shop.body = `${form}<cw-other data-cw-overlay></cw-other>`;
    await at.visit();
    await leave();
    expect(await dialog().count()).toBe(0);
  });

  it.each([
    ["phone", "desktop", 0],
    ["phone", "phone", 1],
    ["desktop", "phone", 0],
    ["desktop", "desktop", 1],
  ] as const)("on a %s: what is for a %s alone is shown %i times", async (device, only, times) => {
    at.shop.config = { [only]: offerConfig() };
    await at.visit({ phone, desktop }[device]);
    await (device === "phone" ? at.comeBack() : at.leaveByTop());
    await at.settle();
    expect(await dialog().count()).toBe(times);
  });

  it("leaves a phone's first page from a search engine in peace, not one from elsewhere", async () => {
    at.shop.config = offerConfig();
    await at.visit(phone, { from: "https://www.google.co.uk/" });
    await at.comeBack();
    await at.settle();
    expect(await dialog().count()).toBe(0);
    await at.page.context().close();
    await at.visit(phone, { from: "https://notgoogle.example/" });
    await at.comeBack();
    await dialog().waitFor();
  });

  it("notes the site a visit came from until the browser is closed, and nothing where no widget asks", async () => {
    const from = "https://www.news.example/today";
    at.shop.config = { ...offerConfig(), notesReferrer: true };
    await at.visit(desktop, { from });
    await expect.poll(at.cookies).toMatchObject({ cw_from: { value: "www.news.example", expires: -1 } });
    await at.page.goto(`${at.shop.origin}/next`, { referer: `${at.shop.origin}/start` });
    await at.settle();
    expect((await at.cookies()).cw_from?.value).toBe("www.news.example");
    await at.page.context().close();
    at.shop.config = offerConfig();
    await at.visit(desktop, { from });
    await at.settle();
    expect(await at.cookies()).not.toHaveProperty("cw_from");
  });
});

describe("what is counted", () => {
  it.each([
    ["dismissed", () => at.page.keyboard.press("Escape")],
    ["used", () => dialog().locator("a.main").click()],
  ])("of the offer: shown once, then %s once", async (event, act) => {
    at.shop.config = offerConfig({ checkout: "/start", variant: "plain" });
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    await act();
    await expect.poll(() => at.shop.counted).toHaveLength(2);
    await at.settle();
    expect(at.shop.counted).toEqual(["exitOffer shown plain", `exitOffer ${event} plain`]);
  });

  it("is nothing at all under Global Privacy Control", async () => {
    at.shop.config = offerConfig();
    await at.visit(desktop, { hasGpc: true });
    await at.leaveByTop();
    await dialog().waitFor();
    await at.page.keyboard.press("Escape");
    await at.settle();
    expect(at.shop.counted).toEqual([]);
  });
});

describe("the exit offer on a phone", () => {
  /** Scrolls as a thumb does: a little with every frame, `speed` in px per ms, for 600 ms. */
  const scroll = (speed: number) =>
    at.page.evaluate(
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
    at.shop.config = offerConfig();
    at.shop.body = `${form}<div class="tall"></div>`;
    await at.visit(phone);
    await scroll(5);
    await at.settle();
    expect(await at.page.evaluate(() => scrollY)).toBeGreaterThan(2000);
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
    await at.settle();
    await at.page.evaluate(() => scrollTo(0, 0));
    await at.settle();
    expect(await at.page.evaluate(() => scrollY)).toBe(0);
    expect(await dialog().count()).toBe(0);
  });

  it("appears when the shopper comes back to the tab, as a sheet at the bottom", async () => {
    at.shop.config = offerConfig();
    await at.visit(phone);
    await at.comeBack();
    await dialog().waitFor();
    await at.page.waitForTimeout(300);
    const box = await dialog().boundingBox();
    expect(box?.width).toBe(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0);
  });

  it("does not appear on a page that was opened in the background and is seen for the first time", async () => {
    at.shop.config = offerConfig();
    await at.visit(phone);
    await at.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await at.settle();
    expect(await dialog().count()).toBe(0);
  });

  it.each([
    ["checkout", 1],
    ["product", 0],
  ] as const)("after 45 idle seconds on %s: shown %i times", async (kind, times) => {
    at.shop.config = { ...offerConfig(), page: kind };
    const context = await at.browser.newContext(phone);
    at.page = await context.newPage();
    await at.page.clock.install();
    await at.page.goto(at.shop.origin);
    await at.page.clock.runFor(30_000);
    await at.page.touchscreen.tap(200, 600);
    await at.page.clock.runFor(30_000);
    expect(await dialog().count()).toBe(0);
    await at.page.clock.runFor(20_000);
    await at.page.waitForTimeout(500);
    expect(await dialog().count()).toBe(times);
  });

  it("adds nothing to the history", async () => {
    at.shop.config = offerConfig();
    await at.visit(phone);
    const before = await at.page.evaluate(() => history.length);
    await at.comeBack();
    await dialog().waitFor();
    expect(await at.page.evaluate(() => history.length)).toBe(before);
  });

  it("fits 320 px without scrolling sideways", async () => {
    at.shop.config = offerConfig();
    await at.visit({ ...phone, viewport: { width: 320, height: 568 } });
    await at.comeBack();
    await dialog().waitFor();
    expect(await dialog().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });
});
