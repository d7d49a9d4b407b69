import { beforeEach, describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import { violationsIn } from "../look.fixture.ts";
import { desktop, form, phone, visitShop } from "../visits.fixture.ts";
import { offered } from "./offered.fixture.ts";
import { offerTexts } from "./words.ts";

const at = visitShop(() => ({ body: form, cart: offered() }));
const dialog = () => at.page.locator("cw-exit-offer dialog");

const offerConfig = (more: object = {}) => ({ ...at.overlays(more), survey: undefined }) as object;

describe("the exit offer on a desktop", () => {
  it("appears when the pointer leaves through the top edge, and shows what is in the cart", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    expect(await dialog().innerText()).toContain("Linen shirt");
    expect(await dialog().innerText()).toContain("$85.00");
    expect(await dialog().locator("a.main").getAttribute("href")).toBe("/checkout");
  });

  it("loads nothing before that", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.settle();
    expect(at.shop.asked.filter((path) => path === paths.cart || path === at.src("overlays"))).toEqual([]);
  });

  it("does not appear when the pointer leaves through a side", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.page.mouse.move(600, 300);
    await at.page.mouse.move(-5, 300);
    await at.settle();
    expect(await dialog().count()).toBe(0);
  });

  it("does not appear over an empty cart, and asks only once", async () => {
    at.shop.config = offerConfig();
    at.shop.cart = { show: null };
    await at.visit();
    await at.leaveByTop();
    await at.settle();
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
    expect(at.shop.asked.filter((path) => path === paths.cart)).toHaveLength(1);
    expect(at.shop.asked).not.toContain(at.src("overlays"));
  });

  it("waits until the page has been open long enough", async () => {
    at.shop.config = offerConfig({ dwell: 1500 });
    await at.visit();
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
    await at.page.waitForTimeout(1500);
    await at.leaveByTop();
    await dialog().waitFor();
  });

  it("does not appear while a field of the shop is in use", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.page.focus("#name");
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
    await at.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await at.leaveByTop();
    await dialog().waitFor();
  });

  it("does not appear over a dialog of the shop, but over one that is only kept in the page", async () => {
    at.shop.config = offerConfig();
    at.shop.body = `${form}<div hidden role="dialog" aria-modal="true">Menu</div><dialog>Size</dialog>`;
    await at.visit();
    await at.page.evaluate(() => document.querySelector("dialog")?.showModal());
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
    await at.page.reload();
    await at.leaveByTop();
    await dialog().waitFor();
  });

  it.each(["Escape", "the cross", "Not now", "the backdrop"])(
    "is closed by %s, gives the focus back and leaves nothing behind",
    async (way) => {
      at.shop.config = offerConfig();
      await at.visit();
      await at.page.focus("button.primary");
      await at.leaveByTop();
      await dialog().waitFor();
      if (way === "Escape") await at.page.keyboard.press("Escape");
      if (way === "the cross") await dialog().getByRole("button", { name: "Close" }).click();
      if (way === "Not now") await dialog().getByRole("button", { name: "Not now" }).click();
      if (way === "the backdrop") await at.page.mouse.click(20, 400);
      await at.page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
      expect(await at.page.evaluate(() => document.activeElement?.className)).toBe("primary");
    },
  );

  it("leaves who had nothing focused where they were reading", async () => {
    at.shop.config = offerConfig();
    at.shop.body = `<p class="tall">Long</p><a href="#end">End</a>`;
    await at.visit();
    await at.page.evaluate(() => window.scrollTo(0, 700));
    await at.leaveByTop();
    await dialog().waitFor();
    await at.page.keyboard.press("Escape");
    await at.page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
    expect(await at.page.evaluate(() => [document.activeElement?.tagName, scrollY])).toEqual(["BODY", 700]);
  });

  it("remembers that it was closed for as long as the shop says, and keeps quiet on the next page", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    expect((await at.cookies()).cw_offer).toMatchObject({ expires: -1, sameSite: "Lax", path: "/" });
    await at.page.keyboard.press("Escape");
    await at.page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
    const { expires } = (await at.cookies()).cw_offer ?? { expires: 0 };
    expect(Math.abs(expires - Date.now() / 1000 - 3600)).toBeLessThan(60);
    await at.leaveByTop();
    await at.page.reload();
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
  });

  it("is not shown again in the session when the page was left without closing it", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    await at.page.reload();
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
  });

  it("can be walked by keyboard, in reading order, without touching the page beneath", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    const focused = () =>
      at.page.evaluate(() => {
        const element = document.querySelector("cw-exit-offer")?.shadowRoot?.activeElement;
        return element?.getAttribute("aria-label") ?? (element?.id || element?.textContent);
      });
    const walked = [await focused()];
    for (let step = 0; step < 5; step++) {
      await at.page.keyboard.press("Tab");
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
      await at.page.keyboard.press("Tab");
      expect(await at.page.evaluate(() => document.activeElement?.id || "")).toBe("");
    }
  });

  it("gives every way out at least the size of a thumb", async () => {
    at.shop.config = offerConfig();
    await at.visit(phone);
    await at.comeBack();
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
    at.shop.config = offerConfig();
    const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    const images = ["javascript:document.title='owned'", "data:text/html,x", `${at.shop.origin}/picture.svg`];
    at.shop.cart = offered({
      lines: images.map((image) => ({ name: hostile, options: hostile, quantity: 1, price: hostile, image })),
      count: 3,
      total: hostile,
    });
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
    await at.settle();
    expect(await dialog().innerText()).toContain(hostile);
    expect(await dialog().locator("script").count()).toBe(0);
    expect(
      await dialog().evaluate((element) => [...element.querySelectorAll("img")].map((image) => image.src)),
    ).toEqual([`${at.shop.origin}/picture.svg`]);
    expect(await at.page.title()).toBe("Shop");
  });

  it("goes no further than the page when the shopper is at the checkout already", async () => {
    at.shop.config = offerConfig({ checkout: "/start" });
    await at.visit();
    await at.page.fill("#name", "Anna");
    await at.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await at.leaveByTop();
    await dialog().locator("a.main").click();
    await at.page.waitForFunction(() => !document.querySelector("cw-exit-offer"));
    expect(await at.page.inputValue("#name")).toBe("Anna");
  });

  it("leaves the page alone when the cart or its code cannot be had", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.page.route(`**${paths.cart}*`, (route) => route.fulfill({ body: "<html>sorry" }));
    await at.leaveByTop();
    await at.settle();
    expect(await dialog().count()).toBe(0);
  });

  it("takes colours from the page: light on dark where the page is dark", async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.page.evaluate(() => {
      document.body.style.color = "oklch(0.95 0.01 90)";
      document.body.style.backgroundColor = "#101418";
    });
    await at.leaveByTop();
    await dialog().waitFor();
    const style = await dialog().evaluate((element) => {
      const { backgroundColor, colorScheme } = getComputedStyle(element);
      return { backgroundColor, colorScheme };
    });
    expect(style).toEqual({ backgroundColor: "rgb(16, 20, 24)", colorScheme: "dark" });
  });

  it("does not move for those who asked for less motion", async () => {
    at.shop.config = offerConfig();
    await at.visit({ ...desktop, reducedMotion: "reduce" });
    await at.leaveByTop();
    await dialog().waitFor();
    expect(await dialog().evaluate((element) => element.getAnimations().length)).toBe(0);
  });
});

