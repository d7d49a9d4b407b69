import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { bundle } from "../bundle.ts";
import type { Count } from "../deeds.ts";
import type { Options } from "../options.ts";
import { descendants, Helper, memoryOf } from "../processes.ts";
import type { Report } from "../report.ts";
import { Rig } from "../rig.ts";
import { noon } from "../seed.ts";
import { Shopper } from "../shopper.ts";
import { medianOf } from "../statistics.ts";

const minute = 60_000;
/** Above this the traffic has left something behind. */
const mostGrowth = 1.15;

/**
 * A mixed crowd in front of the shop, with crons and queue running; a second here is three minutes there. Then the same crowd
 * before a worker that only fetches, for what the runtime itself gathers.
 */
export async function measureLoad({ quick }: Options): Promise<Report> {
  const seconds = quick ? 5 : 60;
  const ours = await loadCartwright(seconds);
  const control = await loadControl(seconds);
  const { requests, failed, bought, logged, jobs, mails, runs, memory, heap, moreRequests } = ours;
  const errors = failed + logged + jobs;
  const [begun = Number.NaN, ended = Number.NaN] = heap;
  const growth = ((ended - begun) * 1000) / moreRequests;
  return {
    section: "load",
    title: `A mixed crowd for ${seconds} seconds`,
    tables: [
      {
        title: "Six at once, through the whole of the shop and its checkout",
        columns: ["", ""],
        rows: [
          { name: "shoppers, of whom bought", cells: [`${ours.shoppers}, ${bought}`] },
          { name: "requests a second", cells: [requests / seconds] },
          { name: "answers of 400 and above", cells: [failed] },
          { name: "errors logged, crons failed", cells: [`${logged}, ${jobs}`] },
          { name: "crons run, mails sent", cells: [`${runs}, ${mails}`] },
        ],
      },
      {
        title: "Memory of the whole runtime, MB: the middle of each third of the run",
        columns: ["", "first", "middle", "last", "per 1,000 requests after the first third"],
        rows: [
          { name: "Cartwright, with D1 and queue", cells: memoryCells(memory, requests) },
          { name: "a bare fetch worker", cells: memoryCells(control.memory, control.requests) },
        ],
      },
      {
        title: "Memory of Cartwright's isolate after a collection, MB",
        columns: ["", "after that run", "after half as long again", "per 1,000 requests between"],
        rows: [{ name: "JavaScript, the runtime's objects for it, buffers", cells: [begun, ended, growth] }],
      },
    ],
    goals: [
      { goal: "no errors", measured: `${errors} of ${requests}`, met: errors === 0 },
      {
        goal: `the isolate's memory is flat: at most ${mostGrowth} × from one collection to the next`,
        measured: `${(ended / begun).toFixed(2)} ×, ${moreRequests} requests between`,
        met: ended / begun <= mostGrowth,
      },
    ],
    notes: ["Client, shop, worker and D1 share this machine: requests a second are no capacity."],
  };
}

async function loadCartwright(seconds: number) {
  const rig = await Rig.start();
  try {
    await rig.do({ deed: "read-count", reset: true });
    await rig.do({ deed: "set-clock", now: noon });
    const memory: number[] = [];
    const failedJobs: string[] = [];
    const isOver = timer(seconds);
    const [visits, runs] = await Promise.all([
      crowd(rig.url, isOver),
      runCrons(rig, isOver, failedJobs),
      each(250, isOver, async () => void memory.push(memoryOf(rig.pids) ?? Number.NaN)),
    ]);
    // Looking into the isolate takes memory of the process: only once that has been measured.
    const readHeap = await rig.openHeap();
    const heap = [await readHeap()];
    const more = await crowd(rig.url, timer(seconds / 2));
    heap.push(await readHeap());
    await rig.settle();
    const count = await rig.do<Count>({ deed: "read-count", reset: false });
    const { mails } = await rig.inbox();
    const jobs = failedJobs.length;
    const moreRequests = sumOf(more).requests;
    const failed = sumOf([...visits, ...more]).failed;
    return { ...sumOf(visits), failed, logged: count.errors, jobs, mails, runs, memory, heap, moreRequests };
  } finally {
    await rig.stop();
  }
}

