import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleSimulation, simulate } from "./simulation/run-simulation.ts";
import type { Tally } from "./simulation/simulate.ts";

/**
 * `SEED=7 SCHEDULES=500 npx vitest run --project node scripts/simulation.test.ts` replays a run, bounds it or makes it longer; a
 * failure prints the seed and the smallest schedule that fails.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const schedules = Number(process.env.SCHEDULES ?? 10_000);
const processes = Math.min(2, availableParallelism());

let bundle: Awaited<ReturnType<typeof bundleSimulation>>;
beforeAll(async () => {
  bundle = await bundleSimulation();
});
afterAll(() => bundle.remove());

describe("the recovery engine", () => {
  it(`keeps every promise through ${schedules} schedules of faults (seed ${seed})`, async () => {
    const share = Math.ceil(schedules / processes);
    const began = Date.now();
    const tallies = await Promise.all(
      Array.from({ length: processes }, (_, at) =>
        // The stories are always the same: once is enough.
        simulate(bundle.file, { seed: seed + at, schedules: share, ...(at > 0 && { only: "schedules" }) }),
      ),
    );
    console.log(describeRun(tallies, Date.now() - began));
    for (const tally of tallies) {
      const where = `SEED=${tally.seed}\n${tally.counterexample ?? "a story"}`;
      expect(tally.violations, where).toEqual([]);
      expect(tally.sends).toBeGreaterThan(share);
      expect(tally.faults).toBeGreaterThan(share / 5);
    }
  }, 3_600_000);
});

function describeRun(tallies: Tally[], ms: number): string {
  const sum = (
    name: "schedules" | "compared" | "commands" | "faults" | "calls" | "sends" | "messages" | "violations",
  ) =>
    tallies.reduce(
      (total, tally) => total + (name === "violations" ? tally.violations.length : tally[name]),
      0,
    );
  const ends = tallies.flatMap((tally) => Object.entries(tally.ends));
  const byEnd = [...Map.groupBy(ends, ([status]) => status)].map(
    ([status, counts]) => `${counts.reduce((total, [, count]) => total + count, 0)} ${status}`,
  );
  return [
    `Simulation: ${sum("schedules")} schedules (seeds ${tallies.map((one) => one.seed).join(", ")}), ${Math.round(ms / 1000)} s`,
    `  ${sum("commands")} commands, ${sum("faults")} faults, ${sum("calls")} calls of providers, ${sum("sends")} mails taken`,
    `  ${sum("compared")} of them also with several crons and consumers at once: the same mails`,
    `  ${sum("messages")} messages: ${byEnd.join(", ")}`,
    `  ${tallies[0]?.invariants} invariants checked after each schedule, violations ${sum("violations")}`,
  ].join("\n");
}
