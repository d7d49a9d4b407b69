import { cronJobs, runCron } from "../../cron/index.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { act } from "./act.ts";
import { backUp, restore } from "./backup.ts";
import type { Command, Delivery, ShopperCommand } from "./commands.ts";
import type { Process, Trouble } from "./process.ts";
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
      await toNext(world, command.trouble ?? null);
      return;
    case "run":
      return run(world, command);
    case "provider":
      world.accounts.moods[command.store] = command.mood;
      return;
    case "remember":
      return backUp(world);
    case "restore":
      return restore(world, world.process("restore"));
    default: {
      const process = world.process(nameOf(command));
      await changing(world, command, () =>
        world.turns.together([process], (one) => settled(world, one, () => act(world, one, command))),
      );
    }
  }
}

/** Turns the clock to when anything is due next, and lets a cron and a consumer work there. */
export async function toNext(world: SimulatedWorld, trouble: Trouble | null = null): Promise<boolean> {
  const [row] = await world.rows<{ at: number | null }>(nextDue);
  if (row?.at == null && world.queue.length === 0) return false;
  world.now = Math.max(world.now + 1_000, row?.at ?? 0);
  await runOnce(world, trouble);
  return true;
}

const nextDue = `SELECT min(at) AS at FROM (SELECT min(idle_at) AS at FROM carts
  UNION ALL SELECT min(max(due_at, coalesce(lease_until, 0))) FROM recovery_messages WHERE status = 'scheduled'
  UNION ALL SELECT min(lease_until) FROM recovery_messages WHERE status IN ('claimed', 'sending'))`;

/** A cron, and then a consumer for what it put into the queue. */
async function runOnce(world: SimulatedWorld, trouble: Trouble | null): Promise<void> {
  const those = <One>(make: (at: number) => One) => Array.from({ length: world.hands }, (_, at) => make(at));
  await world.turns.together(
    those(() => world.process("cron")),
    (one) => settled(world, one, () => runDueJobs(one)),
  );
  const bodies = world.queue.splice(0);
  const consumers = those((at) => world.process("consumer", at === 0 ? trouble : null));
  await consume(
    world,
    consumers,
    consumers.map(() => [...bodies]),
    [],
  );
}

/**
 * The jobs of a cron that have anything to do when it is quiet. All of them run in `run`; asking each time for what this
 * world does not know of, mails that shoppers ask for and merchants' webhooks, would be half of what a schedule costs.
 */
async function runDueJobs({ context, world }: Process): Promise<void> {
  const isHourly = new Date(world.now).getUTCMinutes() % 10 === 7;
  if (isHourly) return void (await runCron(context));
  for (const { name, run } of cronJobs) {
    if (name === "abandon-carts" || name === "enqueue-due-messages") await run(context);
  }
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
    const process = world.process(nameOf(beside), troubles[3] ?? null);
    works.push([process, () => act(world, process, beside) as Promise<never>]);
  }
  await changing(world, beside, () => consume(world, hands, deal(world, hands.length, delivery), works));
}

/** What is done, and in which store: nothing of it may reach the other. */
function nameOf(command: ShopperCommand): string {
  const isCrossed = command.do === "tell" && command.twist === "crossed";
  return `${command.do} in store ${isCrossed ? 1 - command.store : command.store}`;
}

/** Reads the store again that a merchant may have changed, also where the change broke off. */
async function changing(
  world: SimulatedWorld,
  command: ShopperCommand | null,
  work: () => Promise<void>,
): Promise<void> {
  const from = world.moment();
  await work();
  if (command !== null && ["set", "pause", "lose-track"].includes(command.do)) {
    await world.refresh(command.store, from);
  }
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
      : [...(hand === 0 ? crossed : []), ...kept.filter((_, at) => at % consumers === hand)],
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
