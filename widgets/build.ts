/// <reference types="node" />
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { paths } from "../worker/wire/paths.ts";

/** What a shopper pays at most, in bytes as they travel (brotli, quality 11). */
export const budgets = { loader: 1200, exitOffer: 9000 } as const;

export interface Asset {
  /** Name with the hash of its content: may be cached for ever. */
  file: string;
  bytes: number;
  brotli: number;
}

/**
 * Bundles the code shoppers' browsers run into `outDir`. The loader is a classic script, ASCII only, as it is read in
 * the charset of the page; the offer is a module, always UTF-8.
 */
export async function buildWidgets({
  outDir,
}: {
  outDir: string;
  watch?: false;
}): Promise<{ loader: Asset; exitOffer: Asset }> {
  await mkdir(outDir, { recursive: true });
  const [loader, exitOffer] = await Promise.all([
    bundle(outDir, "loader", "runtime/loader.ts", { format: "iife", charset: "ascii" }),
    bundle(outDir, "exit-offer", "exit-offer/index.tsx", { format: "esm", charset: "utf8" }),
  ]);
  return { loader, exitOffer };
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
    define: { CART_PATH: JSON.stringify(paths.cart), CONTACT_PATH: JSON.stringify(paths.contact) },
    plugins: [minifiedStyles],
    logLevel: "silent",
  });
  const output = outputFiles?.[0];
  if (!output) throw new Error(`${entry} gave no output`);
  await writeFile(output.path, output.contents);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    file: basename(output.path),
    bytes: output.contents.length,
    brotli: brotliCompressSync(output.contents, quality).length,
  };
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
