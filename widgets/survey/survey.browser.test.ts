import { beforeEach, describe, expect, it } from "vitest";
import type { Language } from "../../worker/domain/language.ts";
import { paths } from "../../worker/wire/paths.ts";
import type { SurveyView } from "../../worker/wire/storefront-api.ts";
import { violationsIn } from "../look.fixture.ts";
import { desktop, form, phone, visitShop } from "../visits.fixture.ts";
import { surveyStates } from "./states.ts";

const [leaving, returning] = surveyStates;
const asking = (language: Language = "en", state = leaving) =>
  state?.answers?.(language)[paths.cart] as SurveyView;

const at = visitShop(() => ({ body: form, cart: asking(), answer: {} }));
beforeEach(() => {
  at.shop.config = at.overlays();
});

const dialog = () => at.page.locator("cw-survey dialog");
const choice = (name: string) => dialog().getByRole("button", { name });
const focused = () =>
  at.page.evaluate(() => {
    const element = document.querySelector("cw-survey")?.shadowRoot?.activeElement;
    return element?.getAttribute("aria-label") ?? (element?.id || element?.textContent);
  });
const isGone = () => at.page.waitForFunction(() => !document.querySelector("cw-survey"));

async function open(device: typeof desktop = desktop) {
  await at.visit(device);
  await (device === desktop ? at.leaveByTop() : at.comeBack());
  await dialog().waitFor();
}
/** As if the last page had been left so many minutes ago. */
async function comeBackAfter(minutes: number, device: typeof desktop = desktop) {
  await at.visit(device);
  await at.page.evaluate((minutes) => {
    addEventListener("pagehide", () => {
      localStorage.cwLeft = Date.now() - minutes * 60_000;
    });
  }, minutes);
  await at.page.reload();
}

describe("the survey, as somebody leaves", () => {
  it("asks one question, and the press is the answer, sent at once", async () => {
    await open();
    expect(await dialog().getByRole("heading").innerText()).toBe("What held you back?");
    await choice("I'm only looking").click();
    await expect
      .poll(() => at.shop.posted)
      .toEqual([{ reason: "just-browsing", moment: "leaving", device: "desktop", language: "en" }]);
    expect(await dialog().getByRole("heading").innerText()).toBe("Thank you, that helps us");
    expect(await dialog().getByRole("button").count()).toBe(1);
  });

  it("thanks in place, and is gone in two seconds", async () => {
    await open();
    await at.page.clock.install();
    await choice("I'm only looking").click();
    // The clock goes on by itself as well.
    await at.page.clock.runFor(1000);
    expect(await dialog().isVisible()).toBe(true);
    await at.page.clock.runFor(1100);
    await isGone();
  });

  it("stays with what answers the reason, until it is closed", async () => {
    await open();
    await at.page.clock.install();
    await choice("The extra costs").click();
    await at.page.clock.runFor(10_000);
    expect(await dialog().innerText()).toContain("£3.90 delivery to the United Kingdom");
    expect(await dialog().getByRole("link").getAttribute("href")).toBe("/checkout");
  });

  it("shows the proofs where the reason is doubt", async () => {
    await open();
    await choice("I'd rather not give my card details").click();
    const links = await dialog().getByRole("link").all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
    expect(hrefs).toEqual(["/payment", "/reviews", "/checkout"]);
  });

  it("keeps the answer of who leaves without a word, and sends own words when they are sent", async () => {
    await open();
    await choice("Something else").click();
    await expect.poll(() => at.shop.posted).toHaveLength(1);
    await dialog().getByRole("textbox").fill(" Too heavy ");
    await dialog().getByRole("button", { name: "Send" }).click();
    await expect.poll(() => at.shop.posted).toHaveLength(2);
    const common = { reason: "other", moment: "leaving", device: "desktop", language: "en" };
    expect(at.shop.posted).toEqual([common, { ...common, words: "Too heavy" }]);
    expect(await dialog().getByRole("heading").innerText()).toContain("Thank you");
  });

  it("loses no words when the page is left with them, and sends none of who closes it", async () => {
    await open();
    await choice("Something else").click();
    await dialog().getByRole("textbox").fill("Too heavy");
    await at.page.goto(`${at.shop.origin}/elsewhere`);
    await at.begun();
    await expect.poll(() => at.shop.posted.at(-1)).toMatchObject({ words: "Too heavy" });
    await at.page.context().clearCookies();
    await at.leaveByTop();
    await choice("Something else").click();
    await dialog().getByRole("textbox").fill("Nobody's business");
    await at.page.keyboard.press("Escape");
    await isGone();
    await at.comeBack();
    await at.settle();
    expect(JSON.stringify(at.shop.posted)).not.toContain("Nobody");
  });

  it("takes no more words than are kept", async () => {
    await open();
    await choice("Something else").click();
    await dialog().getByRole("textbox").pressSequentially("x".repeat(310), { delay: 0 });
    expect(await dialog().getByRole("textbox").inputValue()).toHaveLength(300);
  });

  it.each(["Escape", "the cross", "the backdrop"])(
    "is closed by %s, gives the focus back and is not seen again, for as long as the store says",
    async (way) => {
      await at.visit();
      await at.page.focus("button.primary");
      await at.leaveByTop();
      await dialog().waitFor();
      if (way === "Escape") await at.page.keyboard.press("Escape");
      if (way === "the cross") await choice("Close").click();
      if (way === "the backdrop") await at.page.mouse.click(20, 400);
      await isGone();
      expect(await at.page.evaluate(() => document.activeElement?.className)).toBe("primary");
      const { expires } = (await at.cookies()).cw_survey ?? { expires: 0 };
      expect(Math.abs(expires - Date.now() / 1000 - 3600)).toBeLessThan(60);
      expect(at.shop.counted).toEqual(["survey shown standard", "survey dismissed standard"]);
      at.shop.config = { ...at.overlays(), offer: undefined } as object;
      at.shop.asked = [];
      await at.page.reload();
      await at.leaveByTop();
      await at.settle();
      expect(at.shop.asked).not.toContain(paths.cart);
    },
  );

  it("can be walked by keyboard, with the focus on what came in place of what was pressed", async () => {
    await open();
    const walked = [await focused()];
    for (let step = 0; step < 3; step++) {
      await at.page.keyboard.press("Tab");
      walked.push(await focused());
    }
    expect(walked).toEqual(["title", "Close", "The extra costs", "Delivery takes too long"]);
    await choice("Something else").focus();
    await at.page.keyboard.press("Enter");
    await expect.poll(focused).toBe("own");
    await at.page.keyboard.press("Tab");
    await at.page.keyboard.press("Enter");
    await expect.poll(focused).toBe("title");
  });

  it("gives each answer at least the size of a thumb, and fits 320 px", async () => {
    await open({ ...phone, viewport: { width: 320, height: 568 } });
    for (const control of await dialog().getByRole("button").all()) {
      const box = await control.boundingBox();
      expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0))).toBeGreaterThanOrEqual(44);
    }
    expect(await dialog().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });

  it("shows hostile texts as the text they are", async () => {
    const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    const view = asking();
    at.shop.cart = {
      ...view,
      words: { ...view.words, question: hostile },
      choices: [
        {
          reason: "account",
          text: hostile,
          reply: { text: hostile, links: [{ text: hostile, href: "/x" }] },
        },
      ],
    };
    await open();
    await dialog().getByRole("button").last().click();
    await dialog().locator(".reply").waitFor();
    expect(await dialog().innerText()).toContain(hostile);
    expect(await dialog().locator("script, img").count()).toBe(0);
    expect(await at.page.title()).toBe("Shop");
  });

  it("does not move for those who asked for less motion", async () => {
    await at.visit({ ...desktop, reducedMotion: "reduce" });
    await at.leaveByTop();
    await dialog().waitFor();
    expect(await dialog().evaluate((element) => element.getAnimations().length)).toBe(0);
  });
});

