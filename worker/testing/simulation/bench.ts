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

/** Empties every table, in one round trip; before the first time it makes the tables and triggers of the history. */
export function emptyingOf(database: D1Database): Bench["empty"] {
  let deletions: D1PreparedStatement[] | undefined;
  return async () => {
    deletions ??= await prepareDeletions(database);
    await database.batch(deletions);
  };
}

async function prepareDeletions(database: D1Database): Promise<D1PreparedStatement[]> {
  await database.batch(historySchema.map((statement) => database.prepare(statement)));
  const { results } = await database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'd1\\_%' ESCAPE '\\' ORDER BY name = 'history'",
    )
    .all<{ name: string }>();
  return results.map(({ name }) => database.prepare(`DELETE FROM ${name}`));
}

/** Leaves nothing of the history in a database that others use afterwards. */
export async function forgetHistory(database: D1Database): Promise<void> {
  const { results } = await database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'history\\_%' ESCAPE '\\'")
    .all<{ name: string }>();
  const triggers = results.map(({ name }) => database.prepare(`DROP TRIGGER ${name}`));
  await database.batch([...triggers, database.prepare("DROP TABLE IF EXISTS history")]);
}
