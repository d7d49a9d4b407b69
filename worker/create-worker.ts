import { createContext, type Surroundings } from "./context.ts";
import { runCron } from "./cron/index.ts";
import { storefront } from "./http/storefront/index.ts";
import { handleBatch } from "./queue/index.ts";

/** The worker in its surroundings: the real ones when deployed, a turned clock and a made-up world in tests and on a laptop. */
export function createWorker(surroundings: Surroundings) {
  const pages = storefront(surroundings);
  return {
    async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
      // The last resort: if all of this fails before a byte is sent, the request goes to the origin as it was.
      execution.passThroughOnException();
      return pages.fetch(request, env, execution);
    },
    async scheduled(_event: ScheduledController, env: Env, execution: ExecutionContext): Promise<void> {
      await runCron(createContext(env, surroundings, execution));
    },
    async queue(batch: MessageBatch<unknown>, env: Env, execution: ExecutionContext): Promise<void> {
      await handleBatch(createContext(env, surroundings, execution), batch);
    },
  };
}
