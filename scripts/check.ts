import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { describeWeight, type Weight, weigh } from "./budgets.ts";
import { build } from "./build.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { whyMigrationsAreStale, whyTypesAreStale } from "./check/generated.ts";
import { findOffenders, readLicences } from "./check/licences.ts";
import { findViolations, readImports } from "./layers.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

interface Check {
  name: string;
  /** @returns what is wrong, `null` when nothing is; `note` is said beside a name that passes */
  look(): Promise<{ problem: string | null; note?: string }>;
}

const checks = (weights: () => Promise<Weight[]>): Check[] => [
  { name: "types", look: () => tool("typescript/bin/tsc", "-b", "--pretty", "false") },
  { name: "lint and format", look: () => tool("@biomejs/biome/bin/biome", "check", "--colors=off", ".") },
  { name: "layers", look: async () => list(findViolations(readImports(root))) },
  { name: "unused code", look: () => tool("knip/bin/knip.js", "--no-progress") },
  {
    name: "bytes",
    async look() {
      const all = await weights();
      const said = (some: Weight[]) => some.map(describeWeight).join("\n  ");
      const heavy = all.filter(({ bytes, budget }) => bytes > budget);
      return heavy.length > 0 ? { problem: said(heavy) } : { problem: null, note: said(all) };
    },
  },
  { name: "types of bindings up to date", look: async () => ({ problem: await whyTypesAreStale() }) },
  { name: "migrations up to date", look: async () => ({ problem: await whyMigrationsAreStale() }) },
  { name: "licences of packages", look: async () => list(findOffenders(readLicences())) },
];

/** Everything that can be said of the code without running it: `npm run check`. One thing wrong hides no other. */
async function main(): Promise<void> {
  // Types are checked against the list of built widgets, so this comes before all else.
  const widgets = await build();
  let weighed: Promise<Weight[]> | undefined;
  const weights = () => {
    weighed ??= bundleWorker().then((worker) => weigh(widgets, worker));
    return weighed;
  };
  const results = await Promise.all(checks(weights).map(report));
  const failed = results.filter((passed) => !passed).length;
  console.log(`\nChecks: ${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function report({ name, look }: Check): Promise<boolean> {
  const { problem, note } = await look().catch((error: Error) => ({
    problem: error.message,
    note: undefined,
  }));
  if (problem === null) console.log(`✓ ${note ?? name}`);
  else console.log(`✗ ${name}\n${problem.trim().replace(/^/gm, "    ")}`);
  return problem === null;
}

/** A tool of node_modules, on the Node that runs this. What it prints when it fails is the problem. */
async function tool(script: string, ...args: string[]): Promise<{ problem: string | null }> {
  try {
    await run(process.execPath, [join(root, "node_modules", script), ...args], {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    return { problem: null };
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
    return { problem: stripVTControlCharacters(`${stdout}\n${stderr}`).trim() || message };
  }
}

function list(problems: string[]): { problem: string | null } {
  return { problem: problems.length > 0 ? problems.join("\n") : null };
}

await main();
