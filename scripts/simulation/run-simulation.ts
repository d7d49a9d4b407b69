import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import type { Tally } from "./simulate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** The simulation as one file that Node runs, made of the engine's own sources or of what a plugin makes of them. */
export async function bundleSimulation(plugins: Plugin[] = []): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-simulation-"));
  const file = join(folder, "simulate.mjs");
  await build({
    entryPoints: [join(root, "scripts/simulation/simulate.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    jsxImportSource: "preact",
    outfile: file,
    plugins,
    logLevel: "error",
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Run {
  seed: number;
  schedules: number;
  /** Most commands of a schedule. */
  longest?: number;
  /** `stories`: only the schedules that were written by hand, each once. */
  only?: "stories";
  /** Off, a failing schedule is not made smaller, which takes as long as many schedules. */
  shrink?: boolean;
}

/** Runs schedules in a process of their own. @throws when it could not end them */
export async function simulate(file: string, options: Run): Promise<Tally> {
  const { seed, schedules, longest = 8, shrink = true, only } = options;
  const args = [join(root, "migrations"), seed, schedules, longest, shrink ? "yes" : "no", only ?? "all"];
  const { stdout } = await run(process.execPath, ["--no-deprecation", file, ...args.map(String)], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Tally;
}
