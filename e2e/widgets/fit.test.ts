import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { everyState, openStage, phone, type Stage } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

/** A window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10). */
const zoomed = { viewport: { width: 320, height: 256 } };
const narrow = { ...phone, viewport: { width: 320, height: 640 } };

describe("on 320 px and at 400 %, nothing has to be scrolled sideways, and everything can be hit", () => {
  it.each(everyState)("$widget: $name", async (row) => {
    const found = await Promise.all(
      languages.map(async (language) => {
        const page = await stage.show(row, { options: language === "en" ? zoomed : narrow, language });
        const problems = [...(await problemsOf(page)), ...(await smallTargets(page))];
        // WCAG 2.2, 1.4.12.
        await page.evaluate(() => {
          for (const element of window.own.all()) {
            element.style.setProperty("line-height", "1.5", "important");
            element.style.setProperty("letter-spacing", "0.12em", "important");
            element.style.setProperty("word-spacing", "0.16em", "important");
          }
        });
        problems.push(...(await problemsOf(page)).map((problem) => `${problem}, spaced`));
        await stage.leave(page);
        return problems.map((problem) => `${language}: ${problem}`);
      }),
    );
    expect(found.flat()).toEqual([]);
  });
});

describe("in a page that runs from right to left, it is its own mirror image", () => {
  it.each(everyState)("$widget: $name", async (row) => {
    const [ltr, rtl] = await Promise.all(
      (["ltr", "rtl"] as const).map(async (direction) => {
        const page = await stage.show(row, { options: narrow, direction });
        const problems = await problemsOf(page);
        const marks = await page.evaluate(
          (isRtl) =>
            window.own
              .all()
              .filter((element) => element.matches("svg,img,button,input,a") && window.own.isSeen(element))
              .map((element) => {
                const { left, right } = element.getBoundingClientRect();
                return {
                  name: window.own.nameOf(element),
                  at: Math.round(isRtl ? innerWidth - right : left),
                };
              }),
          direction === "rtl",
        );
        await stage.leave(page);
        return { problems, marks };
      }),
    );
    expect(rtl?.problems).toEqual([]);
    const moved = ltr?.marks.filter(
      ({ at }, index) => Math.abs(at - (rtl?.marks[index]?.at ?? Number.NaN)) > 2,
    );
    expect(moved).toEqual([]);
    expect(rtl?.marks).toHaveLength(ltr?.marks.length ?? 0);
  });
});

/** Text that is cut off, and what reaches out of the window. */
function problemsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { own } = window;
    const page = document.documentElement;
    const wide = page.scrollWidth > page.clientWidth + 1 ? ["the page scrolls sideways"] : [];
    const seen = own.all().filter(own.isSeen);
    const out = seen.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1) && !element.matches(".visually-hidden");
    });
    const cut = seen.filter((element) => {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(element);
      // Cut after some lines, and it is seen to be.
      if (webkitLineClamp !== "none") return false;
      const isCut = (overflow: string) => overflow === "hidden" || overflow === "clip";
      return (
        (element.textContent ?? "").trim() !== "" &&
        element.clientWidth > 1 &&
        ((isCut(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (isCut(overflowY) && element.scrollHeight > element.clientHeight + 1))
      );
    });
    return [
      ...wide,
      ...out.map((element) => `${own.nameOf(element)} reaches out of the window`),
      ...cut.map((element) => `${own.nameOf(element)} is cut off`),
    ];
  });
}

/** Below our own 44 px; of a sentence, a link or a box is hit with the line it stands in (WCAG 2.2, 2.5.8). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.own.controls().flatMap((control) => {
      const target = control.closest("label") ?? control;
      const { width, height } = target.getBoundingClientRect();
      const name = window.own.nameOf(control);
      return width < 44 || height < 43.5 ? [`${name} is ${Math.round(width)} by ${Math.round(height)}`] : [];
    }),
  );
}
