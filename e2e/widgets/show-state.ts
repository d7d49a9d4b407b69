import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { galleryWidgets, slugOf } from "../../playground/gallery/frame-choices.ts";
import { openFrames } from "../../playground/gallery/open-frames.ts";
import { allStates } from "../../widgets/all-states.ts";
import type { WidgetState } from "../../widgets/states.ts";
import { openBrowser } from "../browser.ts";
import { lookAtOwn } from "./own-elements.ts";

type Choices = Parameters<Awaited<ReturnType<typeof openFrames>>["addressOf"]>[0];

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
export const desktop = { viewport: { width: 1280, height: 800 } } as const;

/** Each thing that any widget can look like, as a row for a test. */
export const everyState = galleryWidgets.flatMap((widget) =>
  (allStates[widget] as WidgetState[]).map((state) => ({ widget, name: state.name, state })),
);
export type StateRow = Pick<(typeof everyState)[number], "widget" | "name">;

export interface Look extends Omit<Choices, "widget" | "state"> {
  options?: BrowserContextOptions;
  /** Done to the page before it is opened. */
  before?(page: Page): Promise<unknown>;
}

/** A browser in which states are looked at, each on a page of the demo shop's. */
export interface Stage {
  browser: Browser;
  /** A page of its own with the widget in this state, its acts done. Whoever asks for it closes its context. */
  show(row: StateRow, look?: Look): Promise<Page>;
  /** What pages have complained about since this was last asked: errors, warnings, breaches of their policy. */
  complaints(): string[];
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [frames, browser] = await Promise.all([openFrames(), openBrowser()]);
  const heard: string[] = [];
  return {
    browser,
    complaints: () => heard.splice(0),
    async show({ widget, name }, { options = desktop as BrowserContextOptions, before, ...choices } = {}) {
      // Nothing has to be waited for until it has come to rest.
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      // An answer that a state wants to fail is told by the browser itself.
      page.on(
        "console",
        (message) =>
          message.text().startsWith("Failed to load resource") || heard.push(`${name}: ${message.text()}`),
      );
      page.on("pageerror", (error) => heard.push(`${name}: ${error.message}`));
      await before?.(page);
      await page.goto(frames.addressOf({ widget, state: slugOf(name), ...choices }));
      if (options.javaScriptEnabled === false) return page;
      await page.waitForSelector("html[data-cw-frame]", { state: "attached" });
      const end = await page.getAttribute("html", "data-cw-frame");
      if (end !== "done") throw new Error(`${widget}, ${name}: what had to be done first could not be`);
      await lookAtOwn(page);
      return page;
    },
    async close() {
      await browser.close();
      frames.close();
    },
  };
}
