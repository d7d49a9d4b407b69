import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import type { Mutant } from "./mutant.ts";

/** The files that a mutant changes, as they are without its guard. */
export type Changed = ReadonlyMap<string, string>;

/** @throws Error that names the mutant and the place, when the guard is no longer written there */
export function changedBy(root: string, { name, edits }: Mutant): Changed {
  const changed = new Map<string, string>();
  for (const { file, find, put } of edits) {
    const path = join(root, file);
    const source = changed.get(path) ?? readFileSync(path, "utf8");
    if (!source.includes(find)) throw new Error(`"${name}": ${file} no longer says: ${find}`);
    changed.set(
      path,
      source.replace(find, () => put),
    );
  }
  return changed;
}

/** Takes guards out of the sources on their way into a bundle, so that the working tree is never touched. */
export function mutantPlugin(changed: () => Changed): Plugin {
  return {
    name: "mutant",
    setup(build) {
      build.onLoad({ filter: /\/worker\/.*\.tsx?$/ }, ({ path }) => {
        const contents = changed().get(path);
        return contents === undefined ? undefined : { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}
