import { realSurroundings } from "./context.ts";
import { createWorker } from "./create-worker.ts";

/** The front door: requests (http/), the clock (cron/) and the queue (queue/). */
export default createWorker(realSurroundings);
