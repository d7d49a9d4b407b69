import type { Context } from "../../context.ts";
import { type CartRow, findOpenCart } from "../../db/carts.ts";
import { hasAnswered } from "../../db/survey-answers.ts";
import type { Audience } from "../../domain/audience.ts";
import { minute } from "../../domain/clock.ts";
import type { Incentive } from "../../domain/incentive.ts";
import type { SurveyMoment } from "../../domain/survey-answer.ts";
import type { OverlayName } from "../../wire/storefront-api.ts";
import { foreseeIncentive } from "../incentives/foresee-incentive.ts";
import type { Store } from "../stores/find-store.ts";
import { type Asker, isMeant } from "./is-meant.ts";

export type ChosenOverlay =
  | { show: "offer"; cart: CartRow; mail: "reminder" | "cart" | null; gift: Incentive | null }
  | { show: "survey"; cart: CartRow }
  | { show: null };

/** Who comes back sooner has not been away. */
const awayFor = 30 * minute;

/**
 * What may lie over the page for this shopper now: of what the page asks for, the offer first, else the survey, else nothing.
 * Without a cart there is nothing. Nothing is given or used up by asking.
 *
 * The offer is for who leaves, not for a cart with a code on it. The survey is for who leaves, or comes back to a cart of
 * half an hour ago; nobody who has answered is asked again.
 *
 * @param asked what the page may show: what was closed is not among it
 */
export async function chooseOverlay(
  ctx: Context,
  store: Store,
  asker: Asker,
  asked: readonly OverlayName[],
  moment: SurveyMoment,
): Promise<ChosenOverlay> {
  const cart = await findOpenCart(ctx.db, store.id, asker.shopperId);
  if (!cart || cart.items === 0 || cart.partedAt !== null) return { show: null };
  const { exitOffer, survey } = store.settings.widgets;
  const isFor = (audience: Audience) => isMeant(ctx, store, audience, cart, asker);

  const mayOffer = asked.includes("offer") && moment === "leaving" && exitOffer.enabled;
  if (mayOffer && (cart.coupons ?? []).length === 0 && (await isFor(exitOffer.audience))) {
    return {
      show: "offer",
      cart,
      mail: mailFor(store, cart),
      gift: await foreseeIncentive(ctx, store, cart),
    };
  }
  const isTime = moment === "leaving" || cart.createdAt <= ctx.now() - awayFor;
  const mayAsk = asked.includes("survey") && survey.enabled && survey.moments.includes(moment) && isTime;
  if (!mayAsk || !(await isFor(survey.audience))) return { show: null };
  return (await hasAnswered(ctx.db, store.id, asker.shopperId)) ? { show: null } : { show: "survey", cart };
}

/** Nobody is promised a mail that is not sent, nor asked for an address they have given. */
function mailFor({ settings }: Store, cart: CartRow): "reminder" | "cart" | null {
  const { mail } = settings.widgets.exitOffer;
  if (mail === "none" || settings.sender === null) return null;
  if (mail === "cart") return mail;
  return settings.recovery.enabled && cart.contactId === null ? mail : null;
}
