import { and, desc, eq, gte, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { carts, surveyAnswers } from "./schema.ts";

export type SurveyAnswer = typeof surveyAnswers.$inferSelect;

/**
 * Keeps what a shopper said about a cart, and tells the cart: its sequences may ask for it. One answer a cart: a second
 * changes nothing, but that words may still come, or come to an end, to the same answer.
 * @param wordsUntil answers given since then may still get words
 */
export function answerStatements(db: Database, answer: SurveyAnswer, wordsUntil: number) {
  const { cartId, storeId } = answer;
  return [
    db
      .insert(surveyAnswers)
      .values(answer)
      .onConflictDoUpdate({
        target: surveyAnswers.cartId,
        set: { wordsSealed: sql`coalesce(excluded.words_sealed, words_sealed)` },
        setWhere: sql`store_id = excluded.store_id AND reason = excluded.reason AND answered_at >= ${wordsUntil}`,
      }),
    db
      .update(carts)
      .set({ reason: sql`(SELECT reason FROM survey_answers WHERE survey_answers.cart_id = carts.id)` })
      .where(and(eq(carts.id, cartId), eq(carts.storeId, storeId))),
  ] as const;
}

/** Whether this shopper has said of any cart that is still kept what held them back. */
export async function hasAnswered(db: Database, storeId: string, shopperId: string): Promise<boolean> {
  const found = await db
    .select({ id: carts.id })
    .from(carts)
    .where(and(eq(carts.shopperId, shopperId), eq(carts.storeId, storeId), isNotNull(carts.reason)))
    .limit(1);
  return found.length > 0;
}

/** How often each reason was given since then, and what those carts came to, by currency. */
export function countReasons(db: Database, storeId: string, since: number) {
  const { reason, currency } = surveyAnswers;
  return db
    .select({ reason, currency, count: sql<number>`count(*)`, minor: sql<number>`sum(total_minor)` })
    .from(surveyAnswers)
    .where(and(eq(surveyAnswers.storeId, storeId), gte(surveyAnswers.answeredAt, since)))
    .groupBy(reason, currency);
}

/** The newest answers in shoppers' own words, newest first. */
export function selectOwnWords(db: Database, storeId: string, since: number, limit: number) {
  const { cartId, wordsSealed, stage, device, country, answeredAt } = surveyAnswers;
  return db
    .select({ cartId, wordsSealed, stage, device, country, answeredAt })
    .from(surveyAnswers)
    .where(
      and(eq(surveyAnswers.storeId, storeId), gte(surveyAnswers.answeredAt, since), isNotNull(wordsSealed)),
    )
    .orderBy(desc(answeredAt))
    .limit(limit);
}