async function crowd(url: string, isOver: () => boolean): Promise<Visited[]> {
  const visits = await Promise.all(Array.from({ length: 6 }, (_, at) => shop(url, at, isOver)));
  return visits.flat();
}

/** The same shoppers; what they ask of us the shop does not know, which is no failure here. */
async function loadControl(seconds: number) {
  const { helper, first } = await Helper.start<{ port: number }>(
    new URL("../shop.ts", import.meta.url).pathname,
  );
  const before = descendants("workerd");
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: "control",
      modules: [{ type: "ESModule", path: "worker.js", contents: await bundle("workers/pass-through.ts") }],
      compatibilityDate: "2026-10-01",
      bindings: { ORIGIN: `http://127.0.0.1:${first.port}` },
      cf: false,
      host: "127.0.0.1",
      port: 0,
      log: new Log(LogLevel.NONE),
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  try {
    const { origin } = await miniflare.ready;
    const pids = descendants("workerd").filter((pid) => !before.includes(pid));
    const isOver = timer(seconds);
    const memory: number[] = [];
    const [visits] = await Promise.all([
      crowd(origin, isOver),
      each(250, isOver, async () => void memory.push(memoryOf(pids) ?? Number.NaN)),
    ]);
    return { ...sumOf(visits), memory };
  } finally {
    await miniflare.dispose();
    await helper.stop();
  }
}

function timer(seconds: number): () => boolean {
  const until = performance.now() + seconds * 1000;
  return () => performance.now() >= until;
}

async function each(ms: number, isOver: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await work();
  }
}

function sumOf(visits: Visited[]) {
  const sum = (key: keyof Visited) => visits.reduce((all, one) => all + one[key], 0);
  return { shoppers: visits.length, requests: sum("requests"), failed: sum("failed"), bought: sum("bought") };
}

/** @param third 0, 1 or 2 */
function thirdOf(samples: number[], third: number): number[] {
  const size = Math.floor(samples.length / 3);
  return samples.slice(third * size, (third + 1) * size);
}

function memoryCells(samples: number[], requests: number): number[] {
  return [...[0, 1, 2].map((third) => medianOf(thirdOf(samples, third))), slopeOf(samples, requests)];
}

/** How much it grows in 1,000 requests, once warm: by least squares, so that no single collection decides it. */
function slopeOf(samples: number[], requests: number): number {
  const warm = samples.slice(Math.floor(samples.length / 3));
  const middle = (warm.length - 1) / 2;
  const mean = warm.reduce((sum, one) => sum + one, 0) / warm.length;
  const over = warm.reduce((sum, one, at) => sum + (at - middle) * (one - mean), 0);
  const under = warm.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return ((over / under) * samples.length * 1000) / requests;
}

interface Visited {
  requests: number;
  failed: number;
  bought: number;
}

/** One shopper after another: all look around, most fill a cart, half say who they are, some buy. */
async function shop(url: string, seat: number, isOver: () => boolean): Promise<Visited[]> {
  const visits: Visited[] = [];
  for (let at = 0; !isOver(); at++) {
    const shopper = new Shopper(url);
    const email = `shopper-${seat}-${at}@example.com`;
    let bought = 0;
    await shopper.get("/");
    await shopper.get("/products/enamel-mug");
    if (at % 5 !== 4) {
      await shopper.putIn();
      await shopper.get("/cart");
      if (at % 2 === 0) await shopper.leaveAddress(email);
      if (at % 3 === 0) {
        await shopper.putIn();
        const done = await shopper.buy(email);
        if (done.includes("data-order-number")) bought = 1;
        else shopper.failed++;
      }
    }
    visits.push({ requests: shopper.requests, failed: shopper.failed, bought });
  }
  return visits;
}

async function runCrons(rig: Rig, isOver: () => boolean, failed: string[]): Promise<number> {
  let passed = 0;
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    passed++;
    await rig.do({ deed: "set-clock", now: noon + passed * 3 * minute });
    const jobs = await rig.do<{ name: string; ran: string | null }[]>({ deed: "run-cron" });
    failed.push(...jobs.flatMap(({ name, ran }) => (ran === "failed" ? [name] : [])));
  }
  return passed;
}
