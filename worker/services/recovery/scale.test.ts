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

/** What one invocation asks of the platform: of the database, and of the queue. */
async function invocation(world: World, work: () => Promise<unknown>) {
  const { used, binding } = countingDatabase();
  const calls: { messages: number; bytes: number }[] = [];
  const before = world.env;
  const sendBatch = async (messages: { body: never }[]) => {
    calls.push({ messages: messages.length, bytes: JSON.stringify(messages).length });
    world.queued.push(...messages.map(({ body }) => body));
  };
  world.env = { ...before, DB: binding, RECOVERY_QUEUE: { sendBatch } } as unknown as Env;
  await work();
  world.env = before;
  return { ...used, calls };
}

const small = "store_small";

/** The second store of these tests: nothing is known of it but its name. */
async function addSmallStore(): Promise<string> {
  const id = (await env.DB.prepare("SELECT id FROM stores").first<string>("id")) ?? "";
  await env.DB.prepare(
    `INSERT INTO stores (id, name, platform, shop_url, origin, settings, created_at, updated_at)
    SELECT ?, name, platform, shop_url, origin, settings, 0, 0 FROM stores`,
  )
    .bind(small)
    .run();
  return id;
}

const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)";

/** Carts of anonymous shoppers that became idle long ago. */
async function storeIdleCarts(storeId: string, count: number, idleAt: number): Promise<void> {
  await env.DB.prepare(
    `${numbers} INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, created_at,
      observed_at, active_at, idle_at)
    SELECT 'cart_' || ?2 || i, ?2, 'shopper_' || i, 'active', '[]', 1, 'GBP', 100, '', 1, 1, 1, ?3 FROM n`,
  )
    .bind(count, storeId, idleAt)
    .run();
}

/** Messages that are due, of carts that nobody knows of any more. */
async function storeDueMessages(storeId: string, count: number, dueAt: number): Promise<void> {
  await env.DB.prepare(
    `${numbers} INSERT INTO recovery_messages (id, store_id, cart_id, contact_id, address_hash, step, channel, plan, status,
      planned_at, due_at, created_at)
    SELECT 'message_' || ?2 || i, ?2, 'cart_' || ?2 || i, '', '', 1, 'email', '{}', 'scheduled', ?3, ?3, ?3 FROM n`,
  )
    .bind(count, storeId, dueAt)
    .run();
}

const countWhere = async (sql: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first<number>("n")) ?? 0;

/** https://developers.cloudflare.com/d1/platform/limits/ and https://developers.cloudflare.com/queues/platform/limits/ */
function expectWithinLimits({ statements, parameters, calls }: Awaited<ReturnType<typeof invocation>>): void {
  expect(statements).toBeLessThan(1_000);
  expect(parameters).toBeLessThanOrEqual(100);
  expect(Math.max(0, ...calls.map(({ messages }) => messages))).toBeLessThanOrEqual(100);
  expect(Math.max(0, ...calls.map(({ bytes }) => bytes))).toBeLessThan(256_000);
}

describe("a backlog of one store", () => {
  it("of carts takes few runs, each within the platform's limits, and another store's carts do not wait for it", async () => {
    const world = await World.create();
    const large = await addSmallStore();
    await storeIdleCarts(large, 12_000, world.now - 100_000);
    await storeIdleCarts(small, 30, world.now - 1);
    const first = await invocation(world, () => world.runCron());
    expectWithinLimits(first);
    expect(await countWhere("carts WHERE status = 'abandoned'")).toBe(10_000);
    expect(await countWhere(`carts WHERE status = 'abandoned' AND store_id = '${small}'`)).toBe(30);
    // In proportion to what was done.
    expect(first.rowsRead).toBeLessThan(10_000 * 12);
    expectWithinLimits(await invocation(world, () => world.runCron()));
    expect(await countWhere("carts WHERE status = 'active'")).toBe(0);
  }, 300_000);

  it("of messages waits in the database and not in the queue, in which the other store's are at once", async () => {
    const world = await World.create();
    const large = await addSmallStore();
    await storeDueMessages(large, 25_000, world.now - 100_000);
    await storeDueMessages(small, 30, world.now - 1);
    const first = await invocation(world, () => world.runCron());
    expectWithinLimits(first);
    expect(first.rowsRead).toBeLessThan(10_000 * 12);
    const queued = () => world.queued as { storeId: string; messageId: string }[];
    expect(queued()).toHaveLength(10_000);
    expect(queued().filter(({ storeId }) => storeId === small)).toHaveLength(30);
    // Consumers are slow: nothing is put there twice, and of the large store no more than there is room for.
    world.now += 60_000;
    expectWithinLimits(await invocation(world, () => world.runCron()));
    expect(queued()).toHaveLength(10_030);
    expect(new Set(queued().map(({ messageId }) => messageId)).size).toBe(10_030);
    // They have caught up.
    for (let minute = 0; minute < 3; minute++) {
      await env.DB.prepare(
        "UPDATE recovery_messages SET status = 'accepted' WHERE status = 'scheduled' AND lease_until IS NOT NULL",
      ).run();
      world.now += 60_000;
      expectWithinLimits(await invocation(world, () => world.runCron()));
    }
    expect(new Set(queued().map(({ messageId }) => messageId)).size).toBe(25_030);
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
