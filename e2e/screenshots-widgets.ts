import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { GalleryWidget } from "../playground/gallery/frame-choices.ts";
import { desktop, everyState, openStage, phone, type StateRow } from "./widgets/show-state.ts";

/**
 * `npm run screenshots:widgets`: a picture of each widget as it stands on the demo shop's pages, in docs/images/widgets, and one
 * sheet with all of them on dark pages. The widgets' code is what `npm run build` made last.
 */
const folder = join(import.meta.dirname, "../docs/images/widgets");

interface Shot {
  /** Left out: the widget's first state. */
  name?: string;
  options: BrowserContextOptions;
  /** What is on the picture: all that can be seen, or the widget with so much of the page above and below it. */
  around?: number;
}

const sharp = { ...desktop, deviceScaleFactor: 2 };
const column = { viewport: { width: 760, height: 900 }, deviceScaleFactor: 2 };
const onPhone = { ...phone, viewport: { width: 390, height: 760 }, deviceScaleFactor: 2 };

const shots: Partial<Record<GalleryWidget, Shot>> = {
  progressBar: { name: "At the delivery", options: column, around: 72 },
  shipping: { name: "Some more for free delivery", options: column, around: 72 },
  trustBadges: { name: "At the end of the shop's own form", options: column, around: 72 },
  socialProof: { name: "Rated, with a link to the reviews, and in stock", options: sharp, around: 120 },
  saveCart: { name: "Below the cart's lines", options: column, around: 96 },
  addressNotice: { options: column, around: 120 },
  exitOffer: {
    name: "Ten per cent off, to be taken",
    options: { ...desktop, viewport: { width: 1100, height: 760 } },
  },
  survey: { options: onPhone },
};

mkdirSync(folder, { recursive: true });
const stage = await openStage();
const dark: { widget: string; picture: Buffer }[] = [];
for (const row of everyState) {
  const shot: Shot = shots[row.widget] ?? { options: column, around: 96 };
  const isIt = shot.name === undefined ? isFirst(row) : shot.name === row.name;
  if (!isIt) continue;
  const file = row.widget.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  await take(row, shot, "light", join(folder, `${file}.png`));
  dark.push({ widget: row.widget, picture: await take(row, shot, "dark") });
}
await takeSheet();
await stage.close();

function isFirst({ widget, name }: StateRow): boolean {
  return everyState.find((row) => row.widget === widget)?.name === name;
}

async function take(row: StateRow, shot: Shot, theme: "light" | "dark", path?: string): Promise<Buffer> {
  const page = await stage.show(row, { options: shot.options, theme });
  await page.waitForTimeout(300);
  const clip = shot.around === undefined ? undefined : await surroundings(page, shot.around);
  const picture = await page.screenshot({ ...clip, ...(path && { path }) });
  await stage.leave(page);
  return picture;
}

/** The part of the page's own column that the widget stands in. */
function surroundings(page: Page, around: number) {
  return page.evaluate((around) => {
    const host = window.own.hosts()[0] as HTMLElement;
    const { x, y, width, height } = host.getBoundingClientRect();
    // What stays in the window is seen where the window ends.
    const fullPage = getComputedStyle(host).position !== "fixed";
    const at = fullPage ? y + scrollY : y;
    const left = Math.max(0, x - 32);
    const top = Math.max(0, at - around);
    const bottom = fullPage ? at + height + around : Math.min(at + height + around, innerHeight);
    const clip = { x: left, y: top, width: Math.min(width + 64, innerWidth - left), height: bottom - top };
    return { clip, fullPage };
  }, around);
}

/** Two columns, by height. */
async function takeSheet(): Promise<void> {
  const page = await stage.browser.newPage({ viewport: { width: 1040, height: 400 } });
  const figures = dark.map(
    ({ widget, picture }) =>
      `<figure><img src="data:image/png;base64,${picture.toString("base64")}" alt=""><figcaption>${widget}</figcaption></figure>`,
  );
  await page.setContent(`<!doctype html><style>
    body { margin: 24px; columns: 2; column-gap: 24px; background: #0b0d0f; color: #b8c0c6; font: 14px system-ui, sans-serif }
    figure { margin: 0 0 24px; break-inside: avoid } img { max-width: 100%; max-height: 480px; border-radius: 8px } figcaption { margin-top: 8px }
  </style>${figures.join("")}`);
  await page.screenshot({ path: join(folder, "dark.png"), fullPage: true });
  await page.context().close();
}
