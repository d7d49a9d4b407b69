import { Hono } from "hono";
import { surveyMoments } from "../../../widgets/survey/settings.ts";
import { matchLanguage } from "../../domain/language.ts";
import { viewCart } from "../../services/carts/view-cart.ts";
import { chooseOverlay } from "../../services/widgets/choose-overlay.ts";
import { viewDelivery } from "../../services/widgets/view-delivery.ts";
import { paths } from "../../wire/paths.ts";
import { type OverlayView, overlays } from "../../wire/storefront-api.ts";
import { noStore } from "./guards.ts";
import { wordOffer, wordSurvey } from "./pages/overlay-words.ts";
import { placeOf, readShopperId, referrerOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * The shopper's own cart, for widgets, or what may lie over the page for them. Nobody else's can be asked for: there is no id
 * to give.
 */
export const cartRoute = new Hono<StorefrontEnv>().get(paths.cart, async (c) => {
  const { ctx, store } = c.var;
  const language = matchLanguage(c.req.query("lang"), store.settings.language);
  const shopperId = readShopperId(c.req.raw);
  const names = c.req.query("for");
  if (names === undefined) return c.json(await viewCart(ctx, store, shopperId, language), 200, noStore);

  const answer = (view: OverlayView) => c.json(view, 200, noStore);
  if (shopperId === null) return answer({ show: null });
  const asker = { shopperId, ...placeOf(c.req.raw), referrer: referrerOf(c.req.raw) };
  const asked = overlays.filter((name) => names.split(",").includes(name));
  const moment = surveyMoments.find((one) => one === c.req.query("at")) ?? "leaving";
  const chosen = await chooseOverlay(ctx, store, asker, asked, moment);
  if (chosen.show === "offer") return answer(wordOffer(chosen, language));
  if (chosen.show === null) return answer(chosen);
  const delivery = await viewDelivery(ctx, store, asker, language);
  return answer(wordSurvey(store.settings, delivery, moment, language));
});
