import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { budgets, buildWidgets } from "../widgets/build.ts";
import { paths } from "../worker/wire/paths.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Builds the widgets' code for browsers into dist/assets and writes the list of its hashed names, which the worker
 * imports. `wrangler dev` and `wrangler deploy` run it by themselves (wrangler.toml, [build]).
 */
export async function build(): Promise<{ loader: number; exitOffer: number }> {
  const outDir = `${root}dist/assets${paths.assets}`;
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const { loader, exitOffer } = await buildWidgets({ outDir });
  writeFileSync(
    `${root}dist/widget-assets.json`,
    `${JSON.stringify({ loader: loader.file, exitOffer: exitOffer.file })}\n`,
  );
  // Names change with content, so a browser may keep them for good.
  writeFileSync(
    `${root}dist/assets/_headers`,
    `${paths.assets}*\n  Cache-Control: public, max-age=31536000, immutable\n  X-Content-Type-Options: nosniff\n`,
  );
  return { loader: loader.brotli, exitOffer: exitOffer.brotli };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await build();
  for (const [name, bytes] of Object.entries(sizes)) {
    const budget = budgets[name as keyof typeof sizes];
    console.log(`${name}: ${bytes} bytes brotli, budget ${budget}`);
  }
}
