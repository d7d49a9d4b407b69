import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { applyMigrations } from "../../scripts/local-database.ts";
import { bundle } from "../bundle.ts";
import { cpuOf, descendants } from "../processes.ts";
import type { Target } from "./client.ts";
import { startNginx } from "./nginx.ts";
import { middle } from "./pages.ts";

/** One way to stand before the shop. */
export interface PageProxy extends Omit<Target, "path"> {
  name: ProxyName;
  /** What its process has computed so far, in ms; `null` where the system does not tell. */
  cpu(): number | null;
  /** What shows that it did its work. */
  mark: string | null;
}

export type ProxyName = keyof typeof titles;

export const titles = {
  direct: "no proxy",
  passThrough: "worker: bare fetch",
  cartwright: "Cartwright",
  cartwrightMiddle: "Cartwright, widget in mid page",
  least: "worker: the least with one tag",
  rewriter: "worker: HTMLRewriter, one tag",
  growthbook: "worker: GrowthBook edge 0.1.15",
  nginx: "nginx sub_filter",
};

export interface Proxies {
  all: PageProxy[];
  stop(): Promise<void>;
}

/**
 * Every worker in one workerd, each on a socket of its own without the development layers before it. Runs take turns, so what
 * the process computes during a run is that run's.
 */
export async function startProxies(origin: string, worker: string, places: Places): Promise<Proxies> {
  const key = Buffer.alloc(32, 7).toString("base64");
  const ours = (name: string, settings: object) => ({
    ...at(name, worker),
    bindings: {
      ENCRYPTION_KEYS: `k1:${key}`,
      ADDRESS_HASH_KEY: key,
      ORIGIN_URL: origin,
      ORIGIN_PLATFORM: "generic",
      ORIGIN_SETTINGS: JSON.stringify(settings),
    },
    d1Databases: { DB: "bench-page" },
    queueProducers: { RECOVERY_QUEUE: "bench" },
  });
  const inMiddle = { selector: middle, position: "before" };
  const before = descendants("workerd");
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        { ...at("passThrough", await bundle("workers/pass-through.ts")), bindings: { ORIGIN: origin } },
        { ...at("least", await bundle("workers/least.ts")), bindings: { ORIGIN: origin } },
        { ...at("rewriter", await bundle("workers/rewriter.ts")), bindings: { ORIGIN: origin } },
        ours("cartwright", settingsOfStore),
        ours("cartwrightMiddle", { ...settingsOfStore, widgets: { progressBar: { place: inMiddle } } }),
        ...("growthbook" in places
          ? [{ ...at("growthbook", places.growthbook), bindings: { ORIGIN: origin } }]
          : []),
      ],
      cf: false,
      log: new Log(LogLevel.NONE),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  await miniflare.ready;
  await applyMigrations(await miniflare.getD1Database("DB", "cartwright"));
  const pids = descendants("workerd").filter((pid) => !before.includes(pid));
  const cpu = () => cpuOf(pids);
  const nginx = "nginx" in places ? await startNginx(places.nginx, origin) : null;
  const socket = async (name: ProxyName, mark: string | null): Promise<PageProxy> => {
    const { hostname, port } = await miniflare.unsafeGetDirectURL(name);
    return { name, host: hostname, port: Number(port), cpu, mark };
  };
  const { hostname, port } = new URL(origin);
  return {
    all: [
      { name: "direct", host: hostname, port: Number(port), cpu: () => null, mark: null },
      await socket("passThrough", null),
      await socket("cartwright", "</cw-progress-bar>"),
      await socket("cartwrightMiddle", '</cw-progress-bar><section class="delivery-options">'),
      await socket("least", "/widget.js"),
      await socket("rewriter", "/widget.js"),
      ...("growthbook" in places ? [await socket("growthbook", "<p>Hello</p>")] : []),
      ...(nginx ? [nginx.proxy] : []),
    ],
    async stop() {
      await nginx?.stop();
      await miniflare.dispose();
    },
  };
}

/** What a run has to compare with, as far as it could be had. */
export type Places = { growthbook?: string; nginx?: string };

/** A store that may write: its pages get the loader beside the bar. */
const settingsOfStore = {
  timezone: "Europe/London",
  sender: { name: "Bench", address: "hello@bench.example", postalAddress: "1 Quay Street" },
};

function at(name: string, code: string) {
  return {
    name,
    modules: [{ type: "ESModule", path: "worker.js", contents: code }],
    compatibilityDate: "2026-10-01",
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
}
