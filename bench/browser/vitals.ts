import type { Page } from "playwright-core";

/** What a browser itself says of a page. */
export interface Vitals {
  /** ms, from the navigation on. */
  ttfb: number;
  lcp: number;
  cls: number;
  /** Total blocking time, ms: what tasks took beyond 50 ms each. */
  blocked: number;
  /** ms, the longest that one script of Cartwright's ran in a frame of 50 ms or more; 0: none did. */
  ownTask: number;
  /** ms from an input to the next frame, the slowest of several (what INP is with so few). */
  interaction: number;
}

/** Runs in the page, before anything of it does. */
export function watchVitals() {
  const seen = { ttfb: 0, lcp: 0, cls: 0, blocked: 0, ownTask: 0, interaction: 0 };
  (window as unknown as { seen: typeof seen }).seen = seen;
  const on = (type: string, use: (entry: never) => void, more: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) use(entry as never);
    }).observe({ type, buffered: true, ...more });
  on("navigation", (entry: PerformanceNavigationTiming) => {
    seen.ttfb = entry.responseStart;
  });
  // Long tasks do not say whose they are; the scripts of long frames do (Long Animation Frames API).
  on("long-animation-frame", (entry: { scripts: { sourceURL: string; duration: number }[] }) => {
    for (const { sourceURL, duration } of entry.scripts) {
      if (sourceURL.includes("/_cw/")) seen.ownTask = Math.max(seen.ownTask, duration);
    }
  });
  on("largest-contentful-paint", (entry: PerformanceEntry) => {
    seen.lcp = entry.startTime;
  });
  on("layout-shift", (entry: { value: number; hadRecentInput: boolean }) => {
    if (!entry.hadRecentInput) seen.cls += entry.value;
  });
  on("longtask", (entry: PerformanceEntry) => {
    seen.blocked += entry.duration - 50;
  });
  on(
    "event",
    (entry: PerformanceEntry & { interactionId: number }) => {
      if (entry.interactionId) seen.interaction = Math.max(seen.interaction, entry.duration);
    },
    { durationThreshold: 16 },
  );
}

export function readVitals(page: Page): Promise<Vitals> {
  return page.evaluate(() => (window as unknown as { seen: Vitals }).seen);
}
