import type { Context } from "../../worker/context.ts";
import { day } from "../../worker/domain/clock.ts";
import { formatMoney } from "../../worker/domain/money.ts";
import type { StoreDescription } from "../../worker/services/stores/change-store.ts";
import { reportSurvey, type SurveyReport } from "../../worker/services/widgets/report-survey.ts";
import type { Outcome } from "../command-line.ts";

const lookBack = 90;
/** Own words that are shown, the newest. */
const mostWords = 50;

/** What shoppers said held them back, as shares, and in their own words. */
export async function survey(ctx: Context, store: StoreDescription): Promise<Outcome> {
  const report = await reportSurvey(ctx, store.id, ctx.now() - lookBack * day, mostWords);
  const { answers, reasons, own } = report;
  if (answers === 0) return { done: true, lines: [`No answers in the last ${lookBack} days.`] };
  const width = Math.max(...reasons.map(({ reason }) => reason.length));
  return {
    done: true,
    lines: [
      `${answers} ${answers === 1 ? "answer" : "answers"} in the last ${lookBack} days, and what the carts came to`,
      "",
      ...reasons.map((one) => describe(one, answers, width)),
      ...(own.length > 0 ? ["", "In their own words, newest first", ""] : []),
      ...own.map(quote),
    ],
  };
}

function describe(
  { reason, count, values }: SurveyReport["reasons"][number],
  answers: number,
  width: number,
) {
  const share = `${Math.round((100 * count) / answers)}%`;
  const worth = values.map((value) => formatMoney(value, "en")).join(", ");
  return `  ${reason.padEnd(width)}  ${share.padStart(4)}  ${String(count).padStart(5)}  ${worth}`;
}

function quote({ words, stage, device, country, answeredAt }: SurveyReport["own"][number]) {
  const when = new Date(answeredAt).toISOString().slice(0, 10);
  const where = [stage, device, ...(country ? [country] : [])].join(", ");
  // A terminal would do what a control character tells it.
  const text = words === null ? "(its key is gone)" : words.replace(/\p{Cc}+/gu, " ");
  return `  ${when}  ${where}: ${text}`;
}
