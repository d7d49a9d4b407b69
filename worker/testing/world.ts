import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  env,
  getQueueResult,
  waitOnExecutionContext,
} from "cloudflare:test";
import { createDemoShop, type DemoShop, type Dialect } from "../../playground/demo-shop/index.ts";
import { type Context, createContext, type Surroundings } from "../context.ts";
import { createWorker } from "../create-worker.ts";
import { minute } from "../domain/clock.ts";
import { addStore, type NewStore } from "../services/stores/change-store.ts";
import { lastKnownAddress } from "../services/stores/last-known-store.ts";
import type { QueueBody } from "../wire/queue-body.ts";
import { FakeResend } from "./fake-resend.ts";

export interface WorldOptions {
  dialect?: Dialect;
  settings?: Record<string, unknown>;
  /** A second store, on the same worker and database as the one before it. */
  beside?: boolean;
  /** Bindings that a test replaces, to break them. */
  env?: Partial<Env>;
}

/** Work behind answers that no test has waited for: it would write into the next one's tables. */
const leftUndone: Promise<unknown>[] = [];

/**
 * The worker in a world of a test's own: real workerd and D1, a clock that stands until it is turned, a demo shop for an
 * origin, a Resend that can be put into any mood, and a queue whose messages the test delivers, once or more.
 */
export class World {
  now = Date.parse("2026-11-23T10:00:00Z");
  readonly hostname: string;
  readonly shop: DemoShop;
  readonly resend = new FakeResend();
  /** What was handed to a Mailpit at mailpit.localhost. */
  readonly mailpit: unknown[] = [];
  readonly queued: QueueBody[] = [];
  readonly logged: string[] = [];
  /** Off for tests in which work behind the answer never ends. */
  waitsForDeferred = true;
  /** Set to answer in the origin's place. */
  origin: ((request: Request) => Promise<Response>) | null = null;
  /** Answers for every host that nothing else in this world answers at. */
  elsewhere: ((request: Request) => Promise<Response>) | null = null;
  env: Env;
  readonly #surroundings: Surroundings;
  readonly #worker: ReturnType<typeof createWorker>;

  private constructor(hostname: string, options: WorldOptions) {
    this.hostname = hostname;
    this.shop = createDemoShop({ dialect: options.dialect ?? "generic" });
    const queue = {
      send: async (body: QueueBody) => void this.queued.push(body),
      sendBatch: async (messages: { body: QueueBody }[]) =>
        void this.queued.push(...messages.map(({ body }) => body)),
    };
    this.env = { ...env, RECOVERY_QUEUE: queue as unknown as Queue, ...options.env } as Env;
    const log = (line: unknown) => void this.logged.push(JSON.stringify(line));
    this.#surroundings = {
      now: () => this.now,
      fetch: ((input: RequestInfo, init?: RequestInit) =>
        this.#fetch(new Request(input, init))) as typeof fetch,
      log: {
        info: (event, fields) => log({ event, ...fields }),
        error: (event, error, fields) => log({ event, ...fields, error: String(error) }),
      },
    };
    this.#worker = createWorker(this.#surroundings);
  }

  /** A world begins empty: what an earlier one left behind is gone, and what it left undone is done or never will be. */
  static async create(options: WorldOptions = {}): Promise<World> {
    if (!options.beside) {
      await Promise.race([Promise.allSettled(leftUndone.splice(0)), scheduler.wait(500)]);
      await emptyTables();
    }
    const hostname = `shop-${crypto.randomUUID().slice(0, 8)}.localhost`;
    const world = new World(hostname, options);
    const added = await addStore(world.context(), storeFor(hostname, options));
    if (added.status === "refused") throw new Error(added.problems.join("; "));
    return world;
  }

