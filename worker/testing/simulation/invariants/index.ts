import type { SimulatedWorld } from "../simulated-world.ts";
import { ending } from "./ending.ts";
import { gatherEvidence } from "./evidence.ts";
import { money } from "./money.ts";
import { permission } from "./permission.ts";
import { sending } from "./sending.ts";

/**
 * What must hold after any schedule of faults, judged by the providers' own log and a history that the database wrote itself.
 * I10 is looked at beside these, by running a schedule twice (`simultaneous.ts`). Not here: I19, the shop's own pages, which is proven
 * where they pass (`http/storefront/fail-open.test.ts`). docs/recovery.md tells which promise is checked where.
 */
export const invariants = [...sending, ...permission, ...money, ...ending];

/** @returns what did not hold, in sentences that begin with the invariant's name; none when all did */
export async function findViolations(world: SimulatedWorld, isAtRest: boolean): Promise<string[]> {
  const evidence = await gatherEvidence(world, isAtRest);
  const found = [];
  for (const { id, name, look } of invariants) {
    for (const sentence of await look(evidence)) found.push(`${id} ${name}: ${sentence}`);
  }
  return found;
}
