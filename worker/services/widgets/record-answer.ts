import type { Context } from "../../context.ts";
import { findOpenCart } from "../../db/carts.ts";
import { answerStatements } from "../../db/survey-answers.ts";
import { hour } from "../../domain/clock.ts";
import { priceDelivery } from "../../storefront/describe-delivery.ts";
import type { SurveyRequest } from "../../wire/storefront-api.ts";
import type { Store } from "../stores/find-store.ts";
import { estimateDelivery } from "./estimate-delivery.ts";
import { deliveryCart } from "./view-delivery.ts";

/** Own words follow the press by minutes at most. */
const wordsFollowWithin = hour;

/** What the words are bound to: they open nowhere else. */
export const wordsLabel = (cartId: string) => `survey_answers/${cartId}`;

/**
 * Keeps what a shopper says held them back from the cart they have open, with what that cart and its delivery came to, in one
 * batch with the cart itself, whose recovery may depend on it. Their own words are sealed. Without an open cart there is nothing
 * they could have been held back from.
 */
export async function recordAnswer(
  ctx: Context,
  store: Store,
  shopper: { shopperId: string; country: string | null; region: string | null },
  { reason, words, moment, device, language }: SurveyRequest,
): Promise<void> {
  const { survey, shipping } = store.settings.widgets;
  if (!survey.enabled) return;
  const cart = await findOpenCart(ctx.db, store.id, shopper.shopperId);
  if (!cart || cart.items === 0) return;
  const { country, region } = shopper;
  const told = shipping.enabled ? await estimateDelivery(ctx, store, { country, region, cart }, null) : null;
  const quoted = shipping.enabled && priceDelivery(shipping, { country, region, cart: deliveryCart(cart) });
  const now = ctx.now();
  const answer = {
    cartId: cart.id,
    storeId: store.id,
    reason,
    wordsSealed: words ? await ctx.keys.encrypt(words, wordsLabel(cart.id)) : null,
    moment,
    totalMinor: cart.totalMinor,
    currency: cart.currency,
    deliveryMinor: told?.price ?? (quoted ? quoted.minor : null),
    stage: cart.stage,
    device,
    country,
    language,
    answeredAt: now,
  };
  await ctx.db.batch(answerStatements(ctx.db, answer, now - wordsFollowWithin));
}
