import { type Cell, formatNumber, type Goal, type Report, type Table } from "../report.ts";
import { ratioOf, spreadOf } from "../statistics.ts";
import type { Measured, Results, Scenario } from "./measure-pages.ts";
import { cartPath, heldBack } from "./pages.ts";
import { type ProxyName, titles } from "./proxies.ts";

/** What was promised of a page, as multiples of the bare worker's. */
const promised = { firstByte: 1.05, whole: 1.0, chunked: 0.7, middle: 0.45 };

/** @param more tables that were made already */
export function reportPages(results: Results, more: Table[], notes: string[]): Report {
  return {
    section: "page",
    title: "A page through the worker",
    tables: [...[...results].map(([scenario, measured]) => tableOf(scenario, measured)), ...more],
    goals: [...results].flatMap(([scenario, measured]) => goalsOf(scenario, measured)),
    notes: [
      "× is a multiple of the bare fetch worker, run by run. CPU is that of the proxy's process alone; the client and the origin are others.",
      "The least with one tag is the limit: it reads the page and puts a tag behind <body>, and asks nothing. It takes no packed page.",
      ...notes,
    ],
  };
}

function tableOf(scenario: Scenario, results: Map<ProxyName, Measured>): Table {
  const base = results.get("passThrough");
  const rows = [...results].map(([name, measured]) => ({
    name: titles[name],
    cells: [
      spreadOr(measured.perSecond),
      ratioOr(measured.perSecond, base?.perSecond),
      spreadOr(measured.cpu),
      spreadOr(measured.first),
      ratioOr(measured.first, base?.first),
      spreadOr(measured.last),
      ratioOr(measured.last, base?.last),
    ],
  }));
  const columns = ["", "req/s", "×", "CPU ms/req", "first byte ms", "×", "last byte ms", "×"];
  return { title: titleOf(scenario), columns, rows };
}

function titleOf({ kind: { kilobytes, way, coding }, path }: Scenario): string {
  const ways = {
    whole: "with its length",
    chunked: "in chunks",
    slow: `in chunks, the last 2 KB held back ${heldBack} ms`,
  };
  const what = path === cartPath ? "cart page, read behind the answer" : "page";
  return `${kilobytes} KB ${what}, ${ways[way]}${coding === "identity" ? "" : `, packed by the origin as ${coding}`}`;
}

const spreadOr = (values: number[]): Cell | null => (values.length > 0 ? spreadOf(values) : null);
const ratioOr = (values: number[], base: number[] | undefined): Cell | null =>
  values.length > 0 && base && base.length > 0 ? ratioOf(values, base) : null;

function goalsOf(scenario: Scenario, results: Map<ProxyName, Measured>): Goal[] {
  const [base, ours, middle, rewriter] = (
    ["passThrough", "cartwright", "cartwrightMiddle", "rewriter"] as const
  ).map((name) => results.get(name));
  const { way, coding } = scenario.kind;
  if (!base || !ours || coding !== "identity" || scenario.path === cartPath) return [];
  const title = titleOf(scenario);
  if (way === "slow") {
    const late = ratioOf(ours.first, base.first).median;
    const goal = `${title}: the first byte comes before the origin has ended`;
    return [
      {
        goal,
        measured: `${formatNumber(late)} × the bare worker's`,
        met: Math.max(...ours.first) < heldBack,
      },
    ];
  }
  const atLeast = (goal: string, one: Measured, other: Measured, least: number): Goal => {
    const { median } = ratioOf(one.perSecond, other.perSecond);
    return {
      goal: `${title}: ${goal} ≥ ${least} ×`,
      measured: `${formatNumber(median)} ×`,
      met: median >= least,
    };
  };
  const first = ratioOf(ours.first, base.first).median;
  return [
    {
      goal: `${title}: first byte ≤ ${promised.firstByte} ×`,
      measured: `${formatNumber(first)} ×`,
      met: first <= promised.firstByte,
    },
    atLeast("throughput", ours, base, promised[way]),
    ...(middle ? [atLeast("throughput with a widget in mid page", middle, base, promised.middle)] : []),
    ...(rewriter ? [atLeast("throughput against HTMLRewriter", ours, rewriter, 1)] : []),
  ];
}
