import type { Count } from "../deeds.ts";
import type { Options } from "../options.ts";
import { memoryOf } from "../processes.ts";
import type { Report } from "../report.ts";
import { Rig } from "../rig.ts";
import { noon } from "../seed.ts";
import { Shopper } from "../shopper.ts";
import { medianOf, spreadOf } from "../statistics.ts";

const minute = 60_000;
/** Above this many MB a minute's traffic has left something behind. */
const mostGrowth = 1.15;

/** A mixed crowd in front of the shop, with crons and queue running; a second here is three minutes there. */
export async function measureLoad({ quick }: Options): Promise<Report> {
  const rig = await Rig.start();
  try {
    const seconds = quick ? 10 : 60;
    const until = performance.now() + seconds * 1000;
    const isOver = () => performance.now() >= until;
    await rig.do({ deed: "read-count", reset: true });
    await rig.do({ deed: "set-clock", now: noon });
    const memory: number[] = [];
    const failedJobs: string[] = [];
    const crowd = Array.from({ length: 6 }, (_, at) => shop(rig.url, at, isOver));
    const done = await Promise.all([...crowd, runCrons(rig, isOver, memory, failedJobs)]);
    const shoppers = done.flatMap((one) => one ?? []);
    await rig.settle();
    const count = await rig.do<Count>({ deed: "read-count", reset: false });
    const { mails } = await rig.inbox();
    const sum = (key: "requests" | "failed" | "bought") => shoppers.reduce((all, one) => all + one[key], 0);
    const errors = sum("failed") + count.errors + failedJobs.length;
    const third = Math.floor(memory.length / 3);
    const [early, late] = [medianOf(memory.slice(third, 2 * third)), medianOf(memory.slice(-third))];
    return {
      section: "load",
      title: `A mixed crowd for ${seconds} seconds`,
      tables: [
        {
          title: "Six at once, through the whole of the shop and its checkout",
          columns: ["", ""],
          rows: [
            { name: "shoppers, of whom bought", cells: [`${shoppers.length}, ${sum("bought")}`] },
            { name: "requests a second", cells: [sum("requests") / seconds] },
            { name: "answers of 400 and above", cells: [sum("failed")] },
            { name: "errors logged, crons failed", cells: [`${count.errors}, ${failedJobs.length}`] },
            { name: "crons run, mails sent", cells: [`${memory.length}, ${mails}`] },
            { name: "memory of workerd, MB", cells: [memory.length > 0 ? spreadOf(memory) : null] },
            {
              name: "memory, middle third and last third, MB",
              cells: [`${Math.round(early)}, ${Math.round(late)}`],
            },
          ],
        },
      ],
      goals: [
        { goal: "no errors", measured: `${errors} of ${sum("requests")}`, met: errors === 0 },
        ...(memory.length > 20
          ? [
              {
                goal: `memory is flat: at most ${mostGrowth} × between the middle third and the last`,
                measured: `${(late / early).toFixed(2)} ×`,
                met: late / early <= mostGrowth,
              },
            ]
          : []),
      ],
      notes: [
        "Client, shop, worker and D1 share this machine: requests a second are no capacity.",
        "Memory is that of the whole local runtime, which grows under a bare fetch worker too: read it beside a longer run, not as a leak of the worker.",
      ],
    };
  } finally {
    await rig.stop();
  }
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

async function runCrons(rig: Rig, isOver: () => boolean, memory: number[], failed: string[]): Promise<null> {
  for (let passed = 1; !isOver(); passed++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await rig.do({ deed: "set-clock", now: noon + passed * 3 * minute });
    const jobs = await rig.do<{ name: string; ran: string | null }[]>({ deed: "run-cron" });
    failed.push(...jobs.flatMap(({ name, ran }) => (ran === "failed" ? [name] : [])));
    const held = memoryOf(rig.pids);
    if (held !== null) memory.push(held);
  }
  return null;
}
