import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import type { PlaygroundCall, TurnedClock } from "./calls.ts";

const root = join(import.meta.dirname, "..");

export interface RunOptions {
  script: string;
  /** Where D1 keeps its files: the same place as `wrangler dev`, so that every command sees the same stores. */
  stateFolder: string;
  vars: Record<string, string>;
  receive(call: PlaygroundCall): TurnedClock;
}

/** The worker in real workerd with the bindings of wrangler.toml: D1, the queues, assets, the rate limiter. */
export function miniflareOptions({ script, stateFolder, vars, receive }: RunOptions) {
  const { workerOptions } = readWranglerConfig();
  return convertV4MiniflareOptions({
    ...workerOptions,
    name: "cartwright",
    modules: [{ type: "ESModule", path: "worker.js", contents: script }],
    bindings: { ...(workerOptions.bindings as Record<string, string>), ...vars },
    queueConsumers: eager(workerOptions.queueConsumers as Record<string, object>),
    serviceBindings: {
      PLAYGROUND: async (request: { json(): Promise<unknown> }) =>
        Response.json(receive((await request.json()) as PlaygroundCall)) as never,
    },
    resourcePersistencePath: stateFolder,
    // Where visitors seem to be; without this they would be in Texas.
    cf: { country: "GB", timezone: "Europe/London" },
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.WARN),
  } as Parameters<typeof convertV4MiniflareOptions>[0]);
}

let config: ReturnType<typeof unstable_getMiniflareWorkerOptions> | undefined;

/** Read once: a change of wrangler.toml wants a restart. */
function readWranglerConfig() {
  config ??= unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
  return config;
}

/** A turn of the clock waits for the queue: no need to wait for a batch to fill. */
function eager(consumers: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(consumers).map(([queue, consumer]) => [queue, { ...consumer, maxBatchTimeout: 0 }]),
  );
}

export { Miniflare };
