import { createExecutionContext, createMessageBatch, env, getQueueResult } from "cloudflare:test";
import fc from "fast-check";
import { expect, it } from "vitest";
import { handleBatch } from "../../queue/index.ts";
import { type Bench, createContexts } from "../../testing/simulation/bench.ts";
import { schedules } from "../../testing/simulation/commands.ts";
import { runSchedule } from "../../testing/simulation/run-schedule.ts";
import { stories } from "../../testing/simulation/stories.ts";

/**
 * The schedules that `scripts/simulation.test.ts` runs by the ten thousand, by the hundred over workerd, its D1 and its queue.
 * `SEED` of a failing run is printed; the environment of workerd is not that of the shell, so it is put in here to replay.
 */
const seed = 20_261_122;
const count = 40;

const bench: Bench = {
  database: env.DB,
  context: createContexts(env.DB),
  async historyLength() {
    const row = await env.DB.prepare("SELECT coalesce(max(seq), 0) AS seq FROM history").first<{
      seq: number;
    }>();
    return row?.seq ?? 0;
  },
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

it.each(stories.filter((_, at) => at % 12 === 0))("keeps every promise: %s", async (_, schedule) => {
  expect((await runSchedule(bench, schedule)).violations).toEqual([]);
});

it(`keeps every promise through ${count} schedules of faults on workerd and D1 (seed ${seed})`, async () => {
  let sends = 0;
  let faults = 0;
  await fc.assert(
    fc.asyncProperty(schedules(8), async (schedule) => {
      const outcome = await runSchedule(bench, schedule);
      sends += outcome.sends;
      faults += outcome.faults;
      expect(outcome.violations).toEqual([]);
    }),
    { seed, numRuns: count },
  );
  console.log(
    `Simulation on workerd: ${count} schedules (seed ${seed}), ${faults} faults, ${sends} mails taken, violations 0`,
  );
  expect(sends).toBeGreaterThan(count);
}, 600_000);
