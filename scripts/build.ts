import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { type AssetName, buildWidgets, weighStatic } from "../widgets/build.ts";
import { paths } from "../worker/wire/paths.ts";
import { describeWeight, type WidgetWeights, weighWidgets } from "./budgets.ts";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/**
 * Builds the widgets' code for browsers into dist/assets and writes the list of its hashed names, which the worker
 * imports. `wrangler dev` and `wrangler deploy` run it by themselves (wrangler.toml, [build]).
 *
 * Runs while others read the same files (a dev server, tests): each is put in its place whole, and one that is right
 * already is left alone, so that nobody finds half a file or is told of a change that is none.
 */
export async function build(): Promise<WidgetWeights> {
  mkdirSync(dist, { recursive: true });
  const outDir = mkdtempSync(`${dist}build-`);
  try {
    const built = Object.entries(await buildWidgets({ outDir }));
    const assets = `${dist}assets${paths.assets}`;
    mkdirSync(assets, { recursive: true });
    const names = readdirSync(outDir);
    // The name says what is in it.
    for (const name of names) if (!existsSync(assets + name)) renameSync(`${outDir}/${name}`, assets + name);
    const list = JSON.stringify(Object.fromEntries(built.map(([name, { file }]) => [name, file])));
    write(`${dist}widget-assets.json`, `${list}\n`);
    // Names change with content, so a browser may keep them for good.
    write(
      `${dist}assets/_headers`,
      `${paths.assets}*\n  Cache-Control: public, max-age=31536000, immutable\n  X-Content-Type-Options: nosniff\n`,
    );
    for (const name of readdirSync(assets)) {
      if (!names.includes(name)) rmSync(assets + name, { force: true });
    }
    const weights = Object.fromEntries(built.map(([name, { brotli }]) => [name, brotli]));
    return { ...(weights as Record<AssetName, number>), staticHtml: await weighStatic() };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function write(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return;
  const own = `${file}.${process.pid}.new`;
  writeFileSync(own, content);
  renameSync(own, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const weight of weighWidgets(await build())) console.log(describeWeight(weight));
  // Said by wrangler to the build command of wrangler.toml.
  if (process.env.WRANGLER_COMMAND === "dev") {
    const { prepareWranglerDev } = await import("./prepare-wrangler-dev.ts");
    await prepareWranglerDev();
  }
}
