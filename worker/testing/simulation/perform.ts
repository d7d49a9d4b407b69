import { runCron } from "../../cron/index.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { act } from "./act.ts";
import { backUp, restore } from "./backup.ts";
import type { Command, Delivery } from "./commands.ts";
import type { Process } from "./process.ts";
import type { SimulatedWorld } from "./simulated-world.ts";

/** Does one command of a schedule. */
export async function perform(world: SimulatedWorld, command: Command): Promise<void> {
  world.counts.commands++;
  // No two things happen in the same millisecond.
  world.now += 7;
  switch (command.do) {
    case "pass":
      world.now += command.minutes * 60_000;
      return;
    case "next":
      await toNext(world);
      return;
    case "run":
      return run(world, command);
    case "provider":
      world.accounts.moods[command.store] = command.mood;
      return;
    case "remember":
      return backUp(world);
    case "restore":
      return restore(world);
    default: {
      const process = world.process(`${command.do} in store ${command.store}`);
      await world.turns.together([process], (one) => settled(world, one, () => act(world, one, command)));
    }
  }
}

/** Turns the clock to when anything is due next, and lets a cron and a consumer work there. */
export async function toNext(world: SimulatedWorld): Promise<boolean> {
  const [row] = await world.rows<{ at: number | null }>(nextDue);
  if (row?.at == null && world.queue.length === 0) return false;
  world.now = Math.max(world.now + 1_000, row?.at ?? 0);
  await runOnce(world);
  return true;
}

const nextDue = `SELECT min(at) AS at FROM (SELECT min(idle_at) AS at FROM carts
  UNION ALL SELECT min(max(due_at, coalesce(lease_until, 0))) FROM recovery_messages WHERE status = 'scheduled'
  UNION ALL SELECT min(lease_until) FROM recovery_messages WHERE status IN ('claimed', 'sending'))`;

/** A cron, and then a consumer for what it put into the queue. */
export async function runOnce(world: SimulatedWorld): Promise<void> {
  const cron = world.process("cron");
  await world.turns.together([cron], (one) => settled(world, one, () => runCron(one.context)));
  await consume(world, [world.process("consumer")], [world.queue.splice(0)], []);
}

/** A cron finds what a consumer that stands still has held for too long; another consumer is about to take it up. */
export async function takeUp(world: SimulatedWorld): Promise<{ process: Process; run(): Promise<void> }[]> {
  const cron = world.process("cron");
  await world.turns.together([cron], (one) => settled(world, one, () => runCron(one.context)));
  const process = world.process("consumer");
  const bodies = world.queue.splice(0);
  const work = async () => void world.queue.push(...(await world.bench.deliver(process.context, bodies)));
  return bodies.length === 0 ? [] : [{ process, run: () => settled(world, process, work) }];
}

async function run(world: SimulatedWorld, command: Extract<Command, { do: "run" }>): Promise<void> {
  const { crons, consumers, delivery, beside, troubles, skew } = command;
  const hands = Array.from({ length: consumers }, (_, at) =>
    world.process("consumer", troubles[at] ?? null, -skew),
  );
  const others = Array.from({ length: crons }, (_, at) =>
    world.process("cron", troubles[2 - at] ?? null, skew),
  );
  const works = others.map((process) => [process, () => runCron(process.context)] as const);
  if (beside) {
    const process = world.process(`${beside.do} in store ${beside.store}`, troubles[3] ?? null);
    works.push([process, () => act(world, process, beside) as Promise<never>]);
  }
  await consume(world, hands, deal(world, hands.length, delivery), works);
}

/** Which bodies each consumer is given. What is dropped is lost to the queue for ever. */
function deal(world: SimulatedWorld, consumers: number, delivery: Delivery): QueueBody[][] {
  if (consumers === 0) return [];
  const bodies = world.queue.splice(0);
  if (delivery === "reordered") bodies.reverse();
  // A due message is found again; an order or an unsubscribe exists nowhere else, and Queues promise to deliver it.
  const kept = bodies.filter(({ kind }, at) => delivery !== "dropped" || at % 2 === 1 || kind !== "deliver");
  const crossed = delivery === "crossed" ? kept.map((body) => withOtherStore(world, body)) : [];
  return Array.from({ length: consumers }, (_, hand) =>
    delivery === "twice"
      ? [...kept]
      : [...kept.filter((_, at) => at % consumers === hand), ...(hand === 0 ? crossed : [])],
  );
}

function withOtherStore(world: SimulatedWorld, body: QueueBody): QueueBody {
  const other = world.stores[1 - world.storeOf(body.storeId)];
  return body.kind === "deliver" && other ? { ...body, storeId: other.id } : body;
}

type Work = readonly [Process, () => Promise<unknown>];

/** What a consumer did not acknowledge, because it failed or died, is in the queue again. */
async function consume(
  world: SimulatedWorld,
  hands: Process[],
  batches: QueueBody[][],
  beside: Work[],
): Promise<void> {
  const open = new Map(hands.map((hand, at) => [hand, batches[at] ?? []]));
  const works: Work[] = [
    ...beside,
    ...hands
      .filter((hand) => open.get(hand)?.length)
      .map(
        (hand): Work => [
          hand,
          async () => open.set(hand, await world.bench.deliver(hand.context, open.get(hand) ?? [])),
        ],
      ),
  ];
  const workOf = new Map(works);
  await world.turns.together(
    works.map(([process]) => process),
    (process) => settled(world, process, workOf.get(process) ?? (async () => {})),
  );
  for (const bodies of open.values()) world.queue.push(...bodies);
}

/** What a process throws goes no further than it would on the platform: the invocation has failed. */
async function settled(world: SimulatedWorld, process: Process, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    world.log.error("process.failed", error, { process: process.name });
    if (process.trouble === null && !process.hasStalled)
      world.surprises.push(`${process.name} failed: ${error}`);
  }
}