describe("the survey, as somebody comes back", () => {
  beforeEach(() => {
    at.shop.config = at.overlays({ back: true });
    at.shop.cart = asking("en", returning);
  });

  it.each([
    [31, 1],
    [29, 0],
  ])("after %i minutes: shown %i times", async (minutes, times) => {
    await comeBackAfter(minutes);
    await at.settle();
    expect(await dialog().count()).toBe(times);
  });

  it("asks the worker nothing at a first visit, nor where the store does not want it", async () => {
    await at.visit();
    await at.settle();
    at.shop.config = at.overlays();
    await comeBackAfter(60);
    await at.settle();
    expect(at.shop.asked).not.toContain(paths.cart);
  });

  it.each([
    ["a desktop", desktop],
    ["a phone", phone],
  ])("is a card in the corner of %s that takes no focus and leaves the page in use", async (_, device) => {
    await comeBackAfter(60, device);
    await dialog().waitFor();
    expect(await at.page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
    await at.page.fill("#name", "Anna");
    await at.settle();
    const [box, { width, height }] = [await dialog().boundingBox(), device.viewport];
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height);
    expect(box?.height).toBeLessThan(height * 0.6);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(width);
    expect(await dialog().evaluate((element) => element.matches(":modal"))).toBe(false);
  });

  it("gives the focus back to where it was before it was in the card, and takes it from nowhere else", async () => {
    const isInUse = () => at.page.evaluate(() => document.activeElement?.className);
    await comeBackAfter(60);
    await dialog().waitFor();
    await at.page.focus(".primary");
    await at.page.keyboard.press("Tab");
    expect(await focused()).toBe("Close");
    await at.page.keyboard.press("Enter");
    await isGone();
    expect(await isInUse()).toBe("primary");
    await at.page.context().clearCookies();
    await comeBackAfter(60);
    await dialog().waitFor();
    await at.page.focus(".primary");
    await at.page.keyboard.press("Tab");
    await at.page.focus("#name");
    await at.page.keyboard.press("Escape");
    await isGone();
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe("name");
  });

  it("goes on Escape, wherever the focus is, and thanks like the other", async () => {
    await comeBackAfter(60);
    await dialog().waitFor();
    await at.page.focus("#name");
    await at.page.keyboard.press("Escape");
    await isGone();
    await at.page.context().clearCookies();
    await comeBackAfter(60);
    await choice("I'm only looking").click();
    await expect.poll(() => at.shop.posted.at(-1)).toMatchObject({ moment: "return" });
    await isGone();
  });
});

describe.each(["en", "ru"] as const)("in %s, axe objects to nothing in the survey", (language) => {
  it.each(surveyStates.map((state) => [state.name, state] as const))("%s", async (_, state) => {
    // axe brings styles of its own.
    at.shop.policy = "";
    at.shop.config = { ...at.overlays(), language };
    at.shop.cart = asking(language, state);
    await open(phone);
    for (const act of state.acts ?? []) if ("click" in act) await at.page.locator(act.click).click();
    await at.settle();
    expect(await violationsIn(at.page, "cw-survey")).toEqual([]);
  });
});
