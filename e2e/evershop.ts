import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { cache } from "./evershop/cache.ts";
import { startPostgres } from "./evershop/postgres.ts";
import { Protocol } from "./evershop/protocol.ts";
import { startShop } from "./evershop/shop.ts";
import { tellStory } from "./evershop/story.ts";
import { startPlayground } from "./playground.ts";

/**
 * `npm run e2e:evershop`: a cart left and bought in a live EverShop, through the worker, in Chromium. The first run installs
 * the shop into .cartwright/evershop, which takes some minutes; the runs after it begin at once, from the same state.
 */
const closing: (() => Promise<unknown>)[] = [];

async function main(): Promise<boolean> {
  console.log("Opening the shop");
  const database = await startPostgres();
  closing.push(() => database.stop());
  const shop = await startShop(database);
  closing.push(() => shop.stop());
  const rig = await startPlayground("--origin", shop.url, "--platform", "evershop");
  closing.push(() => rig.stop());
  const browser = await openBrowser();
  closing.push(() => browser.close());

  console.log(`\nEverShop ${shop.version} through Cartwright, in Chromium ${browser.version()}`);
  const protocol = new Protocol(() => takePictures(browser));
  await tellStory(browser, rig, protocol);
  return protocol.close();
}

/** What the pages looked like when it went wrong. */
async function takePictures(browser: Browser): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(cache, `failed-${index + 1}.png`);
    await page.screenshot({ path, fullPage: true });
    console.log(`    ${path}`);
  }
}

/** Last opened, first closed. Whatever fails to close does not keep the others open. */
async function close(): Promise<void> {
  for (const end of closing.splice(0).reverse()) await end().catch((error) => console.error(error));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => close().finally(() => process.exit(130)));
}
try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await close();
}
