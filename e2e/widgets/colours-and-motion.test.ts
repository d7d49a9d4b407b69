import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desktop, everyState, openStage, type Stage } from "./show-state.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

const forced = { ...desktop, forcedColors: "active", reducedMotion: "reduce" } as const;

describe("in forced colours every control can be seen, and nothing moves for those who asked for less motion", () => {
  it.each(everyState)("$widget: $name", async (row) => {
    const page = await stage.show(row, { options: forced });
    const { unseen, moving } = await page.evaluate(() => {
      const { own } = window;
      const isPlain = (
        { borderTopStyle, outlineStyle, backgroundColor }: CSSStyleDeclaration,
        page: string,
      ) => borderTopStyle === "none" && outlineStyle === "none" && backgroundColor === page;
      const canvas = getComputedStyle(document.body).backgroundColor;
      const unseen = own.controls().filter((control) => {
        const style = getComputedStyle(control);
        const marks = [...control.querySelectorAll("path")];
        const hasMark = marks.some((path) => ![canvas, "none"].includes(getComputedStyle(path).stroke));
        const hasText = (control.textContent ?? "").trim() !== "" && style.color !== style.backgroundColor;
        return !(hasText || hasMark) && isPlain(style, canvas);
      });
      const moving = own.all().filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        const lasts = transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0.01);
        return animationName !== "none" || lasts || element.getAnimations().length > 0;
      });
      return { unseen: unseen.map(own.nameOf), moving: moving.map(own.nameOf) };
    });
    expect(unseen).toEqual([]);
    expect(moving).toEqual([]);
    await stage.leave(page);
  });
});
