import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** A device of its own. What goes wrong on its pages is collected, except what a closed network cannot bring. */
export async function openDevice(
  browser: Browser,
  options: BrowserContextOptions,
  problems: string[],
): Promise<Page> {
  const context = await browser.newContext(options);
  // The shop's card payment, which the story does not use, comes from elsewhere.
  await context.route(/^https:/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  return page;
}

/** Does something and waits for the shop to take it. */
export async function heard(
  page: Page,
  method: string,
  url: RegExp,
  act: () => Promise<void>,
): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.request().method() === method && url.test(response.url()),
  );
  await act();
  assert.equal((await answered).status(), 200);
}

interface Seen {
  name: string;
  options: string;
  quantity: number;
  total: string;
}

/** Waits until our view of the cart is this: it is read behind the shop's answer. */
export async function seenByUs(page: Page, expected: Seen): Promise<void> {
  let last: Seen | null = null;
  for (let attempt = 0; attempt < 40; attempt++) {
    const { lines, total } = await page.evaluate(async () => (await fetch("/_cw/cart?lang=en")).json());
    const [line] = lines;
    last = line ? { name: line.name, options: line.options, quantity: line.quantity, total } : null;
    if (lines.length === 1 && JSON.stringify(last) === JSON.stringify(expected)) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(last, expected);
}

interface ShopCart {
  coupon: string | null;
  customerEmail: string | null;
  items: { productSku: string; qty: number; variantOptions: { optionText: string }[] }[];
}

/** The cart of this browser's session as the shop's own API tells it. */
export function cartInShop(page: Page): Promise<ShopCart | null> {
  return page.evaluate(async () => {
    const query =
      "{ myCart { coupon customerEmail items { productSku qty variantOptions { optionText } } } }";
    const answer = await fetch("/api/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    return (await answer.json()).data.myCart;
  });
}
