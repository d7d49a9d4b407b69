import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startPlayground } from "./playground.ts";

/** `npm run screenshots`: the pictures in docs/images, taken of the product as it is now. */
const folder = join(import.meta.dirname, "../docs/images");
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 760 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
};

mkdirSync(folder, { recursive: true });
const playground = await startPlayground();
const browser = await openBrowser();
const shop = playground.at("shop");
const page = await (await browser.newContext(desktop)).newPage();

for (const product of ["enamel-mug", "wool-throw"]) {
  await page.goto(`${shop}/products/${product}`);
  await page.getByRole("button", { name: /add to/i }).click();
}
await page.waitForTimeout(5500);
await page.mouse.move(600, 300);
await page.mouse.move(600, 1, { steps: 4 });
await page.dispatchEvent("html", "mouseout", { clientY: -1, relatedTarget: null });
await page.getByRole("dialog").waitFor();
await page.waitForTimeout(500);
await page.screenshot({ path: join(folder, "storefront.png") });
await page.keyboard.press("Escape");

await page.goto(`${shop}/checkout/contact`);
await page.locator("input[type=email]").pressSequentially("ada@example.com");
const saved = page.waitForResponse((response) => response.url().endsWith("/_cw/contact"));
await page.locator("input[type=email]").press("Tab");
await saved;
await playground.advance("PT31M");
await playground.advance("PT1H");
const [message] = await playground.messages();
const mobile = await (await browser.newContext(phone)).newPage();
await mobile.setContent((await playground.message(message?.ID ?? "")).HTML);
await mobile.waitForTimeout(500);
await mobile.screenshot({ path: join(folder, "mail.png") });

await browser.close();
await playground.stop();