  context(): Context {
    return createContext(this.env, this.#surroundings, { waitUntil() {} });
  }

  /** A browser of its own: with cookies, on the shop's hostname. */
  device(): Device {
    return new Device(this);
  }

  async handle(request: Request): Promise<Response> {
    const execution = createExecutionContext();
    const waitUntil = execution.waitUntil.bind(execution);
    execution.waitUntil = (work) => {
      if (!this.waitsForDeferred) leftUndone.push(work);
      waitUntil(work);
    };
    const response = await this.#worker.fetch(request, this.env, execution);
    // Read to the end first: what is read behind an answer waits for the answer.
    const body = response.body === null ? null : await response.arrayBuffer();
    if (this.waitsForDeferred) await waitOnExecutionContext(execution);
    return new Response(body, response);
  }

  /** As if this data centre had never heard of the store. */
  async forgetLastKnown(): Promise<void> {
    const cache = (caches as unknown as { default: Cache }).default;
    await cache.delete(lastKnownAddress(this.hostname));
  }

  async runCron(): Promise<void> {
    const execution = createExecutionContext();
    await this.#worker.scheduled(createScheduledController({ cron: "* * * * *" }), this.env, execution);
    await waitOnExecutionContext(execution);
  }

  /** Delivers what is in the queue. @returns the bodies that were delivered, to be delivered again if a test wants to */
  async deliver(bodies = this.queued.splice(0)): Promise<QueueBody[]> {
    if (bodies.length === 0) return [];
    const execution = createExecutionContext();
    const batch = createMessageBatch(
      "cartwright-recovery",
      bodies.map((body) => ({ id: crypto.randomUUID(), timestamp: new Date(this.now), attempts: 1, body })),
    );
    await this.#worker.queue(batch, this.env, execution);
    const result = await getQueueResult(batch, execution);
    for (const { msgId } of result.retryMessages) {
      const index = batch.messages.findIndex(({ id }) => id === msgId);
      if (index >= 0) this.queued.push(bodies[index] as QueueBody);
    }
    return bodies;
  }

  /** Lets time pass, minute by minute where something might be due, with crons and the queue running. */
  async advance(minutes: number, step = 1): Promise<void> {
    for (let passed = 0; passed < minutes; passed += step) {
      this.now += step * minute;
      await this.runCron();
      await this.deliver();
    }
  }

  async #fetch(request: Request): Promise<Response> {
    const { host } = new URL(request.url);
    if (host === "api.resend.com") return this.resend.fetch(request);
    if (host === "mailpit.localhost") {
      this.mailpit.push(await request.json());
      return Response.json({ ID: crypto.randomUUID() });
    }
    if (host === originHost) return (this.origin ?? ((r: Request) => this.shop.fetch(r)))(request);
    if (this.elsewhere) return this.elsewhere(request);
    throw new Error(`nothing in this world answers at ${host}`);
  }
}

const originHost = "origin.localhost";

export async function emptyTables(): Promise<void> {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
}

export const tables = [
  "stores",
  "store_secrets",
  "store_hostnames",
  "carts",
  "contacts",
  "consents",
  "suppressions",
  "recovery_messages",
  "send_attempts",
  "delivery_events",
  "provider_pauses",
  "notices",
  "recovery_links",
  "orders",
  "order_sightings",
  "buyers",
  "cart_offers",
  "cart_mails",
  "handover_codes",
  "code_attempts",
  "daily_counts",
  "coupons",
  "incentive_counts",
  "page_findings",
  "widget_counts",
  "survey_answers",
];

export const testSender = {
  name: "Saltmarsh Supply",
  address: "hello@saltmarsh.example",
  postalAddress: "1 Quay Street, Wells-next-the-Sea NR23 1AA, UK",
};

function storeFor(hostname: string, options: WorldOptions): NewStore {
  return {
    name: "Saltmarsh Supply",
    url: `https://${hostname}`,
    origin: `http://${originHost}`,
    platform: options.dialect ?? "generic",
    settings: { timezone: "Europe/London", sender: testSender, ...options.settings },
  };
}

/** A browser as far as cookies, redirects and Fetch Metadata go. */
export class Device {
  readonly cookies = new Map<string, string>();
  /** Where the network says they are; `null`: it does not. */
  country: string | null = "GB";
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { headers: { accept: "text/html", "sec-fetch-dest": "document", ...headers } });
  }

  /** A form on one of the shop's own pages. */
  async post(path: string, form: Record<string, string>): Promise<Response> {
    return this.#send(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...ownPage },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** A script on one of the shop's own pages. */
  async json(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...ownPage, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, `https://${this.#world.hostname}`);
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie) headers.set("cookie", cookie);
    const cf = this.country === null ? {} : { cf: { country: this.country } };
    const request = new Request(url, { ...init, headers, redirect: "manual", ...cf } as RequestInit);
    const response = await this.#world.handle(request);
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split(/=(.*)/s);
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null && [301, 302, 303].includes(response.status)) return this.get(location);
    return response;
  }
}

const ownPage = { "sec-fetch-site": "same-origin", "sec-fetch-dest": "empty" };
