import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { handleBatch } from "../../queue/index.ts";
import { type Bench, createContexts, emptyingOf, forgetHistory } from "../../testing/simulation/bench.ts";
import { schedules } from "../../testing/simulation/commands.ts";
import { rememberLength } from "../../testing/simulation/remember-length.ts";
import { runSchedule } from "../../testing/simulation/run-schedule.ts";
import { findDifferences } from "../../testing/simulation/simultaneous.ts";
import { compared, stories } from "../../testing/simulation/stories.ts";

/**
 * The same stories, commands and invariants that `scripts/simulation.test.ts` runs by the ten thousand, by the hundred over workerd, its
 * D1 and its queue.
 * `SEED` of a failing run is printed; the environment of workerd is not that of the shell, so it is put in here to replay.
 */
const seed = 20_261_122;
const count = 100;

const { database, historyLength } = rememberLength(env.DB, async () => {
  const length = env.DB.prepare("SELECT coalesce(max(seq), 0) AS seq FROM history");
  return (await length.first<number>("seq")) ?? 0;
});
const bench: Bench = {
  database,
  historyLength,
  empty: emptyingOf(database),
  seed() {},
  context: createContexts(database),
  settle: () => new Promise((resolve) => setTimeout(resolve, 0)),
  async deliver(ctx, bodies) {
    const batch = createMessageBatch(
      "cartwright-recovery",
      bodies.map((body, at) => ({ id: String(at), timestamp: new Date(ctx.now()), attempts: 1, body })),
    );
    await handleBatch(ctx, batch);
    const { retryMessages } = await getQueueResult(batch, createExecutionContext());
    return retryMessages.flatMap(({ msgId }) => bodies[Number(msgId)] ?? []);
  },
};

afterAll(() => forgetHistory(env.DB));

const told = stories.filter(([, { turns }], at) => at % 8 === 0 || turns === compared);

it(`keeps every promise in ${told.length} of ${stories.length} stories on workerd and D1`, async () => {
  for (const [name, schedule] of told) {
    expect((await runSchedule(bench, schedule)).violations, name).toEqual([]);
    if (schedule.turns === compared) expect(await findDifferences(bench, schedule), name).toEqual([]);
  }
  console.log(`Simulation on workerd: ${told.length} of ${stories.length} stories, violations 0`);
}, 600_000);

it(`keeps every promise through ${count} schedules of faults on workerd and D1 (seed ${seed})`, async () => {
  const sum = { commands: 0, faults: 0, calls: 0, sends: 0, messages: 0 };
  await fc.assert(
    fc.asyncProperty(schedules(8), async (schedule) => {
      const outcome = await runSchedule(bench, schedule);
      for (const name of ["commands", "faults", "calls", "sends", "messages"] as const)
        sum[name] += outcome[name];
      expect(outcome.violations).toEqual([]);
    }),
    { seed, numRuns: count },
  );
  console.log(
    `Simulation on workerd: ${count} schedules (seed ${seed}), ${sum.commands} commands, ${sum.faults} faults, ${sum.calls} calls of providers, ${sum.sends} mails taken, ${sum.messages} messages, violations 0`,
  );
  expect(sum.sends).toBeGreaterThan(count);
}, 600_000);
