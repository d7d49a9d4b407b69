import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { keepInMemory } from "../scripts/keep-in-memory.ts";
import { type Options, readOptions, type Section } from "./options.ts";
import { printReport, type Report } from "./report.ts";

/**
 * `npm run bench`: measures what is promised, each against a baseline in the same run. `--quick` takes two minutes;
 * `--only page,carts` takes some of it, `--only drain` sends 100,000 mails, for an hour. Tables go to the console, the same numbers to bench/results/latest.json.
 */
const measures: Record<Section, (options: Options) => Promise<Report>> = {
  page: async (options) => (await import("./page/measure-pages.ts")).measurePages(options),
  browser: async (options) => (await import("./browser/measure-browser.ts")).measureBrowser(options),
  carts: async (options) => (await import("./carts/measure-carts.ts")).measureCarts(options),
  sweep: async (options) => (await import("./sweep/measure-sweep.ts")).measureSweep(options),
  beacons: async () => (await import("./beacons/measure-beacons.ts")).measureBeacons(),
  drain: async (options) => (await import("./sweep/measure-drain.ts")).measureDrain(options),
  load: async (options) => (await import("./load/measure-load.ts")).measureLoad(options),
};

const file = join(import.meta.dirname, "results/latest.json");

/** A million carts take two. */
const memory = 4 * 2 ** 30;

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  process.once("exit", keepInMemory("cartwright-bench-", memory));
  const machine = describeMachine();
  console.log(
    `${machine.cores} × ${machine.processor}, ${machine.memory} GB, Node ${machine.node}, ${machine.at}`,
  );
  const reports: Report[] = [];
  let isWhole = true;
  for (const section of options.only) {
    const begun = performance.now();
    const load = loadavg()[0] ?? 0;
    try {
      const report = await measures[section](options);
      report.notes.push(
        `Load of the machine when it began: ${load.toFixed(1)}, when it ended: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
      );
      reports.push(report);
      console.log(printReport(report));
    } catch (error) {
      isWhole = false;
      console.error(`\n## ${section}: broke off\n\n${(error as Error).stack}`);
    }
    console.log(`\n(${Math.round((performance.now() - begun) / 1000)} s)`);
  }
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, options, reports }, null, 2)}\n`);
  console.log(`\nThe numbers: ${file}`);
  return isWhole;
}

function describeMachine() {
  const [cpu] = cpus();
  let commit = "unknown";
  try {
    commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    // Not a checkout.
  }
  return {
    at: new Date().toISOString(),
    processor: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    commit,
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
