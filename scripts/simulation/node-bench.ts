import type { D1Database, MessageBatch } from "@cloudflare/workers-types";
import { handleBatch } from "../../worker/queue/index.ts";
import { type Bench, createContexts } from "../../worker/testing/simulation/bench.ts";
import { historySchema } from "../../worker/testing/simulation/history.ts";
import type { QueueBody } from "../../worker/wire/queue-body.ts";
import { SqliteD1 } from "./sqlite-d1.ts";

/** The engine's services and SQL over a SQLite in memory. */
export function createNodeBench(migrations: string, seed: Bench["seed"]): Bench & { d1: SqliteD1 } {
  const d1 = new SqliteD1(migrations, historySchema);
  const database = d1.binding as unknown as D1Database;
  let asking: ReturnType<SqliteD1["sqlite"]["prepare"]> | undefined;
  let known = { writes: -1, length: 0 };
  return {
    d1,
    database,
    empty: async () => d1.putBack(),
    seed,
    context: createContexts(database),
    async historyLength() {
      asking ??= d1.sqlite.prepare("SELECT coalesce(max(seq), 0) AS seq FROM history");
      const { writes } = d1;
      if (known.writes !== writes) known = { writes, length: Number(asking.get()?.seq) };
      return known.length;
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    async deliver(ctx, bodies) {
      const again = new Set<QueueBody>();
      const messages = bodies.map((body, at) => ({
        id: String(at),
        timestamp: new Date(ctx.now()),
        attempts: 1,
        body,
        ack() {},
        retry: () => void again.add(body),
      }));
      await handleBatch(ctx, { queue: "cartwright-recovery", messages } as unknown as MessageBatch<unknown>);
      return [...again];
    },
  };
}
