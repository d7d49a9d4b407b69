import { type Context, Hono } from "hono";
import { renderOffer, renderOutcome } from "../../../widgets/resume-bar/component.tsx";
import { resumeWords } from "../../../widgets/resume-bar/words.ts";
import type { Worth } from "../../domain/audience.ts";
import { type Language, matchLanguage } from "../../domain/language.ts";
import type { WidgetEvent } from "../../domain/widget-event.ts";
import { answerOffer } from "../../services/carts/offer-cart.ts";
import { countWidgetEvent } from "../../services/widgets/count-event.ts";
import { isMeant } from "../../services/widgets/is-meant.ts";
import { paths } from "../../wire/paths.ts";
import { offerRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { viewOffer } from "./offer.ts";
import { cartPathOf, openVisit } from "./open-visit.ts";
import { cartWords } from "./pages/cart-words.ts";
import { noteSentences, toldNotes } from "./pages/told-notes.ts";
import { placeOf, readShopperId, referrerOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * The offer as the resume bar shows it, and what came of a choice: finished HTML, so that the bar's own code stays small. 204:
 * there is nothing to show. What is shown and chosen is counted here, and nobody's; under Global Privacy Control it is not.
 */
export const offerBarRoute = new Hono<StorefrontEnv>()
  .get(paths.offerBar, async (c) => {
    const language = matchLanguage(c.req.query("lang"), c.var.store.settings.language);
    return offered(c, language, (cart) => isForAsker(c, cart));
  })
  .post(paths.offerBar, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const body = offerRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return c.body(null, 400, noStore);
    const { token, choice, language } = body.data;
    const words = resumeWords[language];
    const cart = cartPathOf(store);
    const answer = (said: string, shown: { notes?: string[]; cart: string | null }) =>
      html(c, renderOutcome({ said, notes: [], ...shown }, language));
    if (readShopperId(c.req.raw) === null) return answer(words.gone, { cart: null });
    count(c, choice === "not-now" ? "dismissed" : "used");
    const { visit, withCookies } = openVisit(ctx, store, c.req.raw);
    const outcome = await answerOffer(visit, token, choice);
    switch (outcome.status) {
      case "restored": {
        const { told, currency, lines } = outcome;
        const notes = noteSentences(toldNotes(told, currency, language));
        const { toldTitle, nothingTitle } = cartWords[language];
        const changed = told.gone.length < lines ? toldTitle : nothingTitle;
        return withCookies(answer(notes.length > 0 ? changed : words.taken, { notes, cart }));
      }
      case "unverified":
        return withCookies(answer(words.unread, { cart }));
      case "not-emptied":
        return withCookies(answer(cartWords[language].notEmptied, { cart }));
      case "declined":
        return c.body(null, 204, noStore);
      case "gone":
        return answer(words.gone, { cart: null });
      // It is another cart by now, or there is one beside it by now: it is shown anew.
      case "offered":
      case "changed":
        return withCookies(await offered(c, language));
    }
  });

async function offered(
  c: Context<StorefrontEnv>,
  language: Language,
  isFor?: (cart: Worth) => Promise<boolean>,
): Promise<Response> {
  const view = await viewOffer(c.var.ctx, c.var.store, readShopperId(c.req.raw), language, isFor);
  if (view === null) return c.body(null, 204, noStore);
  count(c, "shown");
  return html(c, renderOffer(view, language));
}

/** By the bar's own audience. What it is worth is what is in the cart that is offered. */
async function isForAsker(c: Context<StorefrontEnv>, cart: Worth): Promise<boolean> {
  const { ctx, store } = c.var;
  const shopperId = readShopperId(c.req.raw);
  if (shopperId === null) return false;
  const asker = { shopperId, country: placeOf(c.req.raw).country, referrer: referrerOf(c.req.raw) };
  return isMeant(ctx, store, store.settings.widgets.resumeBar.audience, cart, asker);
}

function count(c: Context<StorefrontEnv>, event: WidgetEvent): void {
  const { ctx, store } = c.var;
  const { variant } = store.settings.widgets.resumeBar;
  if (c.req.header("sec-gpc") !== "1") countWidgetEvent(ctx, store, { widget: "resumeBar", event, variant });
}

const html = (c: Context<StorefrontEnv>, text: string) => c.html(text, 200, noStore);
