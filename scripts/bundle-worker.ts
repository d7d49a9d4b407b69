import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRunWrangler, type RunWrangler, reasonOf } from "./run-wrangler.ts";

/** What `wrangler deploy` would send to Cloudflare, assets aside. */
export interface WorkerBundle {
  /** The worker's code. */
  code: string;
  bytes: number;
  gzip: number;
  /** Every file that went into it, relative to the repository. */
  inputs: string[];
  /** Names of the files that would be sent. */
  modules: string[];
  /** What wrangler said: the bindings it would set, among others. */
  log: string;
}

/**
 * Has wrangler build the worker as it would for a deployment, with neither account nor network. Checks wrangler.toml too.
 * @throws Error with wrangler's own words when it would not deploy
 */
export async function bundleWorker(
  options: { config?: string; wrangler?: RunWrangler } = {},
): Promise<WorkerBundle> {
  const { config = "wrangler.toml", wrangler = createRunWrangler() } = options;
  const folder = mkdtempSync(join(tmpdir(), "cartwright-bundle-"));
  try {
    const metafile = join(folder, "meta.json");
    const outdir = join(folder, "out");
    const args = ["deploy", "--config", config, "--dry-run", "--outdir", outdir, "--metafile", metafile];
    const result = await wrangler(args);
    if (result.code !== 0) throw new Error(`wrangler would not deploy: ${reasonOf(result)}`);
    const code = readFileSync(join(outdir, "index.js"));
    const { inputs } = JSON.parse(readFileSync(metafile, "utf8")) as { inputs: Record<string, unknown> };
    return {
      code: code.toString("utf8"),
      bytes: code.length,
      gzip: gzipSync(code).length,
      inputs: Object.keys(inputs),
      modules: readdirSync(outdir).filter((name) => !/^README\.md$|\.map$/.test(name)),
      log: result.stdout + result.stderr,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
