import { join } from "node:path";
import { type BuildContext, context } from "esbuild";

const root = join(import.meta.dirname, "..");

/** Bundles the worker with its playground entrance, as wrangler bundles the real one; again in a fraction of a second. */
export async function createBundler(): Promise<{ bundle(): Promise<string>; dispose(): Promise<void> }> {
  const builder: BuildContext = await context({
    entryPoints: [join(root, "playground/worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "inline",
    // The sources are on this disk; carrying them along would make the bundle, and every restart, three times as heavy.
    sourcesContent: false,
    logLevel: "silent",
  });
  return {
    async bundle() {
      const { outputFiles } = await builder.rebuild();
      return outputFiles?.[0]?.text ?? "";
    },
    dispose: () => builder.dispose(),
  };
}
