import fc from "fast-check";
import { within } from "../../worker/domain/within.ts";
import { type Schedule, schedules } from "../../worker/testing/simulation/commands.ts";
import { invariants } from "../../worker/testing/simulation/invariants/index.ts";
import { type Outcome, runSchedule } from "../../worker/testing/simulation/run-schedule.ts";
import { stories } from "../../worker/testing/simulation/stories.ts";
import { determinePlatform } from "./determined-platform.ts";
import { createNodeBench } from "./node-bench.ts";

/** What a run came to; printed as one line of JSON, for whoever started it. */
export interface Tally {
  seed: number;
  schedules: number;
  invariants: number;
  commands: number;
  faults: number;
  calls: number;
  sends: number;
  messages: number;
  ends: Record<string, number>;
  /** Of the smallest schedule that fails, and that schedule; or of the stories that do. */
  violations: string[];
  counterexample: string | null;
}

const [migrations = "migrations", seed = "1", count = "100", longest = "8", shrink = "yes", only = "all"] =
  process.argv.slice(2);
const platform = determinePlatform();
const bench = createNodeBench(migrations);
const tally: Tally = {
  seed: Number(seed),
  schedules: 0,
  invariants: invariants.length,
  commands: 0,
  faults: 0,
  calls: 0,
  sends: 0,
  messages: 0,
  ends: {},
  violations: [],
  counterexample: null,
};

/** No schedule takes as long as this, in ms of this machine: one that does has not ended. */
const patience = 30_000;

async function runOne(schedule: Schedule): Promise<string[]> {
  platform.seed(schedule.turns);
  const outcome = await within(patience, runSchedule(bench, schedule));
  if (tally.violations.length === 0) add(outcome);
  return outcome.violations;
}

function add(outcome: Outcome): void {
  tally.schedules++;
  for (const name of ["commands", "faults", "calls", "sends", "messages"] as const)
    tally[name] += outcome[name];
  for (const [status, n] of Object.entries(outcome.ends)) tally.ends[status] = (tally.ends[status] ?? 0) + n;
}

async function runStories(): Promise<void> {
  for (const [name, schedule] of stories) {
    const [violation] = await runOne(schedule).catch((error) => [`did not end: ${error}`]);
    if (violation === undefined) continue;
    tally.violations.push(`${name}: ${violation}`);
    if (shrink !== "yes") return;
  }
}

async function runSchedules(): Promise<void> {
  const details = await fc.check(
    fc.asyncProperty(schedules(Number(longest)), async (schedule) => {
      const violations = await runOne(schedule);
      if (violations.length === 0) return;
      tally.violations = violations;
      throw new Error(violations.join("\n"));
    }),
    { seed: Number(seed), numRuns: Number(count), endOnFailure: shrink !== "yes" },
  );
  if (!details.failed) return;
  tally.counterexample = fc.stringify(details.counterexample?.[0]) ?? "";
  if (tally.violations.length === 0) tally.violations = [String(details.errorInstance)];
}

await runStories();
if (only === "all" && tally.violations.length === 0) await runSchedules();
console.log(JSON.stringify(tally));
// Schedules in which a process died leave promises behind that never end.
process.exit(0);
