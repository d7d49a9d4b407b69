import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createFront } from "../playground/front.ts";
import { createGallery } from "../playground/gallery/create-gallery.ts";
import { loadFrames } from "../playground/gallery/load-frames.ts";
import { openRoom } from "../playground/rooms.ts";
import { violationsIn } from "../widgets/look.fixture.ts";
import { openBrowser } from "./browser.ts";

let browser: Browser;
let page: Page;
let gallery: string;
const closing: (() => unknown)[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const front = createFront({ rooms: {}, fallback: "", addTo: () => null, intercept: () => false });
  await new Promise<void>((ready) => front.server.listen(0, "127.0.0.1", ready));
  const at = (host: string) => `http://${host}.localhost:${(front.server.address() as AddressInfo).port}`;
  const frames = await loadFrames();
  const room = { frames: at("frames"), own: null, captured: null, store: "shop.localhost" };
  const app = createGallery(
    () => room,
    () => ({ shop: at("shop"), inbox: at("inbox"), mails: at("mails") }),
  );
  const rooms = await Promise.all([openRoom((request) => app.fetch(request)), openRoom(frames.fetch)]);
  Object.assign(front.rooms, { playground: rooms[0].url, frames: rooms[1].url });
  gallery = `${at("playground")}/widgets`;
  browser = await openBrowser();
  closing.push(
    () => browser.close(),
    () => front.server.close(),
    ...rooms.map(({ close }) => close),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});
afterEach(() => page?.close());

async function open(
  search: string,
  more: { width?: number; colorScheme?: "light" | "dark" } = {},
): Promise<void> {
  const { width = 1280, colorScheme = "light" } = more;
  page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  complaints.length = 0;
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(gallery + search);
  await page.waitForSelector("main h1");
}

const inFrame = (selector: string) => page.frameLocator("iframe[data-newest=true]").last().locator(selector);

describe("the gallery of widgets", () => {
  it("shows a change of a setting in the frame, in the address and in the command, without a press", async () => {
    await open("?widget=progressBar&state=in-the-cart");
    await inFrame("cw-progress-bar nav").waitFor();
    await page.getByLabel("Accent", { exact: true }).fill("#aa0033");
    await expect
      .poll(
        () =>
          inFrame("cw-progress-bar .past")
            .first()
            .evaluate((part) => getComputedStyle(part).backgroundColor)
            .catch(() => ""),
        { timeout: 15_000 },
      )
      .toBe("rgb(170, 0, 51)");
    expect(new URL(page.url()).searchParams.get("settings")).toBe('{"accent":"#aa0033"}');
    expect(await page.locator("pre").first().textContent()).toBe(
      `npm run store -- set shop.localhost widgets.progressBar '{"accent":"#aa0033"}'`,
    );
    await page.reload();
    expect(await page.getByLabel("Accent", { exact: true }).inputValue()).toBe("#aa0033");
    expect(complaints).toEqual([]);
  });

  it("says what is wrong beside the field, and keeps showing what was right", async () => {
    await open("?widget=trustBadges");
    await inFrame("cw-trust-badges a").first().waitFor();
    const url = page.getByLabel("Url", { exact: true }).first();
    await url.fill("javascript:alert(1)");
    const alert = page.getByRole("alert").first();
    await alert.waitFor();
    expect(await url.getAttribute("aria-invalid")).toBe("true");
    expect(await alert.textContent()).toContain("a path of the shop");
    await page.waitForTimeout(400);
    expect(await inFrame("cw-trust-badges a").count()).toBeGreaterThan(0);
    expect(page.url()).not.toContain("settings");
  });

  it("leaves the focus with who is typing when what they type brings up a dialog", async () => {
    await open("?widget=exitOffer");
    await inFrame("cw-exit-offer dialog").waitFor();
    const field = page.getByLabel("Quiet days");
    await field.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("1");
    await page.frameLocator('iframe[src*="quietDays"]').locator("cw-exit-offer dialog").waitFor();
    await page.waitForTimeout(300);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("is worked by the keyboard alone: from all widgets to one and back", async () => {
    await open("?widgets=saveCart&widths=320&themes=light");
    const tile = page.locator(".tile").first();
    await tile.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Save cart" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Widgets" }).waitFor();
    // Frames side by side are pictures: nobody has to walk through every one of their pages.
    const stops = new Set<string>();
    await page.locator("h1").click();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("Tab");
      stops.add(await page.evaluate(() => document.activeElement?.tagName ?? ""));
    }
    expect([...stops]).not.toContain("IFRAME");
  });

  it.each([
    ["all widgets", "", 1280, "light"],
    ["all widgets, on a phone, dark", "", 390, "dark"],
    ["one widget", "?widget=shipping", 1280, "dark"],
    ["one widget, on a phone", "?widget=trustBadges", 390, "light"],
  ] as const)("can be used by everybody: %s", async (_, search, width, colorScheme) => {
    await open(search, { width, colorScheme });
    await page.waitForTimeout(500);
    expect(await violationsIn(page, "body > *")).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(complaints).toEqual([]);
  });
});
