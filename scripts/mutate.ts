import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { applyMutant } from "./mutants/apply-mutant.ts";
import { guards } from "./mutants/guards.ts";
import { machinery } from "./mutants/machinery.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { bundleSimulation, simulate } from "./simulation/run-simulation.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

export const mutants: readonly Mutant[] = [...guards, ...machinery];

/** What became of a mutant: who caught it, or `null` when nothing did. */
export interface Verdict {
  name: string;
  caughtBy: string | null;
}

/**
 * Takes each guard out of the engine in turn and sees whether the simulation notices. First the stories, then schedules of a
 * fixed seed for what no story has caught.
 */
export async function mutate(
  which: readonly Mutant[] = mutants,
  { seed = 20_261_122, schedules = 300 } = {},
  report: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  // All anchors are looked for before anything runs.
  const plugins = which.map((mutant) => applyMutant(root, mutant));
  const verdicts: Verdict[] = [];
  const left = [...which.entries()];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, { name }] = next;
      const bundle = await bundleSimulation(plugins.slice(at, at + 1));
      try {
        const { violations } = await simulate(bundle.file, { seed, schedules, shrink: false });
        const verdict = { name, caughtBy: violations[0] ?? null };
        verdicts.push(verdict);
        report(verdict);
      } finally {
        bundle.remove();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return verdicts.sort(
    (a, b) => which.findIndex(({ name }) => name === a.name) - which.findIndex(({ name }) => name === b.name),
  );
}

/** One line of the table. */
export function describeVerdict({ name, caughtBy }: Verdict): string {
  return caughtBy === null
    ? `✗ ${name}\n    SURVIVED`
    : `✓ ${name}\n    ${caughtBy.replaceAll(/message_\w+/g, "a message")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = Date.now();
  const named = process.argv.slice(2).join(" ");
  const chosen = mutants.filter(({ name }) => name.includes(named));
  const verdicts = await mutate(chosen, {}, (verdict) => console.log(describeVerdict(verdict)));
  const survivors = verdicts.filter(({ caughtBy }) => caughtBy === null);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(
    `\nMutants: ${verdicts.length}, caught ${verdicts.length - survivors.length}, survived ${survivors.length} (${seconds} s)`,
  );
  process.exitCode = survivors.length > 0 ? 1 : 0;
}
