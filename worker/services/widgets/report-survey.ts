import type { Context } from "../../context.ts";
import { countReasons, selectOwnWords } from "../../db/survey-answers.ts";
import { wordsLabel } from "./record-answer.ts";

export interface SurveyReport {
  /** How many answered. */
  answers: number;
  /** Most given first. `minor`: what their carts came to, by currency. */
  reasons: { reason: string; count: number; values: { currency: string; minor: number }[] }[];
  /** Newest first. `words`: `null` when their key is gone. */
  own: { words: string | null; stage: string; device: string; country: string | null; answeredAt: number }[];
}

/** What shoppers said since then held them back, for the merchant. Carts that were removed meanwhile are no longer in it. */
export async function reportSurvey(
  ctx: Context,
  storeId: string,
  since: number,
  mostWords: number,
): Promise<SurveyReport> {
  const [counts, own] = await ctx.db.batch([
    countReasons(ctx.db, storeId, since),
    selectOwnWords(ctx.db, storeId, since, mostWords),
  ]);
  const reasons = [...Map.groupBy(counts, ({ reason }) => reason)].map(([reason, rows]) => ({
    reason,
    count: rows.reduce((sum, { count }) => sum + count, 0),
    values: rows.map(({ currency, minor }) => ({ currency, minor })),
  }));
  return {
    answers: reasons.reduce((sum, { count }) => sum + count, 0),
    reasons: reasons.sort((one, other) => other.count - one.count),
    own: await Promise.all(
      own.map(async ({ cartId, wordsSealed, ...rest }) => ({
        words: wordsSealed && (await ctx.keys.decrypt(wordsSealed, wordsLabel(cartId))),
        ...rest,
      })),
    ),
  };
}
