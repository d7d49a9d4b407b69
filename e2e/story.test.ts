import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.ts";
import { type Playground, startPlayground } from "./playground.ts";
import { untilHeard } from "./until-heard.ts";

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser?.close());

/** A device of its own, that fails the test when a page of the shop reports an error. */
async function device(options: BrowserContextOptions, problems: string[]): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  return page;
}

describe.each(["generic", "woocommerce"] as const)("a cart left in a %s shop", (platform) => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground("--platform", platform);
  });

  afterAll(() => playground?.stop());

  it("comes back on a phone, is bought there, and is never mailed about again", async () => {
    const problems: string[] = [];
    const laptop = await device(desktop, problems);
    const shop = playground.at("shop");
    const product = platform === "generic" ? "/products/enamel-mug" : "/product/enamel-mug/";

    await laptop.goto(shop + product);
    const answer = platform === "generic" ? /\/cart$/ : /\/cart\/add-item$/;
    const added = laptop.waitForResponse((response) => answer.test(response.url()));
    await laptop.getByRole("button", { name: /add to/i }).click();
    await added;
    await laptop.goto(shop + (platform === "generic" ? "/cart" : "/cart/"));
    await shown(laptop, "Enamel mug").waitFor();
    const bar = laptop.getByRole("navigation", { name: "Checkout steps" });
    await bar.waitFor();
    expect(await bar.getByRole("listitem").first().getAttribute("aria-current")).toBe("step");

    // The pointer leaves through the top: the offer shows what would be left.
    await laptop.waitForTimeout(5200);
    await laptop.mouse.move(600, 300);
    await laptop.mouse.move(600, 2, { steps: 5 });
    await laptop.mouse.move(600, -10);
    await laptop.dispatchEvent("html", "mouseout", { clientY: -1, relatedTarget: null });
    const offer = laptop.getByRole("dialog");
    await offer.waitFor();
    expect(await offer.textContent()).toContain("Enamel mug");
    await laptop.keyboard.press("Escape");
    await offer.waitFor({ state: "hidden" });

    await laptop.goto(shop + (platform === "generic" ? "/checkout/contact" : "/checkout/"));
    const email = laptop.locator("input[type=email]").first();
    await untilHeard(email);
    await email.pressSequentially("ada@example.com");
    const saved = laptop.waitForResponse((response) => response.url().endsWith("/_cw/contact"));
    const unanswered = requestsOf(laptop);
    await email.press("Tab");
    expect((await saved).status()).toBe(200);
    await laptop.getByText(/we may email you a reminder/i).waitFor();
    // The shop saves the address too. Noted when the clock has turned, that would be a sign of life half an hour later.
    await expect.poll(() => unanswered.size).toBe(0);
    await laptop.waitForTimeout(1000);
    await laptop.context().close();

    const left = await playground.advance("PT31M");
    expect(left.ran.some(({ summary }) => summary === "1 cart abandoned")).toBe(true);
    expect(await playground.messages()).toHaveLength(0);
    const due = await playground.advance("PT1H");
    const [mail] = await playground.messages();
    expect(mail, JSON.stringify([left, due])).toMatchObject({
      Subject: "Enamel mug: ready when you are",
      To: [{ Address: "ada@example.com" }],
    });

    const { Text } = await playground.message(mail?.ID ?? "");
    const link = Text.match(/http:\S+\/_cw\/r\/\S+/)?.[0] ?? "";
    const mobile = await device(phone, problems);
    await mobile.goto(link);
    await mobile.getByText("Enamel mug").waitFor();
    await mobile.getByRole("button", { name: "Put into my cart" }).click();
    await mobile.waitForURL(/\/cart\/?$/);
    await shown(mobile, "Enamel mug").waitFor();

    await buy(mobile, shop + (platform === "generic" ? "/checkout/contact" : "/checkout/"));
    const week = await playground.advance("P7D");
    expect(week.waiting).toEqual([]);
    expect(await playground.messages()).toHaveLength(1);
    expect(problems).toEqual([]);
    await mobile.context().close();
  });
});

/** Those that the page waits for, from now on. */
function requestsOf(page: Page): Set<Request> {
  const waiting = new Set<Request>();
  page.on("request", (request) => waiting.add(request));
  page.on("requestfinished", (request) => waiting.delete(request));
  page.on("requestfailed", (request) => waiting.delete(request));
  return waiting;
}

function shown(page: Page, text: string) {
  return page.getByText(text).filter({ visible: true }).first();
}

/** What a browser would fill in by itself, by the fields' `autocomplete`. */
const filledIn: Record<string, string> = {
  name: "Ada Lovelace",
  "given-name": "Ada",
  "family-name": "Lovelace",
  email: "ada@example.com",
  "address-line1": "1 Quay Street",
  "address-level2": "Wells-next-the-Sea",
  "postal-code": "NR23 1AA",
};

/** Goes through the checkout step by step, as far as there are steps. */
async function buy(page: Page, checkout: string): Promise<void> {
  await page.goto(checkout);
  const isDone = /\/checkout\/(done|order-received)\//;
  for (let step = 0; step < 5 && !isDone.test(page.url()); step++) {
    const go = page
      .getByRole("button", { name: /continue|place (the |your |my )?order/i })
      .filter({ visible: true })
      .first();
    await go.waitFor();
    for (const [autocomplete, value] of Object.entries(filledIn)) {
      const field = page.locator(`input[autocomplete~="${autocomplete}"]`).filter({ visible: true }).first();
      if ((await field.count()) > 0) await field.fill(value);
    }
    const before = await go.textContent();
    await go.click();
    await page
      .waitForFunction(
        ([text, done]) =>
          new RegExp(done as string).test(location.href) ||
          ![...document.querySelectorAll("button")].some(
            (button) => button.textContent === text && button.checkVisibility(),
          ),
        [before, isDone.source],
      )
      .catch((error) => {
        throw new Error(`"${before?.trim()}" led nowhere: ${error}`);
      });
  }
  expect(page.url()).toMatch(isDone);
}
