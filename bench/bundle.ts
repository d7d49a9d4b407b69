import { join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a worker of the bench.
 *
 * @param peers folder whose packages it may use
 */
export async function bundle(path: string, peers?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, path)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    ...(peers !== undefined && { nodePaths: [join(peers, "node_modules")] }),
  });
  return outputFiles[0]?.text ?? "";
}
