import type { Report } from "../report.ts";
import { Rig } from "../rig.ts";

const events = 1000;
/** A crowd comes over some time; what is counted in that time is put together. */
const spread = 5000;
const kinds = [
  ["progressBar", "shown"],
  ["exitOffer", "shown"],
  ["exitOffer", "used"],
  ["exitOffer", "dismissed"],
] as const;

/** What it costs to count what widgets did, beside a row for each event. */
export async function measureBeacons(): Promise<Report> {
  const report = { section: "beacons", title: "Widget events", goals: [] };
  const rig = await Rig.start();
  try {
    const first = await send(rig.url, 0);
    if (first === 404)
      return { ...report, tables: [], notes: ["POST /_cw/b is not built yet: not measured."] };
    if (first !== 204) throw new Error(`POST /_cw/b answers ${first}`);
    const cost = await rig.meter(async () => {
      for (let at = 0; at < events; at += 20) {
        const answers = await Promise.all(Array.from({ length: 20 }, (_, one) => send(rig.url, at + one)));
        if (answers.some((status) => status !== 204)) throw new Error("an event was refused");
        await new Promise((resolve) => setTimeout(resolve, (spread / events) * 20));
      }
      await counted(rig);
      await rig.settle();
    });
    const { results } = await rig.database
      .prepare("SELECT sum(count) AS count FROM widget_counts")
      .all<{ count: number }>();
    return {
      ...report,
      tables: [
        {
          title: `${events} events of ${kinds.length} kinds, through one isolate`,
          columns: ["", "rows read", "rows written", "round trips", "queue messages"],
          rows: [
            { name: "counted", cells: [cost.read, cost.written, cost.trips, cost.queued] },
            { name: "a row for each event, for comparison", cells: [0, events, events, 0] },
          ],
        },
      ],
      notes: [
        `${results[0]?.count ?? 0} of ${events + 1} are in the table. What is written grows with isolates and time, not with shoppers: each isolate sends its counts on every ten seconds.`,
      ],
    };
  } finally {
    await rig.stop();
  }
}

async function send(url: string, at: number): Promise<number> {
  const [widget, event] = kinds[at % kinds.length] ?? kinds[0];
  const { status } = await fetch(`${url}/_cw/b`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
    body: JSON.stringify({ widget, event, variant: "standard" }),
  });
  return status;
}

/** Until all are in the table, or nothing comes any more. */
async function counted(rig: Rig): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    const row = await rig.database
      .prepare("SELECT sum(count) AS count FROM widget_counts")
      .first<{ count: number | null }>();
    if ((row?.count ?? 0) > events) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
