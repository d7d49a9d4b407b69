import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { ago } from "../../domain/ago.ts";
import type { Worth } from "../../domain/audience.ts";
import { type Language, matchLanguage } from "../../domain/language.ts";
import { platforms } from "../../platforms/index.ts";
import { answerOffer, findOffer, offerToken } from "../../services/carts/offer-cart.ts";
import { canReplace } from "../../services/carts/take-over-cart.ts";
import { toCartView } from "../../services/carts/view-cart.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { paths } from "../../wire/paths.ts";
import { type OfferResponse, type OfferView, offerRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { cartPathOf, openVisit } from "./open-visit.ts";
import { noteSentences, toldNotes } from "./pages/told-notes.ts";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** A cart that this shopper left elsewhere, and what they want done with it. Nobody else's can be asked for. */
export const offerRoute = new Hono<StorefrontEnv>()
  .get(paths.offer, async (c) => {
    const { ctx, store } = c.var;
    const language = matchLanguage(c.req.query("lang"), store.settings.language);
    const shopperId = readShopperId(c.req.raw);
    const view = await viewOffer(ctx, store, shopperId, language);
    return view === null ? c.body(null, 204, noStore) : c.json(view, 200, noStore);
  })
  .post(paths.offer, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const cart = cartPathOf(store);
    const answer = (status: OfferResponse["status"], code: 200 | 400 | 404 | 409, notes: string[] = []) =>
      c.json({ status, notes, cart } satisfies OfferResponse, code, noStore);
    const body = offerRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success) return answer("invalid", 400);
    if (readShopperId(c.req.raw) === null) return answer("gone", 404);
    const { token, choice, language } = body.data;
    const { visit, withCookies } = openVisit(ctx, store, c.req.raw);
    const outcome = await answerOffer(visit, token, choice);
    switch (outcome.status) {
      case "restored": {
        const notes = toldNotes(outcome.told, outcome.currency, language);
        return withCookies(answer("taken", 200, noteSentences(notes)));
      }
      case "unverified":
        return withCookies(answer("unread", 200));
      case "not-emptied":
        return withCookies(answer("not-emptied", 409));
      case "declined":
        return answer("declined", 200);
      case "gone":
        return answer("gone", 404);
      // The platform cannot replace, or the cart is another by now.
      case "offered":
      case "changed":
        return withCookies(answer("changed", 409));
    }
  });

/**
 * The cart that this shopper may be offered, as it is shown; `null`: there is none.
 *
 * @param isMeant whether it is for them, given the cart; left out: it is
 */
export async function viewOffer(
  ctx: Context,
  store: Store,
  shopperId: string | null,
  language: Language,
  isMeant: (cart: Worth) => Promise<boolean> = async () => true,
): Promise<OfferView | null> {
  const offer = shopperId === null ? null : await findOffer(ctx, store, shopperId);
  if (offer === null || !(await isMeant(offer.cart))) return null;
  return {
    ...toCartView(offer.cart, language),
    left: ago(offer.cart.observedAt, ctx.now(), language),
    isOwn: offer.cart.shopperId === shopperId,
    mayReplace: offer.isBesideOther && canReplace(platforms[store.platform], store),
    token: offerToken(offer),
  };
}
