import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { framePath, galleryWidgets, slugOf } from "../../playground/gallery/frame-choices.ts";
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
  /** By a browser that has seen nothing of the shop yet, and has to fetch and read all of it. */
  isFirstVisit?: true;
}

/** A browser in which states are looked at, each on a page of the demo shop's. */
export interface Stage {
  browser: Browser;
  /** A page of its own with the widget in this state, its acts done. Whoever asks for it leaves it. */
  show(row: StateRow, look?: Look): Promise<Page>;
  leave(page: Page): Promise<void>;
  /** What pages have complained about since this was last asked: errors, warnings, breaches of their policy. */
  complaints(): string[];
  close(): Promise<void>;
}

/** @param script with which each page begins */
export async function openStage(script?: string): Promise<Stage> {
  const [frames, browser] = await Promise.all([openFrames(), openBrowser()]);
  const heard: string[] = [];
  const shown = new WeakMap<Page, string>();
  // A tab costs more than a page in it: one that somebody has left serves the next, as if it were new.
  const idle = new Map<string, Page[]>();
  const kinds = new WeakMap<Page, string>();

  async function openTab(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    if (script !== undefined) await context.addInitScript(script);
    const page = await context.newPage();
    const hear = (text: string) => heard.push(`${shown.get(page)}: ${text}`);
    // An answer that a state wants to fail is told by the browser itself.
    page.on(
      "console",
      (message) => message.text().startsWith("Failed to load resource") || hear(message.text()),
    );
    page.on("pageerror", (error) => hear(error.message));
    return page;
  }

  async function tabFor(options: BrowserContextOptions, isNew: boolean): Promise<Page> {
    if (isNew) return openTab(options);
    const kind = JSON.stringify(options);
    const page = idle.get(kind)?.pop() ?? (await openTab(options));
    kinds.set(page, kind);
    return page;
  }

  return {
    browser,
    complaints: () => heard.splice(0),
    async show(
      { widget, name },
      { options = desktop as BrowserContextOptions, before, isFirstVisit, ...choices } = {},
    ) {
      const hasScript = options.javaScriptEnabled !== false;
      const isNew = isFirstVisit === true || before !== undefined || !hasScript;
      // Nothing has to be waited for until it has come to rest.
      const page = await tabFor({ reducedMotion: "reduce", ...options }, isNew);
      shown.set(page, name);
      await before?.(page);
      await page.goto(frames.addressOf({ widget, state: slugOf(name), ...choices }));
      if (!hasScript) return page;
      if ((await endOf(page)) !== "done")
        throw new Error(`${widget}, ${name}: what had to be done first could not be`);
      await lookAtOwn(page);
      return page;
    },
    async leave(page) {
      const kind = kinds.get(page);
      if (kind === undefined) return page.context().close();
      // A page may write when it is left, so what it kept is forgotten from another of its origin, which keeps nothing.
      await page.goto(new URL(framePath, page.url()).href);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.context().clearCookies();
      idle.set(kind, [...(idle.get(kind) ?? []), page]);
    },
    async close() {
      await browser.close();
      frames.close();
    },
  };
}

/**
 * How what had to be done first ended. Asked of the page itself: a locator brings a script of its own into each page, which takes
 * as long as many of ours. A page that moves on meanwhile is asked again.
 */
async function endOf(page: Page): Promise<string> {
  for (;;) {
    try {
      return await page.evaluate(
        () =>
          new Promise<string>((resolve, reject) => {
            const html = document.documentElement;
            const look = () => html.dataset.cwFrame !== undefined && resolve(html.dataset.cwFrame);
            new MutationObserver(look).observe(html, { attributeFilter: ["data-cw-frame"] });
            look();
            setTimeout(() => reject(new Error("what had to be done first did not end")), 30_000);
          }),
      );
    } catch (error) {
      if (!/context was destroyed/.test(String(error))) throw error;
    }
  }
}
