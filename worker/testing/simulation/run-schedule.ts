import type { Bench } from "./bench.ts";
import type { Schedule } from "./commands.ts";
import { isTaken } from "./invariants/evidence.ts";
import { findViolations } from "./invariants/index.ts";
import { perform, takeUp, toNext } from "./perform.ts";
import { SimulatedWorld } from "./simulated-world.ts";

export interface Outcome {
  violations: string[];
  /** Which mails were taken: of which store, to whom, about which cart, which step. In the order of the alphabet. */
  mails: string[];
  commands: number;
  faults: number;
  calls: number;
  sends: number;
  messages: number;
  /** How the messages ended, by status. */
  ends: Record<string, number>;
}

/** More rounds than this no schedule needs to come to rest: each message waits a few times for a night or a provider. */
const mostRounds = 150;

/**
 * Runs a schedule: first everything in it, with all that goes wrong; then, with nothing going wrong any more, until the engine
 * is at rest. Then looks at what the mail providers and the database saw.
 */
export async function runSchedule(bench: Bench, schedule: Schedule, hands = 1): Promise<Outcome> {
  const world = await SimulatedWorld.open(bench, schedule);
  world.hands = hands;
  world.onStall = () => takeUp(world);
  for (const command of schedule.commands) await perform(world, command);
  const isAtRest = await comeToRest(world);
  const violations = await findViolations(world, isAtRest);
  const messages = await world.rows<{ id: string; step: number; status: string; cart: number }>(
    `SELECT id, step, status, (SELECT count(*) FROM carts AS before WHERE before.created_at <=
      (SELECT created_at FROM carts WHERE carts.id = cart_id)) AS cart FROM recovery_messages`,
  );
  const nameOf = new Map(messages.map(({ id, step, cart }) => [id, `step ${step} about cart ${cart}`]));
  const ends: Record<string, number> = {};
  for (const { status } of messages) ends[status] = (ends[status] ?? 0) + 1;
  const { calls } = world.accounts;
  return {
    violations,
    mails: calls
      .filter(isTaken)
      .map(({ store, to, messageId }) => `store ${store} to ${to}: ${nameOf.get(messageId)}`)
      .sort(),
    commands: world.counts.commands,
    faults:
      world.counts.faults + calls.filter(({ outcome, isTold }) => outcome !== "taken" || !isTold).length,
    calls: calls.length,
    sends: calls.filter(({ outcome }) => outcome === "taken").length,
    messages: messages.length,
    ends,
  };
}

/** Faults end; stores that were paused go on. @returns whether nothing was left to do in time */
async function comeToRest(world: SimulatedWorld): Promise<boolean> {
  world.accounts.moods.fill("well");
  for (const store of [0, 1] as const) {
    if (world.stores[store]?.paused) await perform(world, { do: "pause", store, on: false });
    if (world.stores[store]?.trackingLost) await perform(world, { do: "lose-track", store, on: false });
  }
  for (let round = 0; round < mostRounds; round++) {
    if (!(await toNext(world))) return true;
  }
  return false;
}
