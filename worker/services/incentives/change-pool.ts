import type { Context } from "../../context.ts";
import { countCoupons, deleteFree, insertCodes, selectIncentiveCounts } from "../../db/coupons.ts";
import { newId } from "../../domain/ids.ts";
import { couponKey, monthOf } from "../../domain/incentive.ts";
import { couponCode } from "../../wire/incentive-settings.ts";
import { hashCoupon, sealCoupon } from "./coupon-codes.ts";

/** In one transaction, which may take 30 s; and in one statement of it, whose JSON is about 200 bytes a code. */
const mostCodes = 10_000;
const perStatement = 1000;

export type Added =
  | { status: "added"; added: number; duplicates: string[] }
  /** Nothing was added. @property problems what is wrong with which line; no codes */
  | { status: "refused"; problems: string[] };

/**
 * Adds the codes of a text, one a line, to an incentive's pool: all that are new, in one transaction, or none. A code that
 * the store has already, for whatever incentive and whatever became of it, is left as it is and told.
 */
export async function addCodes(
  ctx: Context,
  storeId: string,
  incentive: string,
  text: string,
): Promise<Added> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const numbered = lines.map((code, at) => ({ code, line: at + 1 })).filter(({ code }) => code !== "");
  const problems = numbered.flatMap(({ code, line }) => {
    const parsed = couponCode.safeParse(code);
    return parsed.success ? [] : [`line ${line}: ${parsed.error.issues[0]?.message ?? "no code"}`];
  });
  if (numbered.length === 0) problems.push("there is no code in it");
  if (numbered.length > mostCodes) problems.push(`more than ${mostCodes} codes: add them in several files`);
  if (problems.length > 0) return { status: "refused", problems };
  const unique = new Map(numbered.map(({ code }) => [couponKey(code), code]));
  const codes = await Promise.all([...unique.values()].map((code) => sealed(ctx, storeId, code)));
  const now = ctx.now();
  const [first, ...rest] = chunked(codes).map((chunk) =>
    insertCodes(
      ctx.db,
      storeId,
      incentive,
      chunk.map(({ row }) => row),
      now,
    ),
  );
  if (!first) return { status: "refused", problems: ["there is no code in it"] };
  const kept = new Set((await ctx.db.batch([first, ...rest])).flat().map(({ codeHash }) => codeHash));
  const known = codes.filter(({ row }) => !kept.has(row.codeHash)).map(({ code }) => code);
  const repeated = numbered.map(({ code }) => code).filter(isRepeated());
  return { status: "added", added: kept.size, duplicates: [...new Set([...known, ...repeated])] };
}

/** Tells of each code whether it was there before. */
function isRepeated() {
  const seen = new Set<string>();
  return (code: string) => seen.size === seen.add(couponKey(code)).size;
}

async function sealed(ctx: Context, storeId: string, code: string) {
  const id = newId("coupon");
  const row = {
    id,
    codeHash: await hashCoupon(ctx, storeId, code),
    codeSealed: await sealCoupon(ctx, id, code),
  };
  return { code, row };
}

function chunked<Item>(items: Item[]): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += perStatement) chunks.push(items.slice(at, at + perStatement));
  return chunks;
}

/** Withdraws every code that nobody was given. What was given stays in force. @returns how many were withdrawn */
export async function revokeCodes(ctx: Context, storeId: string, incentive: string): Promise<number> {
  return (await deleteFree(ctx.db, storeId, incentive)).length;
}

/** What became of a store's incentives. */
export interface IncentiveReport {
  incentive: string;
  /** Now, by state: `free`, `held`, `issued`, `ended` (issued, not used, over), `redeemed`. */
  states: Record<string, number>;
  /** Of this month and the one before, newest first: `issued`, `redeemed`, `leaked`, `withheld:pool-empty`… */
  counts: { month: number; what: string; count: number; worthMinor: number }[];
}

/** @param names also those of which there is nothing to tell yet */
export async function reportIncentives(
  ctx: Context,
  storeId: string,
  names: string[],
): Promise<IncentiveReport[]> {
  const now = ctx.now();
  const month = monthOf(now);
  const lastMonth = month % 100 === 1 ? month - 89 : month - 1;
  const [states, counts] = await ctx.db.batch([
    countCoupons(ctx.db, storeId, now),
    selectIncentiveCounts(ctx.db, storeId, lastMonth),
  ]);
  const all = new Set([
    ...names,
    ...states.map((row) => row.incentive),
    ...counts.map((row) => row.incentive),
  ]);
  return [...all].sort().map((incentive) => ({
    incentive,
    states: Object.fromEntries(
      states.filter((row) => row.incentive === incentive).map(({ state, count }) => [state, count]),
    ),
    counts: counts
      .filter((row) => row.incentive === incentive && row.count !== 0)
      .map(({ month, what, count, worthMinor }) => ({ month, what, count, worthMinor })),
  }));
}
