import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { shopperWhoLeft } from "../../testing/shoppers.ts";
import { guardDatabase } from "../../testing/simulation/guard-database.ts";
import { World } from "../../testing/world.ts";
import { abandonCarts } from "./abandon-carts.ts";
import { enqueueDueMessages } from "./enqueue-due-messages.ts";

/** The real D1, that counts what it reads and what is asked of it. */
function countingDatabase() {
  const used = { trips: 0, rowsRead: 0, statements: 0, parameters: 0 };
  const guarded = guardDatabase(env.DB, (sql, run) => {
    used.trips++;
    used.statements += sql.split(";\n").length;
    used.parameters = Math.max(used.parameters, ...sql.split(";\n").map((one) => one.split("?").length - 1));
    return run().then((result) => {
      for (const one of [result].flat()) used.rowsRead += rowsReadOf(one);
      return result;
    });
  });
  return { used, binding: guarded };
}

const rowsReadOf = (result: unknown) =>
  (result as { meta?: { rows_read?: number } } | null)?.meta?.rows_read ?? 0;

/** Carts that nobody will look at: bought, of other shoppers, through the years. */
async function storeClosedCarts(from: number, to: number): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, created_at,
      observed_at, active_at, closed_at)
    WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1)
    SELECT 'cart_old_' || i, 'store_other', 'shopper_' || i, 'completed', '[]', 0, 'GBP', 100, '', 1, 1, 1, 1 FROM n`,
  )
    .bind(from, to)
    .run();
}

describe("the sweep", () => {
  it("reads as much for what is due whether ten thousand carts are stored or a million", async () => {
    const read: { rows: number; ms: number }[] = [];
    const world = await World.create();
    let stored = 0;
    for (const many of [10_000, 1_000_000]) {
      for (; stored < many; stored += Math.min(100_000, many - stored)) {
        await storeClosedCarts(stored, stored + Math.min(100_000, many - stored));
      }
      await shopperWhoLeft(world, `ada${many}@example.com`);
      world.now += 31 * 60_000;
      const { used, binding } = countingDatabase();
      world.env = { ...world.env, DB: binding };
      // The sweep as crons run it: the first finds the cart, the others find nothing.
      const began = performance.now();
      expect((await abandonCarts(world.context())).carts).toBe(1);
      for (let run = 0; run < 20; run++) {
        await abandonCarts(world.context());
        await enqueueDueMessages(world.context());
      }
      read.push({ rows: used.rowsRead, ms: performance.now() - began });
      world.env = { ...world.env, DB: env.DB };
    }
    const [small, large] = read;
    const ratio = (large?.ms ?? 0) / (small?.ms ?? 1);
    console.log(`Sweep: ${small?.rows} and ${large?.rows} rows read, time ratio ${ratio.toFixed(2)}`);
    expect(large?.rows).toBe(small?.rows);
    expect(large?.rows).toBeGreaterThan(0);
  }, 300_000);
});

describe("a backlog of messages that are due", () => {
  it("drains in batches within what the platform allows", async () => {
    const backlog = 120;
    // They all come from one network here.
    const world = await World.create({ env: { FORM_LIMIT: undefined } as never });
    for (let at = 0; at < backlog; at++) await shopperWhoLeft(world, `shopper${at}@example.com`);
    world.now += 31 * 60_000;
    await world.runCron();
    world.now += 61 * 60_000;
    const most = { statements: 0, parameters: 0 };
    const counted = async (work: () => Promise<unknown>) => {
      const { used, binding } = countingDatabase();
      world.env = { ...world.env, DB: binding };
      await work();
      most.statements = Math.max(most.statements, used.statements);
      most.parameters = Math.max(most.parameters, used.parameters);
    };
    for (let minute = 0; minute < backlog / 100 + 1; minute++) {
      world.now += 60_000;
      await counted(() => world.runCron());
      // As many as a consumer is given at once (wrangler.toml).
      while (world.queued.length > 0) await counted(() => world.deliver(world.queued.splice(0, 10)));
    }
    const open = await env.DB.prepare(
      "SELECT count(*) AS n FROM recovery_messages WHERE step = 1 AND status IN ('scheduled', 'claimed', 'sending')",
    ).first<{ n: number }>();
    console.log(
      `Backlog of ${backlog}: at most ${most.statements} statements and ${most.parameters} parameters`,
    );
    expect(open?.n).toBe(0);
    expect(world.resend.accepted.length).toBe(backlog);
    expect(most.statements).toBeLessThan(1_000);
    expect(most.parameters).toBeLessThanOrEqual(100);
  }, 300_000);
});
