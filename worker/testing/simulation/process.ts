import type { Context } from "../../context.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { guardDatabase } from "./guard-database.ts";
import type { SimulatedWorld } from "./simulated-world.ts";

/**
 * What goes wrong in a process at its nth step (a round trip to the database, a call of the provider, a word to the queue):
 * it dies, it gets an error, or it stands still while the world goes on. `before` the step is done, or `after`.
 */
export interface Trouble {
  kind: "crash" | "fault" | "stall";
  step: number;
  side: "before" | "after";
}

/** Which witnessed rows a process wrote in one round trip: those above `from`, up to `to`. */
export interface Trip {
  from: number;
  to: number;
}

/** One invocation of the worker: an isolate that may die at any step and whose clock may be wrong. */
export class Process {
  readonly name: string;
  readonly world: SimulatedWorld;
  readonly skew: number;
  readonly trouble: Trouble | null;
  /** Up to where the history had come when it began, and after its latest round trip. */
  startedAt = 0;
  readonly trips: Trip[] = [];
  lastTripAt = 0;
  /** The world's moment at which it first asked the database. */
  startedMoment = 0;
  /** When it began, by the world's clock. */
  began = 0;
  steps = 0;
  isDead = false;
  isStalled = false;
  /** It once stood still for longer than a lease. */
  hasStalled = false;
  /** Those of its steps that wait for their turn. */
  readonly waiting: (() => void)[] = [];
  readonly context: Context;

  constructor(name: string, world: SimulatedWorld, trouble: Trouble | null, skew: number) {
    this.name = name;
    this.world = world;
    this.trouble = trouble;
    this.skew = skew;
    this.began = world.now;
    const put = async (bodies: QueueBody[]) =>
      this.step("queue", async () => void world.queue.push(...bodies));
    this.context = world.bench.context({
      database: guardDatabase(world.bench.database, (_sql, run) =>
        this.step("database", () => this.#trip(run)),
      ),
      queue: {
        send: async (body: QueueBody) => put([body]),
        sendBatch: async (messages: Iterable<{ body: QueueBody }>) => {
          const bodies = [...messages].map(({ body }) => body);
          if (bodies.length > 100) throw new Error("Queues take 100 messages in a batch");
          await put(bodies);
        },
      } as unknown as Queue<QueueBody>,
      now: () => world.now + this.skew,
      fetch: ((input: RequestInfo, init?: RequestInit) =>
        this.step("provider", () => world.answer(this, new Request(input, init)))) as typeof fetch,
      log: world.log,
    });
  }

  /** One step towards the outside: waits for its turn, and meets the trouble that is meant for it. */
  async step<Value>(where: "database" | "queue" | "provider", run: () => Promise<Value>): Promise<Value> {
    await this.world.turns.take(this);
    if (this.isDead) return never();
    this.steps++;
    const { trouble, world } = this;
    const isMet = trouble !== null && trouble.step === this.steps;
    if (isMet) world.counts.faults++;
    if (isMet && trouble.side === "before") await this.#meet(trouble, where);
    const value = await run();
    if (isMet && trouble.side === "after") await this.#meet(trouble, where);
    return value;
  }

  async #meet({ kind }: Trouble, where: string): Promise<void> {
    if (kind === "crash") {
      this.world.turns.bury(this);
      return never();
    }
    if (kind === "stall") return this.world.turns.stall(this);
    throw where === "database"
      ? new Error("D1_ERROR: Network connection lost.")
      : new TypeError(`the connection to the ${where} broke`);
  }

  async #trip<Value>(run: () => Promise<Value>): Promise<Value> {
    const from = await this.world.bench.historyLength();
    if (this.trips.length === 0) {
      this.startedAt = from;
      this.startedMoment = this.world.moment();
    }
    try {
      return await run();
    } finally {
      this.trips.push({ from, to: await this.world.bench.historyLength() });
      this.lastTripAt = this.world.now;
    }
  }
}

const never = () => new Promise<never>(() => {});
