import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Device } from "../../worker/wire/storefront-api.ts";
import { renderStatic } from "../static.fixture.ts";
import { desktop, phone, visitShop } from "../visits.fixture.ts";

const policy = "default-src 'self'; style-src 'self' 'nonce-abc'; require-trusted-types-for 'script'";
const at = visitShop(() => ({ policy }));

const counts = {
  progressBar: "standard",
  shipping: "standard",
  trustBadges: "two",
  saveCart: "standard",
  socialProof: "standard",
};
const [bar = "", , badges = "", saved = "", proof = ""] = renderStatic("en", "abc");
const product = { "@type": "Product", name: "Bowl", offers: { availability: "https://schema.org/InStock" } };
const data = `<script type="application/ld+json">${JSON.stringify(product)}</script>`;

interface Way {
  device?: BrowserContextOptions;
  hasGpc?: boolean;
  /** What else the page loads, after it. */
  more?: string[];
  before?(page: Page): Promise<unknown>;
}

/** A page with this in it and code that counts it. */
async function visit(body: string, { device = desktop, more = [], ...how }: Way = {}): Promise<void> {
  at.shop.body = body;
  at.shop.config = { load: [at.src("countStanding"), ...more], counts };
  await at.visit(device, { ...how, code: "countStanding" });
}

const counted = () => at.shop.counted.toSorted();
const press = (selector: string) => at.page.locator(selector).first().click();

it("a widget is shown when it is scrolled into view, once in a tab, on whichever of its pages", async () => {
  await visit(`${bar}<div class="tall"></div>${badges}`);
  await expect.poll(counted).toEqual(["progressBar shown standard"]);
  await at.settle();
  expect(counted()).toEqual(["progressBar shown standard"]);
  for (const { y } of [{ y: 9000 }, { y: 0 }, { y: 9000 }]) {
    await at.page.evaluate((top) => scrollTo(0, top), y);
    await at.settle();
  }
  const both = ["progressBar shown standard", "trustBadges shown two"];
  await expect.poll(counted).toEqual(both);
  await at.page.reload();
  await at.settle();
  expect(counted()).toEqual(both);
});

it("less than half of it in view is not shown", async () => {
  await visit(`${saved}<div class="tall"></div>`, { device: { viewport: { width: 390, height: 55 } } });
  await at.settle();
  expect(counted()).toEqual([]);
  await at.page.evaluate(() => scrollTo(0, 30));
  await expect.poll(counted).toEqual(["saveCart shown standard"]);
});

it("a press on what leads on is a use, once, even where the widget takes the address away", async () => {
  await visit(bar + badges);
  await at.page.evaluate(() => {
    const link = document.querySelector("cw-progress-bar")?.shadowRoot?.querySelector("a");
    link?.addEventListener("click", (event) => {
      event.preventDefault();
      link.removeAttribute("href");
    });
  });
  await press("cw-progress-bar a[href]");
  await press("cw-progress-bar a");
  await press("cw-progress-bar li[aria-current]");
  await press("cw-trust-badges li");
  const shown = ["progressBar shown standard", "trustBadges shown two"];
  await expect
    .poll(counted)
    .toEqual([shown[0], "progressBar used standard", shown[1], "trustBadges used two"]);
});

it("words that lead nowhere are no use", async () => {
  await visit(bar);
  await press("cw-progress-bar li[aria-current]");
  await at.settle();
  expect(counted()).toEqual(["progressBar shown standard"]);
});

it("reviews and stock are shown where the page's data say something, however late they are read", async () => {
  const late = at.src("socialProof");
  const before = (page: Page) =>
    page.route(`**${late}`, async (route) => {
      await at.settle();
      await route.continue();
    });
  await visit(data + proof, { more: [late], before });
  await expect.poll(counted).toEqual(["socialProof shown standard"]);
});

it("and are not where they say nothing", async () => {
  await visit(proof + bar, { more: [at.src("socialProof")] });
  await expect.poll(counted).toEqual(["progressBar shown standard"]);
  await at.settle();
  expect(counted()).toEqual(["progressBar shown standard"]);
});

it.each<[Device, BrowserContextOptions]>([
  ["desktop", phone],
  ["phone", desktop],
])("what is for a %s alone is not shown elsewhere", async (only, device) => {
  await visit(renderStatic("en", "abc", only).join("") + data, { device, more: [at.src("socialProof")] });
  await at.settle();
  expect(counted()).toEqual([]);
});

it("under Global Privacy Control nothing is counted, and nothing kept", async () => {
  await visit(bar, { hasGpc: true });
  await press("cw-progress-bar a");
  await at.settle();
  expect(counted()).toEqual([]);
  expect(await at.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
});

it("a browser that keeps nothing counts nothing, and nobody hears of it", async () => {
  const refuse = () =>
    Object.defineProperty(window, "sessionStorage", {
      get: () => {
        throw new DOMException("refused", "SecurityError");
      },
    });
  await visit(bar, { before: (page) => page.addInitScript(refuse) });
  await at.settle();
  expect(counted()).toEqual([]);
});
