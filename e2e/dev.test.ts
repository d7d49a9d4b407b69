import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDemoShop } from "../playground/demo-shop/index.ts";
import { openRoom } from "../playground/rooms.ts";
import { openBrowser } from "./browser.ts";
import { newStateFolder, type Playground, startPlayground, startPlaygroundIn } from "./playground.ts";
import { untilHeard } from "./until-heard.ts";

const root = join(import.meta.dirname, "..");

async function leaveCart(playground: Playground): Promise<string> {
  const browser = await openBrowser();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${playground.at("shop")}/products/enamel-mug`);
  await page.getByRole("button", { name: /add to/i }).click();
  await page.goto(`${playground.at("shop")}/checkout/contact`);
  const saved = page.waitForResponse((response) => response.url().endsWith("/_cw/contact"));
  const email = page.locator("input[type=email]");
  await untilHeard(email);
  await email.pressSequentially("ada@example.com");
  await email.press("Tab");
  await saved;
  const cookies = await context.cookies();
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

describe("npm run dev", () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = await startPlayground();
  });

  afterAll(() => playground?.stop());

  it("shows the same pages through the worker and without it, except for what the worker adds", async () => {
    for (const path of ["/", "/shop/", "/products/enamel-mug", "/cart", "/delivery-and-returns/"]) {
      const through = await playground.get("shop", path);
      const without = await playground.get("origin", path);
      const added = /<cw-([a-z-]+)>.*?<\/cw-\1>|<script defer src="\/_cw\/.*?<\/script>/gs;
      expect(through.replace(added, "")).toBe(without);
    }
    expect(await playground.get("shop", "/cart")).toContain("<cw-progress-bar>");
  });

  it("keeps carts, mails, the shop's sessions and the turned clock over a restart, and drops them with --fresh", async () => {
    const state = newStateFolder();
    const first = await startPlaygroundIn(state);
    const cookie = await leaveCart(first);
    await first.advance("PT31M");
    const { now } = await first.advance("PT1H");
    expect(await first.messages()).toHaveLength(1);
    await first.stop();

    const stores = execFileSync(process.execPath, ["scripts/store.ts", "list", "--state", state], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stores).toContain("shop.localhost");

    const second = await startPlaygroundIn(state);
    expect(await second.messages()).toHaveLength(1);
    expect(await second.get("shop", "/_cw/cart", cookie)).toContain("Enamel mug");
    expect(await second.get("shop", "/cart", cookie)).toContain('data-product-id="101"');
    // Looking at the cart was a sign of life: its next mail is due a day after it is left again.
    const later = await second.advance("P2D");
    expect(Date.parse(later.from)).toBeGreaterThanOrEqual(Date.parse(now));
    expect(await second.messages()).toHaveLength(2);
    await second.stop();

    const third = await startPlaygroundIn(state, "--fresh");
    expect(await third.messages()).toHaveLength(0);
    expect(await third.get("shop", "/_cw/cart", cookie)).not.toContain("Enamel mug");
    await third.stop();
  });

  it("takes another port when the wanted one is taken, and says so", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    const { port } = blocker.address() as AddressInfo;
    const second = await startPlaygroundIn(newStateFolder(), "--port", String(port));
    expect(second.at("shop")).not.toContain(`:${port}`);
    await second.stop();
    blocker.close();
  });

  it("stands in front of a shop that writes its own address everywhere, and keeps the visitor here", async () => {
    const shop = createDemoShop({ dialect: "woocommerce" });
    const room = await openRoom((request) => shop.fetch(request));
    const fronting = await startPlayground("--origin", room.url, "--platform", "woocommerce");
    const cart = await fronting.get("shop", "/wp-json/wc/store/v1/cart");
    const page = await fronting.get("shop", "/product/enamel-mug/");
    expect(cart + page).not.toContain(new URL(room.url).host);
    await fronting.stop();
    room.close();
  });
});
