import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import * as schema from "./db/schema.ts";
import type { Clock } from "./domain/clock.ts";
import { createKeyRing, type KeyRing } from "./domain/keys.ts";
import { createTurns } from "./domain/turns.ts";
import { type Config, readConfig } from "./env.ts";
import { consoleLog, type Log } from "./log.ts";
import type { QueueBody } from "./wire/queue-body.ts";

export type Database = DrizzleD1Database<typeof schema> & { $client: D1Database };

/** The tool belt: built once per event, first argument of every service. */
export interface Context {
  db: Database;
  /** The time, in epoch ms. Nothing else in the worker asks what time it is. */
  now: Clock;
  /** How the outside world is reached: origins, mail APIs. */
  fetch: typeof fetch;
  log: Log;
  pace?: Pace;
  queue: Queue<QueueBody>;
  /** Stands for the set of stores this worker serves: what is remembered of stores is remembered for it. */
  stores: object;
  /** Vars and secrets. Throws, naming what is missing, at the first use and not before: a page needs none of them. */
  readonly config: Config;
  readonly keys: KeyRing;
  /** Work that the answer does not wait for. Its failure is logged, never thrown. */
  defer(name: string, work: Promise<unknown>): void;
}

/** Waits, so that calls to one provider are not closer together than its limit allows. */
export type Pace = (provider: string, perSecond: number | null) => Promise<void>;

/** What differs between the deployed worker and a test or the playground: the clock and the outside world. */
export interface Surroundings {
  now: Clock;
  fetch: typeof fetch;
  log: Log;
  /** Left out where time is turned by hand: nothing waits there. */
  pace?: Pace;
}

export const realSurroundings: Surroundings = {
  now: () => Date.now(),
  fetch: (input, init) => fetch(input, init),
  log: consoleLog,
  pace: createPace(),
};

/** Turns are taken by this machine's clock, and by all that this isolate sends. */
function createPace(): Pace {
  const turns = createTurns();
  return async (provider, perSecond) => {
    if (perSecond === null) return;
    const wait = turns.take(provider, perSecond, Date.now());
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  };
}

const databases = new WeakMap<D1Database, Database>();

/** Building it reads the whole schema: most of what a page would cost. Once for each binding is enough. */
function databaseOf(binding: D1Database | undefined): Database {
  const known = binding && databases.get(binding);
  if (known) return known;
  // A binding that is missing fails where it is used, not here: a page needs none.
  const database = drizzle(binding as D1Database, { schema });
  if (binding) databases.set(binding, database);
  return database;
}

const keyRings = new WeakMap<Config, KeyRing>();

export function createContext(
  env: Env,
  surroundings: Surroundings,
  execution: Pick<ExecutionContext, "waitUntil">,
): Context {
  return new EventContext(env, surroundings, execution);
}

/** A class, because each request has one: getters of a literal are made anew each time, and cost more than all else here. */
class EventContext implements Context {
  readonly db: Database;
  readonly now: Clock;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly pace?: Pace;
  readonly queue: Queue<QueueBody>;
  readonly stores: object;
  readonly defer: Context["defer"];
  readonly #env: Env;

  constructor(
    env: Env,
    { now, fetch, log, pace }: Surroundings,
    execution: Pick<ExecutionContext, "waitUntil">,
  ) {
    this.#env = env;
    this.now = now;
    this.fetch = fetch;
    this.log = log;
    if (pace) this.pace = pace;
    this.db = databaseOf(env.DB);
    this.queue = env.RECOVERY_QUEUE as Queue<QueueBody>;
    this.stores = env.DB;
    this.defer = (name, work) => execution.waitUntil(work.catch((error) => log.error(name, error)));
  }

  get config(): Config {
    return readConfig(this.#env);
  }

  get keys(): KeyRing {
    const { config } = this;
    let ring = keyRings.get(config);
    if (!ring) {
      ring = createKeyRing(config.ENCRYPTION_KEYS, config.ADDRESS_HASH_KEY);
      keyRings.set(config, ring);
    }
    return ring;
  }
}
