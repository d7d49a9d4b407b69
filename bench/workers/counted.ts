import { type Context, createContext, realSurroundings, type Surroundings } from "../../worker/context.ts";
import { createWorker } from "../../worker/create-worker.ts";
import { runCron } from "../../worker/cron/index.ts";
import { handleBatch } from "../../worker/queue/index.ts";
import { captureCart } from "../../worker/services/carts/capture-cart.ts";
import { abandonCarts } from "../../worker/services/recovery/abandon-carts.ts";
import { enqueueDueMessages } from "../../worker/services/recovery/enqueue-due-messages.ts";
import { findStore, type Store } from "../../worker/services/stores/find-store.ts";
import { bareHeader, type Count, type Deed } from "../deeds.ts";
import { countedDatabase } from "./counted-database.ts";

/**
 * The worker with its meter running: the same code, with a clock that the bench sets, and a door behind which single deeds
 * of it are done as often as the bench asks. What they cost in D1 and in the queue is counted on the way.
 */
const nothing: Count = {
  trips: 0,
  statements: 0,
  parameters: 0,
  read: 0,
  written: 0,
  queued: 0,
  handled: 0,
  calls: 0,
  largestCall: 0,
  statementsOfBatch: 0,
  mails: 0,
  errors: 0,
};
const count = { ...nothing };
let now: number | null = null;
/** Whether mails are taken here, at no cost, instead of being handed to a provider. */
let takesMails = false;

const surroundings: Surroundings = {
  now: () => now ?? Date.now(),
  fetch: ((input: RequestInfo, init?: RequestInit) => {
    if (!takesMails) return realSurroundings.fetch(input, init);
    count.mails++;
    return Promise.resolve(Response.json({ ID: `${count.mails}` }));
  }) as typeof fetch,
  log: { info() {}, error: () => void count.errors++ },
  ...(realSurroundings.pace && { pace: realSurroundings.pace }),
};
const worker = createWorker(surroundings);

/** One wrapped database a binding: what the worker remembers of stores, it remembers by it. */
const wrapped = new WeakMap<object, Env>();
function metered(env: Env): Env {
  const known = wrapped.get(env.DB);
  if (known) return known;
  const queue = env.RECOVERY_QUEUE;
  const counting: Pick<Queue, "send" | "sendBatch"> = {
    send(body, options) {
      count.queued++;
      return queue.send(body, options);
    },
    sendBatch(messages, options) {
      const all = [...messages];
      count.queued += all.length;
      count.calls++;
      count.largestCall = Math.max(count.largestCall, all.length);
      return queue.sendBatch(all, options);
    },
  };
  const made = { ...env, DB: countedDatabase(env.DB, count), RECOVERY_QUEUE: counting as Queue };
  wrapped.set(env.DB, made);
  return made;
}

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    const { pathname, search, hostname } = new URL(request.url);
    const shop = request.headers.get(bareHeader);
    if (shop !== null) return fetch(shop + pathname + search, request);
    if (pathname !== "/__bench") return worker.fetch(request, metered(env), execution);
    const ctx = createContext(metered(env), surroundings, execution);
    return Response.json(await perform(ctx, hostname, await request.json<Deed>()));
  },
  async scheduled(_event: ScheduledController, env: Env, execution: ExecutionContext): Promise<void> {
    await runCron(createContext(metered(env), surroundings, execution));
  },
  async queue(batch: MessageBatch, env: Env, execution: ExecutionContext): Promise<void> {
    const ctx = createContext(metered(env), surroundings, execution);
    const before = count.statements;
    await handleBatch(ctx, batch);
    count.statementsOfBatch = Math.max(count.statementsOfBatch, count.statements - before);
    count.handled += batch.messages.length;
  },
};

async function perform(ctx: Context, hostname: string, deed: Deed): Promise<unknown> {
  switch (deed.deed) {
    case "set-clock":
      now = deed.now;
      return null;
    case "read-count": {
      const read = { ...count };
      if (deed.reset) Object.assign(count, nothing);
      return read;
    }
    case "take-mails":
      takesMails = true;
      return null;
    case "run-cron":
      return runCron(ctx);
    case "abandon":
      return abandonCarts(ctx);
    case "enqueue":
      return enqueueDueMessages(ctx);
    case "ask-nothing":
      return many(deed, async () => void (await ctx.db.$client.prepare("SELECT 1").all()));
    case "capture": {
      const store = await findStore(ctx, hostname);
      if (store === null || store === "unknown") throw new Error("the bench's store is gone");
      return many(deed, (at) => capture(ctx, store, `${deed.shoppers}${at}`, deed.quantity));
    }
  }
}

/** So many at once, until all are done. */
async function many(
  { times, atOnce }: { times: number; atOnce: number },
  work: (at: number) => Promise<void>,
) {
  let next = 0;
  const workers = Array.from({ length: atOnce }, async () => {
    while (next < times) await work(next++);
  });
  await Promise.all(workers);
  return null;
}

function capture(ctx: Context, store: Store, shopper: string, quantity: number): Promise<void> {
  const visitor = {
    shopperId: `shopper_${shopper}`,
    language: "en",
    country: "GB",
    timezone: "Europe/London",
  };
  const lines = ["101", "107", "112"].map((productId) => ({
    productId,
    name: `Article ${productId} of oak and linen`,
    options: [{ name: "colour", value: "sea" }],
    quantity,
    unitMinor: 1450,
    image: `https://shop.example/pictures/${productId}.jpg`,
    url: `https://shop.example/products/${productId}`,
  }));
  return captureCart(ctx, store, visitor, { currency: "GBP", lines, totalMinor: null });
}
