import { createContext, realSurroundings, type Surroundings } from "../worker/context.ts";
import { createWorker } from "../worker/create-worker.ts";
import { runCron } from "../worker/cron/index.ts";
import { handleBatch } from "../worker/queue/index.ts";
import type { PlaygroundCall, TurnedClock } from "./calls.ts";

/**
 * The worker as it runs on a laptop: the same code, with a clock that can be turned, telling the playground what its crons
 * and its queue did. The playground is reached through a binding that no deployed worker has.
 */
interface PlaygroundEnv extends Env {
  PLAYGROUND: Fetcher;
}

let clock: TurnedClock = { offset: 0, standing: null };

const surroundings: Surroundings = {
  ...realSurroundings,
  now: () => clock.standing ?? Date.now() + clock.offset,
};
const worker = createWorker(surroundings);

export default {
  async fetch(request: Request, env: PlaygroundEnv, execution: ExecutionContext): Promise<Response> {
    return worker.fetch(request, await turned(env), execution);
  },
  async scheduled(
    _event: ScheduledController,
    env: PlaygroundEnv,
    execution: ExecutionContext,
  ): Promise<void> {
    const jobs = await runCron(createContext(await turned(env), surroundings, execution));
    await call(env, { call: "cron-ran", jobs });
  },
  async queue(batch: MessageBatch, env: PlaygroundEnv, execution: ExecutionContext): Promise<void> {
    const handled = await handleBatch(createContext(await turned(env), surroundings, execution), batch);
    await call(env, { call: "queue-ran", handled });
  },
};

/** Sets the clock, and counts what is put into the queue so that the playground knows when it is empty again. */
async function turned(env: PlaygroundEnv): Promise<PlaygroundEnv> {
  clock = await call(env, { call: "read-clock" });
  const queue = env.RECOVERY_QUEUE;
  const counting: Pick<Queue, "send" | "sendBatch"> = {
    async send(body, options) {
      await call(env, { call: "queued", count: 1 });
      return queue.send(body, options);
    },
    async sendBatch(messages, options) {
      const all = [...messages];
      await call(env, { call: "queued", count: all.length });
      return queue.sendBatch(all, options);
    },
  };
  return { ...env, RECOVERY_QUEUE: counting as Queue };
}

async function call(env: PlaygroundEnv, body: PlaygroundCall): Promise<TurnedClock> {
  const response = await env.PLAYGROUND.fetch("http://playground/", {
    method: "POST",
    body: JSON.stringify(body),
  });
  return (await response.json()) as TurnedClock;
}
