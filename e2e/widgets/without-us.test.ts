import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "../../worker/wire/paths.ts";
import { everyState, openStage, type Stage } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

/** One state of each, and what is finished HTML of it. */
const first = everyState.filter(({ widget }, index) => everyState[index - 1]?.widget !== widget);
const standing = new Set(["progressBar", "shipping", "trustBadges", "saveCart"]);

describe("without scripts, what stands still is there, and nothing else of ours", () => {
  it.each(first)("$widget: $name", async (row) => {
    const page = await stage.show(row, { options: { javaScriptEnabled: false } });
    const hosts = await page.locator("body *").evaluateAll((elements) =>
      elements
        .filter(({ localName }) => localName.startsWith("cw-"))
        .map((host) => ({
          isShown: host.getBoundingClientRect().height > 20,
          isSeen: [...(host.shadowRoot?.querySelectorAll("*") ?? [])].some(
            (element) =>
              element.childElementCount === 0 && element.checkVisibility({ visibilityProperty: true }),
          ),
        })),
    );
    expect(hosts.map(({ isSeen }) => isSeen)).toEqual(
      standing.has(row.widget) ? [true] : hosts.map(() => false),
    );
    expect(await page.locator("h1").first().isVisible()).toBe(true);
    await stage.leave(page);
  });
});

describe("where our code cannot be had, or our addresses fail, the page is whole and silent", () => {
  it.each(
    first.flatMap((row) => [
      { ...row, fails: "our code", path: `**${paths.assets}**` },
      { ...row, fails: "every address of ours but the code", path: /\/_cw\/(?!a\/)/ },
    ]),
  )("$widget, without $fails", async ({ path, ...row }) => {
    const page = await stage.show(row, {
      acts: "off",
      before: (page) => page.route(path, (route) => route.abort()),
    });
    await page.mouse.move(600, 300);
    await page.dispatchEvent("html", "mouseout", { clientY: -1, relatedTarget: null });
    await page.waitForTimeout(150);
    const seen = await page.evaluate(() => ({
      heading: document.querySelector("h1")?.checkVisibility(),
      link: (document.querySelector(".site-footer a") as HTMLElement).checkVisibility(),
      overlay: document.querySelector("[data-cw-overlay]") !== null,
    }));
    expect(seen).toEqual({ heading: true, link: true, overlay: false });
    expect(stage.complaints()).toEqual([]);
    await stage.leave(page);
  });
});
