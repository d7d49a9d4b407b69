import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { type Changed, changedBy, mutantPlugin } from "./mutants/apply-mutant.ts";
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
 * Takes each guard out of the engine in turn and sees whether the simulation notices. First the story that the mutant names,
 * then all of them, then schedules of a fixed seed for what no story has caught.
 */
export async function mutate(
  which: readonly Mutant[] = mutants,
  { seed = 20_261_122, schedules = 300 } = {},
  report: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  // All anchors are looked for before anything runs.
  const left = which.map((mutant) => ({ ...mutant, changed: changedBy(root, mutant) }));
  const verdicts = new Map<string, Verdict>();
  const work = async () => {
    let changed: Changed = new Map();
    const bundle = await bundleSimulation([mutantPlugin(() => changed)]);
    try {
      for (let next = left.shift(); next; next = left.shift()) {
        changed = next.changed;
        await bundle.rebuild();
        const { name, shownBy: first } = next;
        const { violations } = await simulate(bundle.file, { seed, schedules, first, shrink: false });
        const verdict = { name, caughtBy: violations[0] ?? null };
        verdicts.set(name, verdict);
        report(verdict);
      }
    } finally {
      await bundle.remove();
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return which.flatMap(({ name }) => verdicts.get(name) ?? []);
}

/** One line of the table. */
export function describeVerdict({ name, caughtBy }: Verdict): string {
  const by = caughtBy?.replaceAll(/(message|cart|coupon)_\w+/g, "a $1").replaceAll(/\s+/g, " ");
  return by === undefined ? `✗ ${name}: SURVIVED` : `✓ ${name}: ${by.slice(0, 240)}`;
}

export function describeSum(verdicts: readonly Verdict[], ms: number): string {
  const survivors = verdicts.filter(({ caughtBy }) => caughtBy === null);
  const caught = verdicts.length - survivors.length;
  return `Mutants: ${verdicts.length}, caught ${caught}, survived ${survivors.length} (${Math.round(ms / 1000)} s)`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = Date.now();
  const named = process.argv.slice(2).join(" ");
  const chosen = mutants.filter(({ name }) => name.includes(named));
  const verdicts = await mutate(chosen, {}, (verdict) => console.log(describeVerdict(verdict)));
  console.log(`\n${describeSum(verdicts, Date.now() - began)}`);
  process.exitCode = verdicts.some(({ caughtBy }) => caughtBy === null) ? 1 : 0;
}
