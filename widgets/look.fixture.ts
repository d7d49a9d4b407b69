/// <reference types="node" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** For pages to begin with: axe lies ready in them, and is not begun. To bring it to each takes longer than it takes to look. */
export const axeAtHand = `window.bringAxe = () => { ${axe} };`;

/** What axe finds wrong in a page, for WCAG 2.2 A and AA and its own best practices, in what is ours. */
export async function violationsIn(page: Page, selector: string): Promise<string[]> {
  const isAtHand = await page.evaluate(() => {
    const { bringAxe } = window as unknown as { bringAxe?: () => void };
    bringAxe?.();
    return bringAxe !== undefined;
  });
  if (!isAtHand) await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(selector, { resultTypes: ["violations"], preload: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, selector);
}

/** WICG Layout Instability §2.3. What follows a press or key within half a second is that input's, and counts for nothing. */
type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };

/** Adds up the layout shifts of a page, from its first paint on. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as Shift[]) if (!entry.hadRecentInput) total += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(total), 300);
      }),
  );
}
