import { bundleWorker } from "../../scripts/bundle-worker.ts";
import { bundle } from "../bundle.ts";
import type { Options } from "../options.ts";
import { findNginx, installPeers } from "../peers.ts";
import { Helper } from "../processes.ts";
import type { Report } from "../report.ts";
import { medianOf, shuffled } from "../statistics.ts";
import type { Latency, Question, Throughput } from "./client.ts";
import { measureFirstPages } from "./measure-first-pages.ts";
import { addressOf, cartPath, type PageKind, pagePath } from "./pages.ts";
import { type PageProxy, type Places, type Proxies, type ProxyName, startProxies } from "./proxies.ts";
import { reportPages } from "./report-pages.ts";

/** A page in one of the ways it may come, through each proxy that can. */
export interface Scenario {
  kind: PageKind;
  path: string;
}

/** What was measured of one proxy in one scenario: one number a round. */
export interface Measured {
  perSecond: number[];
  /** ms of the proxy's process per request; empty where the system does not tell. */
  cpu: number[];
  /** ms, the middle of a round's requests. */
  first: number[];
  last: number[];
}

export type Results = Map<Scenario, Map<ProxyName, Measured>>;

/** A page through the worker, beside the ways one could stand before a shop instead. */
export async function measurePages(options: Options): Promise<Report> {
  const notes: string[] = [];
  const peers = installPeers();
  const nginx = findNginx();
  for (const one of [peers, nginx]) if ("absent" in one) notes.push(one.absent);
  const { code } = await bundleWorker();
  const { helper: origin, first } = await Helper.start<{ port: number }>(
    new URL("origin.ts", import.meta.url).pathname,
  );
  const { helper: client } = await Helper.start(new URL("client.ts", import.meta.url).pathname);
  let proxies: Proxies | null = null;
  const start = (places: Places) => startProxies(`http://127.0.0.1:${first.port}`, code, places);
  try {
    const firstPages = options.quick ? [] : [await measureFirstPages(client, () => start({}))];
    proxies = await start({
      ...("folder" in peers && { growthbook: await bundle("workers/growthbook.ts", peers.folder) }),
      ...("path" in nginx && { nginx: nginx.path }),
    });
    await warmUp(client, proxies.all, options);
    const results: Results = new Map();
    for (const scenario of scenariosFor(options)) {
      const able = await whoCan(proxies.all, scenario);
      results.set(scenario, await measureScenario(client, able, scenario, options));
    }
    return reportPages(results, firstPages, notes);
  } finally {
    await proxies?.stop();
    await Promise.all([client.stop(), origin.stop()]);
  }
}

/** Until the code of each is compiled for good: some thousand pages. */
async function warmUp(client: Helper, proxies: PageProxy[], { quick }: Options): Promise<void> {
  const path = addressOf({ kilobytes: 20, way: "whole", coding: "identity" });
  for (const { host, port } of proxies) {
    const target = { host, port, path };
    await client.ask({
      ask: "throughput",
      target,
      connections: 8,
      ms: quick ? 200 : 1500,
    } satisfies Question);
  }
}

function scenariosFor({ quick }: Options): Scenario[] {
  const sizes = quick ? [60] : [20, 60, 300];
  const page = (kilobytes: number, way: PageKind["way"], coding: PageKind["coding"] = "identity") => ({
    kind: { kilobytes, way, coding },
    path: pagePath,
  });
  return [
    ...sizes.flatMap((kilobytes) => [page(kilobytes, "whole"), page(kilobytes, "chunked")]),
    page(60, "slow"),
    ...(quick ? [] : [page(60, "whole", "gzip"), page(60, "chunked", "gzip")]),
    ...(quick ? [] : [page(60, "whole", "br"), page(60, "chunked", "br")]),
    // The same page where the cart is shown: what it says is read behind the answer.
    { kind: { kilobytes: 60, way: "whole", coding: "identity" }, path: cartPath },
  ];
}

/** Those whose answer is the page with what they are there to put in. */
async function whoCan(proxies: PageProxy[], { kind, path }: Scenario): Promise<PageProxy[]> {
  const able = await Promise.all(
    proxies.map(async ({ host, port, mark }) => {
      const headers = { accept: "text/html", "sec-fetch-dest": "document" };
      const answer = await fetch(`http://${host}:${port}${addressOf(kind, path)}`, { headers });
      const text = await answer.text();
      return answer.status === 200 && text.includes("</html>") && (mark === null || text.includes(mark));
    }),
  );
  return proxies.filter((_, at) => able[at]);
}

async function measureScenario(
  client: Helper,
  proxies: PageProxy[],
  { kind, path }: Scenario,
  { quick }: Options,
): Promise<Map<ProxyName, Measured>> {
  const address = addressOf(kind, path);
  const targets = proxies.map(({ host, port }) => ({ host, port, path: address }));
  const ask = <Answer>(question: Question) => client.ask<Answer>(question);
  const results = new Map<ProxyName, Measured>();
  for (const { name } of proxies) results.set(name, { perSecond: [], cpu: [], first: [], last: [] });
  const isSlow = kind.way === "slow";
  const ms = quick ? 150 : 600;
  const count = isSlow ? 8 : quick ? 15 : kind.kilobytes > 100 ? 30 : 60;
  // Warm: what this scenario alone needs compiled, connections to the origin open.
  if (!isSlow) {
    for (const target of targets) await ask({ ask: "throughput", target, connections: 8, ms: 200 });
  }
  for (let round = 0; round < (quick ? 2 : 3); round++) {
    for (const proxy of isSlow ? [] : shuffled(proxies)) {
      const before = proxy.cpu();
      const target = { host: proxy.host, port: proxy.port, path: address };
      const result = await ask<Throughput>({ ask: "throughput", target, connections: 8, ms });
      if (result.failed > 0) throw new Error(`${proxy.name}: ${result.failed} of ${result.requests} failed`);
      const after = proxy.cpu();
      const measured = results.get(proxy.name);
      measured?.perSecond.push((result.requests / result.ms) * 1000);
      if (before !== null && after !== null) measured?.cpu.push((after - before) / result.requests);
    }
    const latency = await ask<Latency>({ ask: "latency", targets, count });
    for (const [at, { name }] of proxies.entries()) {
      results.get(name)?.first.push(medianOf(latency[at]?.first ?? []));
      results.get(name)?.last.push(medianOf(latency[at]?.last ?? []));
    }
  }
  return results;
}
