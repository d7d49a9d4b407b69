import { type Context, createContext, realSurroundings } from "../context.ts";
import { runCron } from "../cron/index.ts";
import { handleBatch } from "../queue/index.ts";
import { guardDatabase } from "./simulation/guard-database.ts";

/**
 * The worker for a process that is to be killed: crons run when it is told to, at the time it is told. A store says by its id
 * where its messages' consumer stops for good and waits for the end: `store_keyed_claimed`, `store_keyless_permitted`.
 */
interface KillableEnv extends Env {
  /** Who is told that a consumer has come to its place, and takes the provider's calls. */
  WATCHER: string;
}

interface Turn {
  now: number;
  /** Whether consumers stop at their places. */
  stops: boolean;
}

let turn: Turn = { now: 0, stops: false };
const count = { queued: 0, handled: 0 };

const places: Record<string, RegExp> = {
  claimed: /update "recovery_messages" set[^;]*"lapses" = /i,
  permitted: /insert into send_attempts/i,
};

export default {
  /** Runs every cron, once; or, asked by GET, says how much of the queue was worked off. */
  async fetch(request: Request, env: KillableEnv): Promise<Response> {
    if (request.method === "GET") return Response.json(count);
    turn = await request.json<Turn>();
    return Response.json(await runCron(contextFor(env, env.DB)));
  },
  /** As many consumers at once as there are messages: the platform runs up to 250. */
  async queue(batch: MessageBatch<{ storeId: string }>, env: KillableEnv): Promise<void> {
    const outcomes = batch.messages.map(async (message) => {
      const place = turn.stops ? places[message.body.storeId.split("_")[2] ?? ""] : undefined;
      const ctx = contextFor(env, place ? stopAt(place, env) : env.DB);
      await handleBatch(ctx, { ...batch, queue: batch.queue, messages: [message] } as never);
      count.handled++;
    });
    await Promise.all(outcomes);
  },
};

function contextFor(env: KillableEnv, DB: D1Database): Context {
  const send = env.RECOVERY_QUEUE.sendBatch.bind(env.RECOVERY_QUEUE);
  const sendBatch: Queue["sendBatch"] = (messages, options) => {
    const all = [...messages];
    count.queued += all.length;
    return send(all, options);
  };
  const surroundings = {
    now: () => turn.now,
    log: realSurroundings.log,
    fetch: ((input: Request, init?: RequestInit) => {
      const { host, pathname } = new URL(input.url);
      return fetch(new URL(`/${host}${pathname}`, env.WATCHER), new Request(input, init));
    }) as typeof fetch,
  };
  const bindings = { ...env, DB, RECOVERY_QUEUE: { sendBatch } };
  return createContext(bindings as unknown as Env, surroundings, { waitUntil() {} });
}

/** The database, behind which nothing goes on once a statement like this was committed. */
function stopAt(place: RegExp, env: KillableEnv): D1Database {
  return guardDatabase(env.DB, async (sql, run) => {
    const result = await run();
    // Answered by nobody: the process ends in here.
    if (place.test(sql)) await fetch(new URL("/stopped", env.WATCHER), { method: "POST" });
    return result;
  });
}
