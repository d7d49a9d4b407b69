import { basis, modelCost } from "../model-cost.ts";
import type { Options } from "../options.ts";
import type { Report, Table } from "../report.ts";
import { Rig } from "../rig.ts";
import { growTo, noon } from "../seed.ts";
import { ratioOf, spreadOf } from "../statistics.ts";
import { followCart } from "./follow-cart.ts";

const heartbeat = 600_000;

/** What remembering a cart costs, as the table grows, beside the least that D1 can be asked. */
export async function measureCarts(options: Options): Promise<Report> {
  const rig = await Rig.start();
  try {
    await rig.do({ deed: "set-clock", now: noon });
    const followed = await followCart(rig);
    const tables: Table[] = [];
    for (const size of options.quick ? [10_000] : [10_000, 100_000, 1_000_000]) {
      await growTo(rig.database, size);
      tables.push(await measureAt(rig, size, options));
    }
    return {
      section: "carts",
      title: "Carts",
      tables: [...tables, followed.table, modelCost(followed.acts)],
      goals: [],
      notes: [
        "× is a multiple of `SELECT 1` through the same binding, one after another, in the same round. A D1 in another city adds a network's round trip to each.",
        "Rows are those that D1 bills: an index that an insert or update touches is a row of its own.",
        ...followed.notes,
        basis,
      ],
    };
  } finally {
    await rig.stop();
  }
}

async function measureAt(rig: Rig, size: number, { quick }: Options): Promise<Table> {
  const times = quick ? 20 : 80;
  const rounds = 3;
  const kinds = ["a cart is begun", "a cart changes", "a cart is seen unchanged", "a sign of life"] as const;
  const costs = new Map(kinds.map((kind) => [kind, { ms: [] as number[], trips: 0, read: 0, written: 0 }]));
  const floor: number[] = [];
  const perSecond: number[] = [];
  const floorPerSecond: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const shoppers = `${size}x${round}x`;
    const capture = (quantity: number, atOnce = 1) =>
      rig.do({ deed: "capture", shoppers, quantity, times, atOnce });
    const nothing = (atOnce: number) => rig.do({ deed: "ask-nothing", times, atOnce });
    floor.push((await rig.meter(() => nothing(1))).ms / times);
    floorPerSecond.push((times / (await rig.meter(() => nothing(8))).ms) * 1000);
    for (const [at, kind] of kinds.entries()) {
      if (kind === "a sign of life") await rig.do({ deed: "set-clock", now: noon + heartbeat });
      const cost = await rig.meter(() => capture(at === 0 ? 1 : 2));
      const kept = costs.get(kind);
      kept?.ms.push(cost.ms / times);
      if (kept) {
        kept.trips = cost.trips / times;
        kept.read = cost.read / times;
        kept.written = cost.written / times;
      }
    }
    await rig.do({ deed: "set-clock", now: noon + 2 * heartbeat });
    perSecond.push((times / (await rig.meter(() => capture(3, 8))).ms) * 1000);
    await rig.do({ deed: "set-clock", now: noon });
  }
  const { meta } = await rig.database.prepare("SELECT 1").run();
  return {
    title: `A table of ${size.toLocaleString("en-GB")} carts, a database of ${Math.round(meta.size_after / 1e6)} MB`,
    columns: ["", "ms", "×", "round trips", "rows read", "rows written"],
    rows: [
      { name: "SELECT 1", cells: [spreadOf(floor), 1, 1, 0, 0] },
      ...[...costs].map(([name, { ms, trips, read, written }]) => ({
        name,
        cells: [spreadOf(ms), ratioOf(ms, floor), trips, read, written],
      })),
      {
        name: "changes a second, 8 at once",
        cells: [spreadOf(perSecond), ratioOf(perSecond, floorPerSecond), null, null, null],
      },
    ],
  };
}
