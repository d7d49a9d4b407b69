import { randomBytes } from "node:crypto";
import type { D1Database } from "@cloudflare/workers-types";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { applyMigrations } from "../scripts/local-database.ts";
import { createKeyRing, type KeyRing } from "../worker/domain/keys.ts";
import type { PlatformId } from "../worker/domain/platform-id.ts";
import { bundle } from "./bundle.ts";
import type { Count, Deed } from "./deeds.ts";
import { openHeap } from "./heap.ts";
import { descendants, Helper } from "./processes.ts";

export const storeId = "store_bench";

/** A store as the bench needs it. */
export interface BenchStore {
  id: string;
  platform: PlatformId;
  /** Where shoppers reach it; its hostname finds it. */
  url: string;
  origin: string;
  /** Settings of widgets, where they differ from their defaults. */
  widgets: object;
}

/** The metered worker in real workerd, with D1, queues and limits as wrangler.toml has them, before the demo shop. */
export class Rig {
  readonly #miniflare: Miniflare;
  readonly #shop: Helper;
  /** Where shoppers reach the shop. */
  readonly url: string;
  /** The shop itself. */
  readonly origin: string;
  readonly database: D1Database;
  readonly keys: KeyRing;
  /** Of workerd. */
  readonly pids: number[];

  private constructor(
    parts: Pick<Rig, "url" | "origin" | "database" | "keys" | "pids"> & {
      miniflare: Miniflare;
      shop: Helper;
    },
  ) {
    this.#miniflare = parts.miniflare;
    this.#shop = parts.shop;
    this.url = parts.url;
    this.origin = parts.origin;
    this.database = parts.database;
    this.keys = parts.keys;
    this.pids = parts.pids;
  }

  /** @param exitOffer settings of that widget, where they differ from its defaults */
  static async start(exitOffer: object = {}): Promise<Rig> {
    const { helper: shop, first } = await Helper.start<{ port: number }>(
      new URL("shop.ts", import.meta.url).pathname,
    );
    const secrets = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString("base64"));
    const [encryption = "", hash = ""] = secrets;
    const origin = `http://127.0.0.1:${first.port}`;
    const { workerOptions } = unstable_getMiniflareWorkerOptions("wrangler.toml");
    const before = descendants("workerd");
    const miniflare = new Miniflare(
      convertV4MiniflareOptions({
        d1Databases: workerOptions.d1Databases,
        queueProducers: workerOptions.queueProducers,
        queueConsumers: eager(workerOptions.queueConsumers as Record<string, object>),
        assets: workerOptions.assets,
        name: "cartwright",
        modules: [{ type: "ESModule", path: "worker.js", contents: await bundle("workers/counted.ts") }],
        compatibilityDate: workerOptions.compatibilityDate,
        bindings: { ENCRYPTION_KEYS: `k1:${encryption}`, ADDRESS_HASH_KEY: hash, MAILPIT_URL: origin },
        // One address asks for everybody here; the limits are not what is measured.
        ratelimits: generous(workerOptions.ratelimits as Record<string, object>),
        // Where visitors seem to be.
        cf: { country: "GB", timezone: "Europe/London" },
        host: "127.0.0.1",
        port: 0,
        inspectorPort: 0,
        log: new Log(LogLevel.NONE),
      } as Parameters<typeof convertV4MiniflareOptions>[0]),
    );
    const { origin: url } = await miniflare.ready;
    const pids = descendants("workerd").filter((pid) => !before.includes(pid));
    const database = (await miniflare.getD1Database("DB")) as unknown as D1Database;
    await applyMigrations(database);
    const keys = createKeyRing(`k1:${encryption}`, hash);
    await addStore(database, { id: storeId, platform: "generic", url, origin, widgets: { exitOffer } });
    return new Rig({ miniflare, shop, url, origin, database, keys, pids });
  }

  /** Puts one more shop behind the worker. Its hostname has to lead there. */
  async addStore(store: BenchStore): Promise<void> {
    await addStore(this.database, store);
  }

  async do<Answer = null>(deed: Deed): Promise<Answer> {
    const response = await fetch(`${this.url}/__bench`, { method: "POST", body: JSON.stringify(deed) });
    if (!response.ok) throw new Error(`${deed.deed}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** What the worker's own isolate holds, in MB. */
  async openHeap(): Promise<() => Promise<number>> {
    return openHeap(await this.#miniflare.getInspectorURL(), "core:user:cartwright");
  }

  /** Does something, and says what it cost. */
  async meter(work: () => Promise<unknown>): Promise<Count & { ms: number }> {
    await this.do({ deed: "read-count", reset: true });
    const begun = performance.now();
    await work();
    const ms = performance.now() - begun;
    return { ...(await this.do<Count>({ deed: "read-count", reset: false })), ms };
  }

  /** Waits until all that was put into the queue is worked off. */
  async settle(): Promise<void> {
    for (;;) {
      const { queued, handled } = await this.do<Count>({ deed: "read-count", reset: false });
      if (handled >= queued) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What the inbox has taken. */
  inbox(): Promise<{ mails: number; lastText: string }> {
    return this.#shop.ask("what has come?");
  }

  async stop(): Promise<void> {
    await this.#miniflare.dispose();
    await this.#shop.stop();
  }
}

function generous(limits: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      { ...limit, simple: { limit: 1_000_000, period: 60 } },
    ]),
  );
}

/** Nothing waits for a batch to fill: the bench waits for the queue. */
function eager(consumers: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(consumers).map(([queue, consumer]) => [queue, { ...consumer, maxBatchTimeout: 0 }]),
  );
}

/** A row as `npm run store -- add` writes it; that command wants a public hostname, which a bench has not. */
async function addStore(database: D1Database, store: BenchStore): Promise<void> {
  const settings = {
    timezone: "Europe/London",
    sender: {
      name: "Saltmarsh Supply",
      address: "hello@saltmarsh.example",
      postalAddress: "1 Quay Street, Wells",
    },
    mailProvider: "mailpit",
    // The shop is not asked for each mail: what that costs is its own.
    recovery: { checkStock: false },
    consent: { mode: "notice" },
    widgets: store.widgets,
  };
  const { id, platform, url, origin } = store;
  await database.batch([
    database
      .prepare(
        `INSERT INTO stores (id, name, platform, shop_url, origin, settings, created_at, updated_at)
         VALUES (?, 'Saltmarsh Supply', ?, ?, ?, ?, 0, 0)`,
      )
      .bind(id, platform, url, origin, JSON.stringify(settings)),
    database
      .prepare("INSERT INTO store_hostnames (hostname, store_id) VALUES (?, ?)")
      .bind(new URL(url).hostname, id),
  ]);
}
