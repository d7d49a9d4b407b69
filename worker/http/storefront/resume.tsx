import { Hono } from "hono";
import type { CartRow } from "../../db/carts.ts";
import type { LineItem } from "../../domain/cart.ts";
import { isAsItWas } from "../../domain/restored.ts";
import { platforms } from "../../platforms/index.ts";
import { linesBeside, openLink } from "../../services/carts/open-link.ts";
import { canReplace, type TakenOver, takeOver } from "../../services/carts/take-over-cart.ts";
import { toCartView } from "../../services/carts/view-cart.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { paths } from "../../wire/paths.ts";
import { offerChoices } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { cartPathOf, openVisit } from "./open-visit.ts";
import { answerPage, type Shell, shellFor } from "./pages/answer-page.tsx";
import { NoticePage, OfferPage, ResumePage, ToldPage } from "./pages/resume-page.tsx";
import { toldNotes } from "./pages/told-notes.ts";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * Behind a mail's link, and behind a code that was typed. The page itself is what makes the shop's cookies come along: a shop
 * with `SameSite=Strict` cookies gets none on a link from a mail, but does on a form that its own host's page sends.
 */
export const resumeRoute = new Hono<StorefrontEnv>()
  .get(paths.recoveryLink(":token"), async (c) => {
    const { ctx, store } = c.var;
    const token = c.req.param("token");
    const opened = await openLink(ctx, store, token);
    const asked = opened.status === "open" ? opened.cart.language : null;
    const shell = shellFor(store, asked ?? c.req.header("accept-language"));
    if (opened.status !== "open") return answerNotice(shell, opened.status);
    const present = await linesBeside(ctx, store, readShopperId(c.req.raw), opened.cart);
    const page = { store, shell, token, cart: opened.cart };
    return present.length > 0 ? answerOffer({ ...page, present }) : answerCart(page);
  })
  .post(paths.resume, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const form = await c.req.parseBody();
    const token = typeof form.token === "string" ? form.token : "";
    const asked = typeof form.language === "string" ? form.language : c.req.header("accept-language");
    const shell = shellFor(store, asked);
    const opened = await openLink(ctx, store, token);
    if (opened.status !== "open") return answerNotice(shell, opened.status);
    const { visit, withCookies } = openVisit(ctx, store, c.req.raw);
    const choice = offerChoices.find((one) => one === form.choice) ?? null;
    const outcome = await takeOver(visit, opened, choice);
    return withCookies(answerOutcome({ store, shell, token, cart: opened.cart }, outcome));
  });

interface KeptPage {
  store: Store;
  shell: Shell;
  token: string;
  cart: CartRow;
}

function answerOutcome(page: KeptPage, outcome: TakenOver): Response {
  const { store, shell, cart } = page;
  const cartPath = cartPathOf(store);
  switch (outcome.status) {
    case "offered":
      return answerOffer({ ...page, ...outcome });
    case "not-emptied":
      return answerOffer({ ...page, ...outcome, hasFailed: true });
    case "restored": {
      const { told } = outcome;
      if (isAsItWas(told)) return goTo(cartPath);
      const notes = toldNotes(told, cart.currency, shell.language);
      const isAnythingBack = told.gone.length < cart.lines.length;
      return answerPage(<ToldPage {...shell} {...{ notes, isAnythingBack, cartPath }} />, 200);
    }
    default:
      return goTo(cartPath);
  }
}

function answerCart({ shell, token, cart }: KeptPage): Response {
  const view = toCartView(cart, shell.language);
  return answerPage(<ResumePage {...shell} token={token} cart={view} coupons={cart.coupons ?? []} />, 200);
}

function answerOffer(page: KeptPage & { present: LineItem[]; hasFailed?: boolean }): Response {
  const { store, shell, token, cart, present, hasFailed = false } = page;
  const offer = {
    token,
    cart: toCartView(cart, shell.language),
    coupons: cart.coupons ?? [],
    present: present.map(({ name }) => name),
    mayReplace: canReplace(platforms[store.platform], store) && !hasFailed,
    hasFailed,
  };
  return answerPage(<OfferPage {...shell} {...offer} />, 200);
}

function answerNotice(shell: Shell, kind: "gone" | "bought"): Response {
  return answerPage(<NoticePage {...shell} kind={kind} />, kind === "gone" ? 404 : 200);
}

function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, ...noStore } });
}
