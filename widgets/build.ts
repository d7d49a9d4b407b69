/// <reference types="node" />
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { languages } from "../worker/domain/language.ts";
import { paths } from "../worker/wire/paths.ts";

/** A classic script, ASCII only, as it is read in the charset of the page; or a module, which is always UTF-8. */
const script = { format: "iife", charset: "ascii" } as const;
const module = { format: "esm", charset: "utf8" } as const;

/** Every file a page could ever load from us. The data layer's reader is for the shops alone that need one. */
const entries = {
  loader: { entry: "runtime/loader.ts", ...script },
  addressNotice: { entry: "address-notice/index.ts", ...module },
  overlays: { entry: "overlays/index.tsx", ...module },
  resumeBar: { entry: "resume-bar/index.ts", ...module },
  checkoutHelp: { entry: "checkout-help/index.ts", ...module },
  followSections: { entry: "progress-bar/follow.ts", ...module },
  shipping: { entry: "shipping/index.ts", ...module },
  socialProof: { entry: "social-proof/index.ts", ...module },
  countStanding: { entry: "runtime/count-standing.ts", ...module },
  dataLayer: { entry: "runtime/data-layer.ts", ...script },
} as const;

export type AssetName = keyof typeof entries;
export const assetNames = Object.keys(entries) as AssetName[];

/** What a shopper pays at most, in bytes as they travel (brotli, quality 11). */
export const budgets: Record<AssetName, number> = {
  loader: 940,
  addressNotice: 1350,
  overlays: 9240,
  resumeBar: 1160,
  checkoutHelp: 1200,
  followSections: 430,
  shipping: 700,
  socialProof: 450,
  countStanding: 420,
  dataLayer: 1024,
};
/** HTML of the three widgets that stand still, together, in the language in which it is longest. */
export const staticBudget = 4 * 1024;
/** What one page could ever load at most, with everything on and everything shown. */
export const wholeBudget = 14 * 1024;

export interface Asset {
  /** Name with the hash of its content: may be cached for ever. */
  file: string;
  bytes: number;
  brotli: number;
}

/** Bundles the code shoppers' browsers run into `outDir`. */
export async function buildWidgets({
  outDir,
}: {
  outDir: string;
  watch?: false;
}): Promise<Record<AssetName, Asset>> {
  await mkdir(outDir, { recursive: true });
  const built = assetNames.map(async (name) => {
    const { entry, ...options } = entries[name];
    return [name, await bundle(outDir, kebabCase(name), entry, options)] as const;
  });
  return Object.fromEntries(await Promise.all(built)) as Record<AssetName, Asset>;
}

async function bundle(outDir: string, name: string, entry: string, options: BuildOptions): Promise<Asset> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: { [name]: join(import.meta.dirname, entry) },
    entryNames: "[name]-[hash]",
    outdir: outDir,
    bundle: true,
    write: false,
    minify: true,
    target: "es2022",
    legalComments: "none",
    tsconfigRaw: {},
    jsx: "automatic",
    jsxImportSource: "preact",
    define: {
      CART_PATH: JSON.stringify(paths.cart),
      CONTACT_PATH: JSON.stringify(paths.contact),
      COUNT_PATH: JSON.stringify(paths.count),
      INCENTIVE_PATH: JSON.stringify(paths.incentive),
      OFFER_BAR_PATH: JSON.stringify(paths.offerBar),
      SEEN_PATH: JSON.stringify(paths.seen),
      SEND_CART_PATH: JSON.stringify(paths.sendCart),
      SHIPPING_PATH: JSON.stringify(paths.shipping),
      SURVEY_PATH: JSON.stringify(paths.survey),
    },
    plugins: [minifiedStyles],
    logLevel: "silent",
  });
  const output = outputFiles?.[0];
  if (!output) throw new Error(`${entry} gave no output`);
  await writeFile(output.path, output.contents);
  return { file: basename(output.path), bytes: output.contents.length, brotli: brotliSize(output.contents) };
}

/** What the widgets that stand still add to a page that has all of them. */
export async function weighStatic(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "static.fixture.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    tsconfigRaw: {},
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [minifiedStyles],
    logLevel: "silent",
  });
  const code = Buffer.from(outputFiles?.[0]?.contents ?? []).toString("base64");
  const { renderStatic }: typeof import("./static.fixture.ts") = await import(
    `data:text/javascript;base64,${code}`
  );
  return Math.max(...languages.map((language) => brotliSize(renderStatic(language).join(""))));
}

/** How much a text weighs as it travels. */
export function brotliSize(content: Uint8Array | string): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The CSS in `styles.ts` files is written for people; shoppers get it without the white space. */
const minifiedStyles: Plugin = {
  name: "minified-styles",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]widgets[\\/].*[\\/]styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const [, before = "", styles = "", after = ""] = /^(.*= `)(.*)(`.*)$/s.exec(source) ?? [];
      if (!styles) throw new Error(`${path} holds no styles`);
      const { code } = await transform(styles, { loader: "css", minify: true });
      return { contents: before + code.trim() + after, loader: "ts" };
    });
  },
};
