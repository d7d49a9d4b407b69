import type { Browser, CDPSession, Page } from "playwright-core";

/** What one visit of the cart page came to. */
export interface Visit {
  bytes: number;
  requests: number;
  /** ms, from the navigation on. */
  ttfb: number;
  lcp: number;
  cls: number;
  /** Total blocking time, ms: what tasks took beyond 50 ms each. */
  blocked: number;
  /** ms, the longest that one script of Cartwright's held a frame of 50 ms or more; 0: none did. */
  ownTask: number;
  /** ms from an input to the next frame, the slowest of several (what INP is with so few). */
  interaction: number;
  /** ms until the widget over the page stands; 0: it never did. */
  shown: number;
  shownBytes: number;
  shownShift: number;
}

export const devices = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1366, height: 768 } },
} as const;
export type Device = keyof typeof devices;

/** How long a loaded page is watched, ms. */
const settling = 2500;

/**
 * A fresh browser that puts two things into its cart and then opens the cart page, slowly.
 * @param shows selector of what covers the page; `"leave"`: Cartwright's, which wants a sign of leaving; `null`: nothing
 */
export async function visitPage(
  browser: Browser,
  url: string,
  shows: string | null,
  device: Device = "phone",
): Promise<Visit> {
  const context = await browser.newContext(devices[device]);
  try {
    const page = await context.newPage();
    await page.request.post(`${url}/cart/add`, { form: { product_id: "107", quantity: "1" }, headers: own });
    await page.addInitScript(watch);
    const session = await context.newCDPSession(page);
    const wire = await slowDown(session);
    const begun = performance.now();
    await page.goto(`${url}/cart`, { waitUntil: "load" });
    const isPeer = shows !== null && shows !== "leave";
    const peerShown = isPeer ? await stands(page, shows, begun) : 0;
    await page.waitForTimeout(settling);
    const loaded = { ...wire, ...(await read(page)) };
    await interact(page, device);
    const { interaction } = await read(page);
    const result = { ...loaded, interaction, shown: peerShown, shownBytes: loaded.bytes, shownShift: 0 };
    if (shows !== "leave") return result;
    const left = performance.now();
    await page.evaluate(leave);
    const shown = await stands(page, "cw-exit-offer", left);
    await page.waitForTimeout(500);
    const after = await read(page);
    return { ...result, shown, shownBytes: wire.bytes, shownShift: after.cls - loaded.cls };
  } finally {
    await context.close();
  }
}

const own = { "sec-fetch-site": "same-origin" };

/** Taps here and there, and keys: none of it leads anywhere. */
async function interact(page: Page, device: Device): Promise<void> {
  for (const selector of ["h1", "h1", "body", "h1"]) {
    if (device === "phone") await page.tap(selector, { position: { x: 5, y: 5 } });
    else await page.click(selector, { position: { x: 5, y: 5 } });
    await page.waitForTimeout(150);
  }
  for (const key of ["Tab", "Shift", "Tab"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}

async function slowDown(session: CDPSession): Promise<{ bytes: number; requests: number }> {
  const wire = { bytes: 0, requests: 0 };
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", () => wire.requests++);
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  return wire;
}

/** Runs in the page, before anything of it does. */
function watch() {
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

/** A thumb on its way to the address bar. */
async function leave() {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  document.documentElement.style.minHeight = "4000px";
  window.scrollTo(0, 2000);
  await pause(400);
  for (let at = 1800; at > 0; at -= 200) {
    window.scrollTo(0, at);
    await pause(20);
  }
}

type Seen = Pick<Visit, "ttfb" | "lcp" | "cls" | "blocked" | "ownTask" | "interaction">;

function read(page: Page) {
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

async function stands(page: Page, selector: string, since: number): Promise<number> {
  const found = await page
    .waitForSelector(selector, { state: "attached", timeout: 8000 })
    .then(() => true)
    .catch(() => false);
  return found ? performance.now() - since : 0;
}
