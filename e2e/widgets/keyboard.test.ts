import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyState, openStage, type Stage } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

const overlay = (page: Page) => page.locator("[data-cw-overlay]");

describe("by keyboard, every control is reached once, in order, and can be seen to have the focus", () => {
  it.each(everyState)("$widget: $name", async (row) => {
    const page = await stage.show(row);
    const isModal = await page.evaluate(() => window.own.all().some((element) => element.matches(":modal")));
    const controls = await page.evaluate(() => window.own.controls().map(window.own.nameOf));
    await page.evaluate((isModal) => {
      const first = window.own.controls()[0];
      const host = first?.getRootNode();
      if (isModal || !(host instanceof ShadowRoot)) return;
      const start = document.createElement("button");
      host.host.before(start);
      start.focus();
    }, isModal);
    const walked: string[] = [];
    const unmarked: string[] = [];
    // What has just opened has the focus already; on its way round it passes the browser's own controls.
    for (let step = 0; walked.length < controls.length && step < controls.length + 2; step++) {
      if (step > 0 || !isModal) await page.keyboard.press("Tab");
      const { name, isMarked, isControl } = await focusOf(page);
      if (!isControl && isModal) continue;
      walked.push(name);
      if (!isMarked) unmarked.push(name);
    }
    const from = Math.max(0, controls.indexOf(walked[0] ?? ""));
    expect(walked).toEqual([...controls.slice(from), ...controls.slice(0, from)]);
    expect(unmarked).toEqual([]);
    await page.keyboard.press("Tab");
    if (!isModal) expect(controls).not.toContain((await focusOf(page)).name);
    await stage.leave(page);
  });

  const overlays = everyState.filter(({ state }) => state.acts?.some((act) => "leave" in act));
  it.each(overlays)("Escape closes it and gives the focus back. $widget: $name", async (row) => {
    const page = await stage.show(row, {
      before: (page) =>
        page.addInitScript(() =>
          addEventListener("DOMContentLoaded", () => document.querySelector<HTMLElement>("a[href]")?.focus()),
        ),
    });
    await overlay(page).waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement === document.querySelector("a[href]"))).toBe(
      true,
    );
    await stage.leave(page);
  });
});

/** @returns `isControl`: of ours, and no heading that was given the focus to be read first */
function focusOf(page: Page): Promise<{ name: string; isMarked: boolean; isControl: boolean }> {
  return page.evaluate(() => {
    const element = window.own.focused() as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isMarked = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    return { name: window.own.nameOf(element), isMarked, isControl: window.own.controls().includes(element) };
  });
}
