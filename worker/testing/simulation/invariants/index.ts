import type { SimulatedWorld } from "../simulated-world.ts";
import { ending } from "./ending.ts";
import { gatherEvidence } from "./evidence.ts";
import { permission } from "./permission.ts";
import { sending } from "./sending.ts";

/**
 * What must hold after any schedule of faults, judged by the providers' own log and a history that the database wrote itself.
 * I10 (simultaneous runs give the same set of mails as one) is looked at by running a schedule twice, in
 * `simulation.test.ts`. Not here: I18's coupons, which are proven with the incentives, and I19, the shop's own pages, which are proven where they pass
 * (`http/storefront/fail-open.test.ts`).
 */
export const invariants = [...sending, ...permission, ...ending];

/** @returns what did not hold, in sentences that begin with the invariant's name; none when all did */
export async function findViolations(world: SimulatedWorld, isAtRest: boolean): Promise<string[]> {
  const evidence = await gatherEvidence(world, isAtRest);
  const found = [];
  for (const { id, name, look } of invariants) {
    for (const sentence of await look(evidence)) found.push(`${id} ${name}: ${sentence}`);
  }
  return found;
}
