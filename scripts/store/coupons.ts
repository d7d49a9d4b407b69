import { readFileSync } from "node:fs";
import type { Context } from "../../worker/context.ts";
import {
  addCodes,
  type IncentiveReport,
  reportIncentives,
  revokeCodes,
} from "../../worker/services/incentives/change-pool.ts";
import type { StoreDescription } from "../../worker/services/stores/change-store.ts";
import type { Outcome } from "../command-line.ts";

export type CouponsCommand =
  | { action: "show" }
  | { action: "add"; name: string; file: string }
  | { action: "revoke"; name: string };

/** How many duplicates are named before the rest are only counted. */
const mostNamed = 20;

/** The codes of a store's incentives. None is ever shown again but those that were just given. */
export async function coupons(
  ctx: Context,
  store: StoreDescription,
  command: CouponsCommand,
  readInput: () => Promise<string>,
): Promise<Outcome> {
  const names = Object.keys(store.settings.incentives);
  if (command.action === "show") {
    const reports = await reportIncentives(ctx, store.id, names);
    const none = "No incentives yet: docs/incentives.md";
    return { done: true, lines: reports.length === 0 ? [none] : reports.flatMap(describe) };
  }
  const { name } = command;
  if (command.action === "revoke") {
    const revoked = await revokeCodes(ctx, store.id, name);
    const rest = "What was given stays in force until its end: cancel that in the shop itself.";
    return {
      done: true,
      lines: [`${store.name}, ${name}: ${counted(revoked)} withdrawn that nobody had. ${rest}`],
    };
  }
  if (store.settings.incentives[name]?.source !== "pool") {
    const known = names.length > 0 ? ` It has ${names.join(", ")}.` : "";
    return { done: false, lines: [`${store.name} has no incentive "${name}" with a pool.${known}`] };
  }
  const text = command.file === "-" ? await readInput() : readFileSync(command.file, "utf8");
  const added = await addCodes(ctx, store.id, name, text);
  if (added.status === "refused") {
    return { done: false, lines: ["Nothing was added:", ...added.problems.slice(0, mostNamed).map(indent)] };
  }
  const { duplicates } = added;
  const more = duplicates.length - mostNamed;
  return {
    done: true,
    lines: [
      `${store.name}, ${name}: ${counted(added.added)} added.`,
      ...(duplicates.length > 0 ? ["There already, and left as they are:"] : []),
      ...duplicates.slice(0, mostNamed).map(indent),
      ...(more > 0 ? [indent(`and ${more} more`)] : []),
      "Give them the same end in the shop as the incentive has, or a later one: the shop decides what it takes.",
    ],
  };
}

function describe({ incentive, states, counts }: IncentiveReport): string[] {
  const of = (state: string) => states[state] ?? 0;
  return [
    incentive,
    indent(
      `${of("free")} left, ${of("issued") + of("held")} issued and in force, ${of("redeemed")} redeemed, ${of("ended")} ended unused`,
    ),
    ...counts.map(({ month, what, count }) =>
      indent(`${String(month).slice(0, 4)}-${String(month).slice(4)}  ${what}  ${count}`),
    ),
  ];
}

const counted = (codes: number) => (codes === 1 ? "1 code" : `${codes} codes`);

const indent = (line: string) => `  ${line}`;
