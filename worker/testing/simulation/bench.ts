import { DrizzleD1Database, SQLiteD1Session } from "drizzle-orm/d1";
import { type Context, createContext, type Database, type Surroundings } from "../../context.ts";
import type { QueueBody } from "../../wire/queue-body.ts";
import { historySchema } from "./history.ts";
import { createQuickDialect } from "./quick-dialect.ts";

/** What a process is given instead of the platform's own. */
export interface Belongings extends Surroundings {
  database: D1Database;
  queue: Queue<QueueBody>;
}

/** Where a simulation runs: over a SQLite in memory for breadth, or over workerd's D1 for the proof that it is the same. */
export interface Bench {
  database: D1Database;
  /** Makes the database as it is after its migrations, with a history that has not begun. */
  empty(): Promise<void>;
  /** From here on chance follows from this number, where the platform can be made to. */
  seed(seed: number): void;
  context(belongings: Belongings): Context;
  /** How far the history has come. */
  historyLength(): Promise<number>;
  /** Gives what has been begun the time to come to its next step. */
  settle(): Promise<void>;
  /** Hands a batch to the queue's own entrance. @returns what is to come again */
  deliver(ctx: Context, bodies: QueueBody[]): Promise<QueueBody[]>;
}

const key = btoa("a key of thirty-two bytes always");

export const simulatedEnv = {
  ENCRYPTION_KEYS: `k1:${key}`,
  ADDRESS_HASH_KEY: key,
  RESEND_API_KEY: "re_test",
  POSTMARK_SERVER_TOKEN: "pm_test",
  BREVO_API_KEY: "bv_test",
};

/** Contexts over one env, so that keys are derived once and not for every process. */
export function createContexts(database: D1Database): Bench["context"] {
  const env = { ...simulatedEnv, DB: database } as unknown as Env;
  const shared = createContext(env, idle, { waitUntil() {} });
  const { config, keys } = shared;
  return ({ database: own, ...belongings }) => ({
    ...shared,
    config,
    keys,
    ...belongings,
    db: databaseOver(own),
  });
}

/** One for all: it remembers the names of all columns, and would have to read them anew for every process. */
const dialect = createQuickDialect();

function databaseOver(client: D1Database): Database {
  const session = new SQLiteD1Session(client, dialect, undefined);
  const database = new DrizzleD1Database("async", dialect, session as never, undefined);
  return Object.assign(database, { $client: client }) as unknown as Database;
}

const idle: Surroundings = {
  now: () => 0,
  fetch: async () => new Response(null, { status: 503 }),
  log: { info() {}, error() {} },
};

/** The tables and triggers of the history, and the emptying of every table, in as few round trips as can be. */
export async function emptyDatabase(database: D1Database): Promise<void> {
  await database.batch(historySchema.map((statement) => database.prepare(statement)));
  const { results } = await database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'd1\\_%' ESCAPE '\\' ORDER BY name = 'history'",
    )
    .all<{ name: string }>();
  await database.batch(results.map(({ name }) => database.prepare(`DELETE FROM ${name}`)));
}
