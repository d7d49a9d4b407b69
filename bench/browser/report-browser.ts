import type { Goal, Report, Table } from "../report.ts";
import { differenceOf, isWithinNoise, medianOf, spreadOf } from "../statistics.ts";
import type { PagePairs } from "./measure-browser.ts";
import { peers } from "./peers.ts";
import type { Visit } from "./visit-page.ts";

/** Longer ones hold up what a shopper does (W3C Long Tasks API §1). */
const longTask = 50;

export function reportBrowser(seen: Map<string, Visit[]>, pairs: PagePairs[], notes: string[]): Report {
  return {
    section: "browser",
    title: "In the browser",
    tables: [tableOfAll(seen), tableOfShown(seen), tableOfPairs(pairs)],
    goals: goalsOf(pairs),
    notes: [
      "The shop alone is asked for through the same local worker, which then only fetches: what this machine takes for that is no shop's.",
      "Bytes are those on the wire, packed with brotli 5 for everybody. The second table counts from the navigation for others, who show at once, and from the sign of leaving for us.",
      "CleverTap shows what its server says; without that server its package is loaded and begins, and no more.",
      "The third table: the middle of what each visit with us differed from its neighbour without us, and in brackets where the true middle lies at 95 %. Bold: zero is not in it, so that it is no noise. Cart and checkout by turns; of the demo shop the cart.",
      "Scripts of ours are timed by the browser's clock, in frames of 50 ms and more: on a busy machine that is waiting as well.",
      ...notes,
    ],
  };
}

function tableOfAll(seen: Map<string, Visit[]>): Table {
  const base = seen.get("shop") ?? [];
  const keys = ["bytes", "requests", "lcp", "cls", "blocked", "interaction"] as const;
  return {
    title:
      "A cart page on a phone (4 × slower processor, 150 ms and 1.6 Mbit/s): the shop's own, and what others add to it",
    columns: ["", "bytes", "requests", "LCP ms", "CLS", "TBT ms", "slowest input ms"],
    rows: [...seen].map(([name, all]) => ({
      name: titleOf(name),
      cells: keys.map((key) =>
        name === "shop" ? spreadOf(all.map((visit) => visit[key])) : added(all, base, key),
      ),
    })),
  };
}

function tableOfShown(seen: Map<string, Visit[]>): Table {
  const base = seen.get("shop") ?? [];
  const showing = [...seen].filter(
    ([name]) => name === "cartwright" || (peers[name]?.shows ?? null) !== null,
  );
  return {
    title: "A question or an offer over the page",
    columns: ["", "shown", "until it stands, ms", "bytes added until then", "CLS by it"],
    rows: showing.map(([name, all]) => {
      const shown = all.filter((visit) => visit.shown > 0);
      const times = `${shown.length} of ${all.length}`;
      if (shown.length === 0) return { name: titleOf(name), cells: [times, null, null, null] };
      return {
        name: titleOf(name),
        cells: [
          times,
          spreadOf(shown.map((visit) => visit.shown)),
          added(all, base, "shownBytes"),
          spreadOf(all.map(({ shownShift }) => shownShift)),
        ],
      };
    }),
  };
}

function added(all: Visit[], base: Visit[], key: keyof Visit) {
  return spreadOf(all.map((visit, round) => visit[key] - (base[round]?.[key] ?? Number.NaN)));
}

const compared = ["ttfb", "lcp", "cls", "blocked", "interaction"] as const;

function tableOfPairs(all: PagePairs[]): Table {
  const rows = all.flatMap(({ shop, device, pairs }) => [
    {
      name: `${shop}, ${device}: alone`,
      cells: [
        ...(["bytes", ...compared] as const).map((key) => medianOf(pairs.map(({ without }) => without[key]))),
        null,
      ],
    },
    addedTo("+ Cartwright", pairs),
  ]);
  const everything = all.flatMap(({ pairs }) => pairs);
  return {
    title: "Pages with and without Cartwright, visited by turns",
    columns: [
      "",
      "bytes",
      "TTFB ms",
      "LCP ms",
      "CLS",
      "TBT ms",
      "slowest input ms",
      "longest script of ours ms",
    ],
    rows: [...rows, addedTo("all of them: + Cartwright", everything)],
  };
}

function addedTo(name: string, pairs: PagePairs["pairs"]) {
  return {
    name,
    cells: [
      // Exact: nothing to be sure of.
      spreadOf(pairs.map((pair) => pair.with.bytes - pair.without.bytes)),
      ...compared.map((key) => difference(pairs, key)),
      spreadOf(pairs.map((pair) => pair.with.ownTask)),
    ],
  };
}

function difference(pairs: PagePairs["pairs"], key: keyof Visit, among = 1) {
  return differenceOf(
    pairs.map((pair) => pair.with[key] - pair.without[key]),
    among,
  );
}

function goalsOf(all: PagePairs[]): Goal[] {
  const within = (key: keyof Visit) =>
    all.filter(({ pairs }) => isWithinNoise(difference(pairs, key, all.length))).length;
  const script = Math.max(...all.map(({ pairs }) => medianOf(pairs.map((pair) => pair.with.ownTask))));
  const visits = all.flatMap(({ pairs }) => pairs.map((pair) => pair.with));
  const moved = Math.max(
    ...all.map(({ pairs }) => difference(pairs, "cls").median),
    ...visits.map(({ shownShift }) => shownShift),
  );
  const isEnough = all.every(({ pairs }) => difference(pairs, "lcp", all.length).interval !== null);
  const goals = (isEnough ? (["ttfb", "lcp", "blocked"] as const) : []).map((key) => ({
    goal: `${{ ttfb: "TTFB", lcp: "LCP", blocked: "TBT" }[key]} as without us, within noise`,
    measured: `zero is in the interval of ${within(key)} of ${all.length} pages, at 95 % of all at once`,
    met: within(key) === all.length,
  }));
  return [
    {
      goal: "no long task of ours: the longest script in the middle visit of any page is below 50 ms",
      measured: `${Math.round(script)} ms`,
      met: script < longTask,
    },
    { goal: "nothing moves: CLS added by us is 0", measured: moved.toFixed(4), met: moved < 0.001 },
    ...goals,
  ];
}

function titleOf(name: string): string {
  if (name === "shop") return "the shop alone";
  return name === "cartwright" ? "+ Cartwright" : `+ ${peers[name]?.title}`;
}
