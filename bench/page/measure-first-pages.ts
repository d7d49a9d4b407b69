import type { Helper } from "../processes.ts";
import type { Table } from "../report.ts";
import { shuffled, spreadOf } from "../statistics.ts";
import type { Latency, Question } from "./client.ts";
import { addressOf, pagePath } from "./pages.ts";
import { type Proxies, type ProxyName, titles } from "./proxies.ts";

const rounds = 7;

/** Counted from one. */
const told = [1, 2, 10, 100];

const seen = ["passThrough", "least", "cartwright", "cartwrightMiddle"] satisfies ProxyName[];

/**
 * What an isolate takes that has just begun and has compiled nothing, as the platform begins them all the time: one request at a time,
 * to workers started anew for each round.
 *
 * @param start starts all of them
 */
export async function measureFirstPages(client: Helper, start: () => Promise<Proxies>): Promise<Table> {
  const path = addressOf({ kilobytes: 60, way: "whole", coding: "identity" }, pagePath);
  const found = new Map<ProxyName, number[][]>(seen.map((name) => [name, told.map(() => [])]));
  for (let round = 0; round < rounds; round++) {
    const proxies = await start();
    try {
      for (const { name, host, port } of shuffled(proxies.all)) {
        const columns = found.get(name);
        if (columns === undefined) continue;
        const question: Question = {
          ask: "latency",
          targets: [{ host, port, path }],
          count: Math.max(...told),
        };
        const [times] = await client.ask<Latency>(question);
        for (const [at, number] of told.entries()) columns[at]?.push(times?.first[number - 1] ?? Number.NaN);
      }
    } finally {
      await proxies.stop();
    }
  }
  return {
    title: "60 KB page with its length, from an isolate that has just begun: first byte, ms",
    columns: ["", ...told.map((number) => `page ${number}`)],
    rows: [...found].map(([name, columns]) => ({ name: titles[name], cells: columns.map(spreadOf) })),
  };
}
