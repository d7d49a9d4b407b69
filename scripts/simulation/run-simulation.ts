import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { context, type Plugin } from "esbuild";
import { quickEntities } from "./quick-entities.ts";
import type { Run, Tally } from "./simulate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** The simulation as one file that Node runs, made of the engine's own sources or of what a plugin makes of them. */
export interface Bundle {
  file: string;
  /** Makes the file anew: quick, where little has changed. */
  rebuild(): Promise<void>;
  remove(): Promise<void>;
}

export async function bundleSimulation(plugins: Plugin[] = []): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "cartwright-simulation-"));
  const file = join(folder, "simulate.mjs");
  const building = await context({
    entryPoints: [join(root, "scripts/simulation/simulate.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    jsxImportSource: "preact",
    outfile: file,
    plugins: [quickEntities, ...plugins],
    logLevel: "error",
  });
  const rebuild = async () => void (await building.rebuild());
  await rebuild();
  return {
    file,
    rebuild,
    async remove() {
      await building.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs schedules in a process of their own, which takes what processor time nobody else wants: what runs beside it waits for browsers
 * and runtimes, and fails when it waits too long. @throws when it could not end them
 */
export async function simulate(file: string, options: Run): Promise<Tally> {
  const args = [join(root, "migrations"), JSON.stringify(options)];
  const running = run(process.execPath, ["--no-deprecation", "--max-semi-space-size=32", file, ...args], {
    maxBuffer: 2 ** 26,
  });
  if (running.child.pid !== undefined)
    setPriority(running.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const { stdout } = await running;
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Tally;
}
