import { Hono } from "hono";
import type { CartRow } from "../../db/carts.ts";
import { matchLanguage } from "../../domain/language.ts";
import { platforms } from "../../platforms/index.ts";
import { openLink, resumeCart } from "../../services/carts/resume-cart.ts";
import { toCartView } from "../../services/carts/view-cart.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { answerPage } from "./pages/answer-page.tsx";
import { MissingPage, NoticePage, ResumePage } from "./pages/resume-page.tsx";
import { VisitorSession } from "./shop-session.ts";
import { newShopperId, readShopperId, shopperCookie, visitorOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * Behind a mail's link. The page itself is what makes the shop's cookies come along: a shop with `SameSite=Strict`
 * cookies gets none on a link from a mail, but does on a form that its own host's page sends.
 */
export const resumeRoute = new Hono<StorefrontEnv>()
  .get(paths.recoveryLink(":token"), async (c) => {
    const { ctx, store } = c.var;
    const token = c.req.param("token");
    const opened = await openLink(ctx, store, token);
    const language = languageOf(
      opened.status === "open" ? opened.cart : null,
      c.req.raw,
      store.settings.language,
    );
    const shell = { language, shop: store.name, shopUrl: "/" };
    if (opened.status !== "open") {
      return answerPage(<NoticePage {...shell} kind={opened.status} />, opened.status === "gone" ? 404 : 200);
    }
    return answerPage(<ResumePage {...shell} token={token} cart={toCartView(opened.cart, language)} />, 200);
  })
  .post(paths.resume, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const form = await c.req.parseBody();
    const token = typeof form.token === "string" ? form.token : "";
    const known = readShopperId(c.req.raw);
    const visitor = visitorOf(c.req.raw, known ?? newShopperId());
    const session = new VisitorSession(ctx, store, c.req.raw);
    const platform = platforms[store.platform];
    const resumed = await resumeCart(ctx, store, platform, session, visitor, token);
    const language = languageOf(null, c.req.raw, store.settings.language, form.language);
    const cartPath = platform.checkout(store.settings).find(({ step }) => step === "cart")?.path ?? "/";
    const shell = { language, shop: store.name, shopUrl: "/" };
    const response =
      resumed.status === "gone" || resumed.status === "bought"
        ? answerPage(<NoticePage {...shell} kind={resumed.status} />, resumed.status === "gone" ? 404 : 200)
        : resumed.status === "resumed" && resumed.missing.length > 0
          ? answerPage(<MissingPage {...shell} lines={resumed.missing} cartPath={cartPath} />, 200)
          : new Response(null, { status: 303, headers: { location: cartPath, ...noStore } });
    for (const line of session.setCookies()) response.headers.append("set-cookie", line);
    if (known === null) {
      response.headers.append("set-cookie", shopperCookie(c.req.raw, visitor.shopperId));
    }
    return response;
  });

/** The cart's own language, else what the page before this one used, else the browser's first of ours. */
function languageOf(
  cart: Pick<CartRow, "language"> | null,
  request: Request,
  fallback: Parameters<typeof matchLanguage>[1],
  asked?: unknown,
) {
  if (cart?.language) return matchLanguage(cart.language, fallback);
  if (typeof asked === "string") return matchLanguage(asked, fallback);
  return matchLanguage(request.headers.get("accept-language"), fallback);
}
