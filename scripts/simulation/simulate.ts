import fc from "fast-check";
import { within } from "../../worker/domain/within.ts";
import { type Schedule, schedules } from "../../worker/testing/simulation/commands.ts";
import { invariants } from "../../worker/testing/simulation/invariants/index.ts";
import { type Outcome, runSchedule } from "../../worker/testing/simulation/run-schedule.ts";
import { findDifferences } from "../../worker/testing/simulation/simultaneous.ts";
import { compared, stories } from "../../worker/testing/simulation/stories.ts";
import { determinePlatform } from "./determined-platform.ts";
import { createNodeBench } from "./node-bench.ts";

export interface Run {
  seed: number;
  schedules: number;
  /** Most commands of a schedule. */
  longest?: number;
  /** Only the schedules that were written by hand, each once; or only those that are drawn. */
  only?: "stories" | "schedules";
  /** Stories with this in their name come first. */
  first?: string | undefined;
  /** Off, it ends with the first violation; a failing schedule is not made smaller, which takes as long as many schedules. */
  shrink?: boolean;
}

/** What a run came to; printed as one line of JSON, for whoever started it. */
export interface Tally {
  seed: number;
  schedules: number;
  invariants: number;
  commands: number;
  faults: number;
  /** Those that were also run with several crons and consumers at once (I10). */
  compared: number;
  calls: number;
  sends: number;
  messages: number;
  ends: Record<string, number>;
  /** Of the smallest schedule that fails, and that schedule; or of the stories that do. */
  violations: string[];
  counterexample: string | null;
}

const migrations = process.argv[2] ?? "migrations";
const {
  seed,
  schedules: count,
  longest = 8,
  only,
  first,
  shrink = true,
}: Run = JSON.parse(process.argv[3] ?? "{}");
const platform = determinePlatform();
const bench = createNodeBench(migrations, platform.seed);
const tally: Tally = {
  seed,
  schedules: 0,
  invariants: invariants.length,
  commands: 0,
  faults: 0,
  compared: 0,
  calls: 0,
  sends: 0,
  messages: 0,
  ends: {},
  violations: [],
  counterexample: null,
};

/** No schedule takes as long as this, in ms, however little time others leave to it: one that does has not ended. */
const patience = 120_000;

async function runOne(schedule: Schedule): Promise<string[]> {
  const outcome = await within(patience, runSchedule(bench, schedule));
  if (tally.violations.length === 0) add(outcome);
  if (outcome.violations.length > 0 || !isCompared(schedule)) return outcome.violations;
  if (tally.violations.length === 0) tally.compared++;
  return within(patience, findDifferences(bench, schedule));
}

const isCompared = ({ turns }: Schedule) => turns > 0 && turns % compared === 0;

function add(outcome: Outcome): void {
  tally.schedules++;
  for (const name of ["commands", "faults", "calls", "sends", "messages"] as const)
    tally[name] += outcome[name];
  for (const [status, n] of Object.entries(outcome.ends)) tally.ends[status] = (tally.ends[status] ?? 0) + n;
}

async function runStories(): Promise<void> {
  const isFirst = ([name]: (typeof stories)[number]) => first !== undefined && name.includes(first);
  const inOrder = [...stories.filter(isFirst), ...stories.filter((story) => !isFirst(story))];
  for (const [name, schedule] of inOrder) {
    const [violation] = await runOne(schedule).catch((error) => [`did not end: ${error}`]);
    if (violation === undefined) continue;
    tally.violations.push(`${name}: ${violation}`);
    if (!shrink) return;
  }
}

async function runSchedules(): Promise<void> {
  const details = await fc.check(
    fc.asyncProperty(schedules(longest), async (schedule) => {
      const violations = await runOne(schedule);
      if (violations.length === 0) return;
      tally.violations = violations;
      throw new Error(violations.join("\n"));
    }),
    { seed, numRuns: count, endOnFailure: !shrink },
  );
  if (!details.failed) return;
  tally.counterexample = fc.stringify(details.counterexample?.[0]) ?? "";
  if (tally.violations.length === 0) tally.violations = [String(details.errorInstance)];
}

if (only !== "schedules") await runStories();
if (only !== "stories" && tally.violations.length === 0) await runSchedules();
console.log(JSON.stringify(tally));
// Schedules in which a process died leave promises behind that never end.
process.exit(0);
