import type { Browser, CDPSession, Page } from "playwright-core";
import { readVitals, type Vitals, watchVitals } from "./vitals.ts";

/** What one visit of a page came to. */
export interface Visit extends Vitals {
  bytes: number;
  requests: number;
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

export interface Errand {
  /** Of the shop. */
  origin: string;
  path: string;
  device: Device;
  /** A captured page; else one of the demo shop, which has something in its cart. */
  isCaptured: boolean;
  /** Selector of what covers the page; `"leave"`: Cartwright's, which wants a sign of leaving; `null`: nothing. */
  shows: string | null;
}

/** How long a loaded page is watched, ms: longer than any code of ours waits there before it begins. */
const settling = { captured: 700, demo: 1500 };

/** Of captured pages these are missing: the browser is told so, rather than by sixty slow answers. */
const missing = ["*.css*", "*.js?*", "*.jpg*", "*.png*", "*.webp*", "*.svg*", "*.woff*"];

/** A fresh browser opens a page, slowly, and does a little on it. */
export async function visitPage(browser: Browser, errand: Errand): Promise<Visit> {
  const { origin, path, device, isCaptured, shows } = errand;
  const context = await browser.newContext(devices[device]);
  try {
    const page = await context.newPage();
    const form = { product_id: "107", quantity: "1" };
    if (!isCaptured) {
      await page.request.post(`${origin}/cart/add`, { form, headers: own });
      // What is worked off behind that answer is not this page's.
      await page.waitForTimeout(300);
    }
    await page.addInitScript(watchVitals);
    const session = await context.newCDPSession(page);
    const wire = await slowDown(session);
    if (isCaptured) await session.send("Network.setBlockedURLs", { urls: missing });
    const begun = performance.now();
    await page.goto(origin + path, { waitUntil: "load" });
    const peerShown = shows === null || shows === "leave" ? 0 : await stands(page, shows, begun, 8000);
    await page.waitForTimeout(isCaptured ? settling.captured : settling.demo);
    const loaded = { ...wire, ...(await readVitals(page)) };
    await interact(page, device);
    const { interaction } = await readVitals(page);
    const result = { ...loaded, interaction, shown: peerShown, shownBytes: loaded.bytes, shownShift: 0 };
    if (shows !== "leave") return result;
    const shown = await leaveUntilShown(page, device);
    await page.waitForTimeout(500);
    const { cls, ownTask } = await readVitals(page);
    return { ...result, ownTask, shown, shownBytes: wire.bytes, shownShift: cls - loaded.cls };
  } finally {
    await context.close();
  }
}

const own = { "sec-fetch-site": "same-origin" };

/** Taps here and there, and keys: none of it leads anywhere. */
async function interact(page: Page, device: Device): Promise<void> {
  await page.evaluate(() => addEventListener("click", (event) => event.preventDefault(), true));
  const { width, height } = devices[device].viewport;
  for (const [across, down] of [
    [0.1, 0.2],
    [0.5, 0.4],
    [0.9, 0.7],
  ] as const) {
    const [x, y] = [width * across, height * down];
    await (device === "phone" ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
    await page.waitForTimeout(100);
  }
  for (const key of ["Tab", "Shift"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(100);
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

/** On a busy machine a thumb may be too slow to be one that leaves: it tries again. */
async function leaveUntilShown(page: Page, device: Device): Promise<number> {
  for (let time = 0; time < 3; time++) {
    const left = performance.now();
    await page.evaluate(device === "phone" ? swipeUp : leaveByTop);
    const shown = await stands(page, "cw-exit-offer dialog[open]", left, 4000);
    if (shown > 0) return shown;
  }
  return 0;
}

/** A thumb on its way to the address bar, in two frames. Nobody is in a field any more. */
async function swipeUp() {
  const frame = () => new Promise(requestAnimationFrame);
  (document.activeElement as HTMLElement | null)?.blur();
  document.documentElement.style.minHeight = "4000px";
  window.scrollTo(0, 2000);
  await new Promise((done) => setTimeout(done, 400));
  for (const at of [1900, 1200, 500, 0]) {
    await frame();
    window.scrollTo(0, at);
  }
}

/** A pointer on its way to the tabs. */
function leaveByTop() {
  (document.activeElement as HTMLElement | null)?.blur();
  document.dispatchEvent(new MouseEvent("mouseout", { clientY: 0, bubbles: true }));
}

/** @returns ms since then; 0: it does not stand within `timeout` ms */
async function stands(page: Page, selector: string, since: number, timeout: number): Promise<number> {
  const found = await page
    .waitForSelector(selector, { state: "attached", timeout })
    .then(() => true)
    .catch(() => false);
  return found ? performance.now() - since : 0;
}