describe("the reminder in the exit offer", () => {
  const open = async () => {
    at.shop.config = offerConfig();
    await at.visit();
    await at.leaveByTop();
    await dialog().waitFor();
  };

  it("sends the address when its button is pressed, thanks, and moves the focus there", async () => {
    await open();
    await dialog().locator("input").fill(" anna@example.com ");
    expect(at.shop.contacts).toEqual([]);
    await dialog().getByRole("button", { name: "Email me a reminder" }).click();
    await dialog().getByRole("status").waitFor();
    expect(at.shop.contacts).toEqual([
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
      await at.page.evaluate(() => document.querySelector("cw-exit-offer")?.shadowRoot?.activeElement?.role),
    ).toBe("status");
  });

  it("says before the press what will be sent", async () => {
    await open();
    expect(await dialog().innerText()).toContain("at most three times");
  });

  it("asks to check an address that cannot be one, without sending it", async () => {
    await open();
    await dialog().locator("input").fill("anna@");
    await at.page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("alert").innerText()).toContain("check the email address");
    expect(await dialog().locator("input").getAttribute("aria-invalid")).toBe("true");
    expect(await dialog().locator("input").inputValue()).toBe("anna@");
    expect(at.shop.contacts).toEqual([]);
  });

  it.each([
    [{ status: "invalid", field: "email" }, "check the email address"],
    [{ unexpected: true }, "try again"],
  ])("passes on that the answer was %j", async (answer, said) => {
    await open();
    at.shop.answer = answer;
    await dialog().locator("input").fill("anna@example.com");
    await at.page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("alert").innerText()).toContain(said);
  });

  it("says that the mailbox has to confirm, where it has to", async () => {
    await open();
    at.shop.answer = { status: "unconfirmed" };
    await dialog().locator("input").fill("anna@example.com");
    await at.page.keyboard.press("Enter");
    await expect.poll(() => dialog().getByRole("status").innerText()).toContain("check your mailbox");
  });
});

describe.each(languages)("in %s, axe objects to nothing", (language) => {
  beforeEach(() => {
    // axe brings styles of its own.
    at.shop.policy = "";
    at.shop.config = { language };
    at.shop.cart = { ...offered(), words: offerTexts(language, 5) };
  });
  const say = (answer: unknown) => {
    at.shop.answer = answer;
  };

  it.each([
    ["light", "#222", "#fff", desktop],
    ["dark", "#eceff1", "#111518", phone],
  ] as const)("in the offer, %s, whatever comes of the address", async (_, color, background, device) => {
    at.shop.config = { ...offerConfig(), language };
    await at.visit(device);
    await at.page.evaluate((style) => void Object.assign(document.body.style, style), { color, background });
    await (device === phone ? at.comeBack() : at.leaveByTop());
    await dialog().waitFor();
    await at.page.waitForTimeout(250);
    expect(await violationsIn(at.page, "cw-exit-offer")).toEqual([]);
    await dialog().locator("input").fill("anna@");
    await at.page.keyboard.press("Enter");
    await dialog().locator("[aria-invalid=true]").waitFor();
    expect(await violationsIn(at.page, "cw-exit-offer")).toEqual([]);
    say({ status: "unconfirmed" });
    await dialog().locator("input").fill("anna@example.com");
    await at.page.keyboard.press("Enter");
    await dialog().getByRole("status").waitFor();
    expect(await violationsIn(at.page, "cw-exit-offer")).toEqual([]);
  });
});
