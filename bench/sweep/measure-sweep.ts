import type { Options } from "../options.ts";
import type { Report, Table } from "../report.ts";
import { Rig } from "../rig.ts";
import { addBacklog, addIdle, growTo, noon } from "../seed.ts";
import { medianOf, spreadOf } from "../statistics.ts";

const minute = 60_000;
/** Until the first mail of the default sequence is due. */
const firstMail = 60 * minute;

/** Finding what is due, and sending it, as what is stored grows. */
export async function measureSweep(options: Options): Promise<Report> {
  const rig = await Rig.start();
  try {
    const rows: Table["rows"] = [];
    await rig.do({ deed: "set-clock", now: noon });
    for (const size of options.quick ? [10_000] : [10_000, 100_000, 1_000_000]) {
      await growTo(rig.database, size);
      rows.push(...(await measureAt(rig, size, options)));
    }
    const columns = ["", "ms", "SELECT 1, ms", "round trips", "rows read", "rows written", "queue messages"];
    return {
      section: "sweep",
      title: "The sweep, and sending",
      tables: [{ title: "By the number of stored carts", columns, rows }],
      goals: flat(rows),
      notes: [
        "A mail's cost is all of its way: queue, claim, last look, rendering, sealing, a provider that answers at once, receipt. Locally one consumer works at a time; the platform runs many.",
        "Messages are taken up out of a backlog of 100,000 that are due (1,000 with --quick); they wait in the same table while the mails are sent.",
      ],
    };
  } finally {
    await rig.stop();
  }
}

async function measureAt(rig: Rig, size: number, { quick }: Options): Promise<Table["rows"]> {
  const named = size.toLocaleString("en-GB");
  const count = quick ? 50 : 200;
  await rig.database.exec("DELETE FROM recovery_messages");
  const floor = await floorOf(rig);
  const idle = await rig.meter(() => rig.do({ deed: "abandon" }));
  await addIdle(rig, count);
  const abandoned = await rig.meter(() => rig.do({ deed: "abandon" }));
  await rig.do({ deed: "set-clock", now: noon + firstMail });
  const backlog = quick ? 1_000 : 100_000;
  await addBacklog(rig.database, backlog);
  await rig.do({ deed: "set-clock", now: noon + firstMail + minute });
  const before = await rig.inbox();
  let found = 0;
  const sent = await rig.meter(async () => {
    while (found < count) {
      const { messages } = await rig.do<{ messages: number }>({ deed: "enqueue" });
      if (messages === 0) break;
      found += messages;
      await rig.settle();
    }
  });
  const mails = (await rig.inbox()).mails - before.mails;
  if (mails !== count) throw new Error(`${mails} mails came of ${count} that were due`);
  await rig.do({ deed: "set-clock", now: noon + 3 * firstMail });
  let taken = 0;
  const taking = await rig.meter(async () => {
    taken = (await rig.do<{ messages: number }>({ deed: "enqueue" })).messages;
  });
  // Nobody is behind these: what the queue brings finds nothing.
  await rig.database.exec("DELETE FROM recovery_messages");
  await rig.settle();
  await rig.do({ deed: "set-clock", now: noon });
  const row = (name: string, cost: typeof sent, each: number) => ({
    name: `${named}: ${name}`,
    cells: [
      cost.ms / each,
      spreadOf(floor),
      cost.trips / each,
      cost.read / each,
      cost.written / each,
      cost.queued / each,
    ],
  });
  return [
    row("a sweep that finds nothing", idle, 1),
    row(`one cart abandoned, of ${count}`, abandoned, count),
    row(`one mail sent, of ${count}`, sent, count),
    row(`one due message taken up, of ${taken} in a run`, taking, taken),
  ];
}

/** The least a round trip to D1 costs here and now, in ms. */
async function floorOf(rig: Rig): Promise<number[]> {
  const floor = [];
  for (let run = 0; run < 3; run++) {
    floor.push((await rig.meter(() => rig.do({ deed: "ask-nothing", times: 50, atOnce: 1 }))).ms / 50);
  }
  return floor;
}

/** Rows of the table for each size. */
const kinds = 4;

/** Rows read must not depend on how many carts there are. */
function flat(rows: Table["rows"]): Report["goals"] {
  const sizes = rows.length / kinds;
  if (sizes < 2) return [];
  const read = (at: number) => Number(rows[at]?.cells[3]);
  return Array.from({ length: kinds }, (_, kind) => {
    const all = Array.from({ length: sizes }, (_, at) => read(at * kinds + kind));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const name = rows[kind]?.name.replace(/^[\d,]+: /, "") ?? "";
    return {
      goal: `${name}: rows read do not grow with the table`,
      measured: `${least.toFixed(1)} to ${most.toFixed(1)}, middle ${medianOf(all).toFixed(1)}`,
      met: most <= least * 1.5 + 1,
    };
  });
}
