import { type Difference, isWithinNoise, type Spread } from "./statistics.ts";

/** What a section found. Numbers stay numbers: the JSON is made of the same. */
export interface Report {
  section: string;
  title: string;
  tables: Table[];
  /** What was promised, and whether it held here. */
  goals: Goal[];
  /** What was left out, and anything a reader must know to read the tables. */
  notes: string[];
}

export interface Table {
  title: string;
  columns: string[];
  rows: { name: string; cells: (Cell | null)[] }[];
}

export type Cell = string | number | Spread | Difference;

export interface Goal {
  goal: string;
  measured: string;
  met: boolean;
}

export function printReport({ title, tables, goals, notes }: Report): string {
  const parts = [`\n## ${title}`, ...tables.map(printTable)];
  if (goals.length > 0) {
    const lines = goals.map(
      ({ goal, measured, met }) => `- ${met ? "met" : "**missed**"}: ${goal} (${measured})`,
    );
    parts.push(lines.join("\n"));
  }
  if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join("\n"));
  return parts.join("\n\n");
}

/** Markdown, in columns that a terminal shows as columns. */
function printTable({ title, columns, rows }: Table): string {
  const texts = rows.map(({ name, cells }) => [name, ...cells.map(formatCell)]);
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...texts.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${widths.map((width, at) => (at === 0 ? (cells[at] ?? "").padEnd(width) : (cells[at] ?? "").padStart(width))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [`**${title}**`, "", line(columns), rule, ...texts.map(line)].join("\n");
}

function formatCell(cell: Cell | null): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return formatNumber(cell);
  if ("interval" in cell) return formatDifference(cell);
  const [least, most] = [formatNumber(cell.min), formatNumber(cell.max)];
  if (least === most) return least;
  return `${formatNumber(cell.median)} (${least}${cell.min < 0 ? " to " : "–"}${most})`;
}

/** Bold where zero is not in the interval: this is not noise. */
function formatDifference(difference: Difference): string {
  const { median, interval } = difference;
  const middle = formatNumber(median);
  const signed = median > 0 && middle !== "0" ? `+${middle}` : middle;
  if (interval === null) return `${signed} (too few)`;
  const [low, high] = interval.map(formatNumber);
  if (low === high) return signed;
  const told = `${signed} (${low} to ${high})`;
  return isWithinNoise(difference) ? told : `**${told}**`;
}

/** Three digits that count, and none that pretend to. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size < 0.0005) return "0";
  const isWhole = size >= 100 || Number.isInteger(value);
  const text = isWhole
    ? Math.round(value).toLocaleString("en-GB")
    : value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
  return text.replace("-", "−");
}
