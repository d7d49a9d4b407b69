import type { Browser, CDPSession, Page } from "playwright-core";

/** What one visit of the cart page came to. */
export interface Visit {
  bytes: number;
  requests: number;
  /** ms, from the navigation on. */
  lcp: number;
  cls: number;
  /** Total blocking time, ms: what tasks took beyond 50 ms each. */
  blocked: number;
  /** ms from a tap to the next frame (what INP is made of). */
  interaction: number;
  /** ms until the widget over the page stands; 0: it never did. */
  shown: number;
  shownBytes: number;
  shownShift: number;
}

/** How long a loaded page is watched, ms. */
const settling = 2500;

/**
 * A fresh phone that puts two things into its cart and then opens the cart page, slowly.
 * @param shows selector of what covers the page; `"leave"`: Cartwright's, which wants a sign of leaving; `null`: nothing
 */
export async function visitPage(browser: Browser, url: string, shows: string | null): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
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
    await page.tap("h1");
    await page.waitForTimeout(300);
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
  const seen = { lcp: 0, cls: 0, blocked: 0, interaction: 0 };
  (window as unknown as { seen: typeof seen }).seen = seen;
  const on = (type: string, use: (entry: never) => void, more: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) use(entry as never);
    }).observe({ type, buffered: true, ...more });
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

function read(page: Page) {
  return page.evaluate(
    () => (window as unknown as { seen: Pick<Visit, "lcp" | "cls" | "blocked" | "interaction"> }).seen,
  );
}

async function stands(page: Page, selector: string, since: number): Promise<number> {
  const found = await page
    .waitForSelector(selector, { state: "attached", timeout: 8000 })
    .then(() => true)
    .catch(() => false);
  return found ? performance.now() - since : 0;
}
