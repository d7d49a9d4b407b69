import type { Browser } from "playwright-core";
import { openBrowser } from "../../e2e/browser.ts";
import type { Options } from "../options.ts";
import { installPeers } from "../peers.ts";
import { Helper } from "../processes.ts";
import type { Report, Table } from "../report.ts";
import { Rig } from "../rig.ts";
import { medianOf, shuffled, spreadOf } from "../statistics.ts";
import { peers } from "./peers.ts";
import { type Device, devices, type Visit, visitPage } from "./visit-page.ts";

/** The cart page on a slow phone: as the shop has it, with us in front, and with others' packages in it. */
export async function measureBrowser({ quick }: Options): Promise<Report> {
  const installed = installPeers();
  const notes = "absent" in installed ? [installed.absent] : [];
  const rig = await Rig.start({ dwellSeconds: 0 });
  const others = "folder" in installed ? Object.keys(peers) : [];
  const shops = ["shop", ...others].map((name) => `${name}=${rig.origin}`);
  const { helper: front, first: ports } = await Helper.start<Record<string, number>>(
    new URL("front.ts", import.meta.url).pathname,
    ["folder" in installed ? installed.folder : "", ...shops, `cartwright=${rig.url}`],
  );
  let browser: Browser | null = null;
  try {
    browser = await openBrowser();
    const names = ["shop", "cartwright", ...others];
    const visits = new Map<string, Visit[]>(names.map((name) => [name, []]));
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      for (const name of shuffled(names)) {
        const shows = name === "cartwright" ? "leave" : (peers[name]?.shows ?? null);
        visits.get(name)?.push(await visitPage(browser, `http://127.0.0.1:${ports[name]}`, shows));
      }
    }
    const paired = await visitInPairs(browser, ports, quick);
    return reportBrowser(visits, paired, notes);
  } finally {
    await browser?.close();
    await front.stop();
    await rig.stop();
  }
}

type Paired = Map<Device, { without: Visit[]; with: Visit[] }>;

/** With us and without, one after the other: what disturbs the machine disturbs both. */
async function visitInPairs(
  browser: Browser,
  ports: Record<string, number>,
  quick: boolean,
): Promise<Paired> {
  const paired: Paired = new Map();
  for (const device of Object.keys(devices) as Device[]) {
    const pair = { without: [] as Visit[], with: [] as Visit[] };
    paired.set(device, pair);
    for (let round = 0; round < (quick ? 1 : 7); round++) {
      for (const which of shuffled(["without", "with"] as const)) {
        const name = which === "with" ? "cartwright" : "shop";
        pair[which].push(await visitPage(browser, `http://127.0.0.1:${ports[name]}`, null, device));
      }
    }
  }
  return paired;
}

function tableOfPairs(paired: Paired): Table {
  const keys = ["ttfb", "lcp", "cls", "blocked", "interaction"] as const;
  const rows = [...paired].flatMap(([device, pair]) => [
    {
      name: `${device}: the shop alone`,
      cells: [...keys.map((key) => spreadOf(pair.without.map((visit) => visit[key]))), null],
    },
    {
      name: `${device}: added by Cartwright`,
      cells: [
        ...keys.map((key) =>
          spreadOf(pair.with.map((visit, at) => visit[key] - (pair.without[at]?.[key] ?? Number.NaN))),
        ),
        Math.max(...pair.with.map(({ ownTask }) => ownTask)),
      ],
    },
  ]);
  const columns = ["", "TTFB ms", "LCP ms", "CLS", "TBT ms", "slowest input ms", "longest task of ours ms"];
  return { title: "The cart page with and without Cartwright, visit by visit", columns, rows };
}

function reportBrowser(visits: Map<string, Visit[]>, paired: Paired, notes: string[]): Report {
  const base = visits.get("shop") ?? [];
  const added = (all: Visit[], key: keyof Visit) =>
    spreadOf(all.map((visit, at) => visit[key] - (base[at]?.[key] ?? 0)));
  const keys = ["bytes", "requests", "lcp", "cls", "blocked", "interaction"] as const;
  const rows: Table["rows"] = [...visits].map(([name, all]) => ({
    name: titleOf(name),
    cells: keys.map((key) => (name === "shop" ? spreadOf(all.map((visit) => visit[key])) : added(all, key))),
  }));
  const shown: Table["rows"] = [...visits]
    .filter(([name]) => name === "cartwright" || (peers[name]?.shows ?? null) !== null)
    .map(([name, all]) => {
      const seen = all.filter((visit) => visit.shown > 0);
      if (seen.length === 0) return { name: titleOf(name), cells: ["did not show", null, null] };
      return {
        name: titleOf(name),
        cells: [
          spreadOf(seen.map(({ shown }) => shown)),
          added(all, "shownBytes"),
          spreadOf(all.map(({ shownShift }) => shownShift)),
        ],
      };
    });
  const ours = visits.get("cartwright") ?? [];
  const ownTask = Math.max(
    ...[...paired.values()].flatMap((pair) => pair.with.map((visit) => visit.ownTask)),
  );
  const late = medianOf(ours.map((visit, at) => visit.lcp - (base[at]?.lcp ?? 0)));
  const shift = Math.max(...ours.map(({ cls, shownShift }, at) => cls + shownShift - (base[at]?.cls ?? 0)));
  return {
    section: "browser",
    title: "In the browser",
    tables: [
      {
        title:
          "A cart page on a phone (4 × slower processor, 150 ms and 1.6 Mbit/s): the shop's own, and what others add to it",
        columns: ["", "bytes", "requests", "LCP ms", "CLS", "TBT ms", "slowest input ms"],
        rows,
      },
      {
        title: "A question or an offer over the page",
        columns: ["", "until it stands, ms", "bytes added until then", "CLS by it"],
        rows: shown,
      },
      tableOfPairs(paired),
    ],
    goals: [
      {
        goal: "no long task of ours",
        measured: `${Math.round(ownTask)} ms`,
        met: ownTask === 0,
      },
      { goal: "nothing moves: CLS added by us is 0", measured: shift.toFixed(4), met: shift < 0.001 },
      { goal: "LCP is not later by more than 50 ms", measured: `${Math.round(late)} ms`, met: late <= 50 },
    ],
    notes: [
      "Bytes are those on the wire, packed with brotli 5 for everybody. The second table counts from the navigation for others, who show at once, and from the sign of leaving for us.",
      "CleverTap shows what its server says; without that server its package is loaded and begins, and no more.",
      ...notes,
    ],
  };
}

function titleOf(name: string): string {
  if (name === "shop") return "the shop alone";
  return name === "cartwright" ? "+ Cartwright" : `+ ${peers[name]?.title}`;
}
