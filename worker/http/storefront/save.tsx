import { type Context, Hono } from "hono";
import { normaliseAddress } from "../../domain/email-address.ts";
import { askForMail } from "../../services/carts/ask-for-cart.ts";
import { handOverCart } from "../../services/carts/hand-over-cart.ts";
import { hasCart } from "../../services/carts/view-cart.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitRate, networkOf, sameOriginOnly } from "./guards.ts";
import { shownCode } from "./handover.tsx";
import { cartPathOf } from "./open-visit.ts";
import { answerPage, shellFor } from "./pages/answer-page.tsx";
import { SavePage, type SaveState } from "./pages/save-page.tsx";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** Where a shopper takes their cart along: mails it to themselves, or hands it to the phone beside. A GET changes nothing. */
export const saveRoute = new Hono<StorefrontEnv>()
  .get(paths.save, async (c) => {
    const shopperId = readShopperId(c.req.raw);
    const has = shopperId !== null && (await hasCart(c.var.ctx, c.var.store, shopperId));
    return answer(c, has ? { status: "open", email: "", isWrong: false } : { status: "empty" });
  })
  .post(paths.save, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const form = await c.req.parseBody();
    const shopperId = readShopperId(c.req.raw);
    if (shopperId === null) return answer(c, { status: "empty" });
    if (form.code === "show") {
      const code = await handOverCart(ctx, store, shopperId);
      return answer(c, code === null ? { status: "empty" } : { ...shownCode(store, code), status: "code" });
    }
    const typed = typeof form.email === "string" ? form.email.slice(0, 254) : "";
    const address = normaliseAddress(typed);
    if (address === null) return answer(c, { status: "open", email: typed, isWrong: true });
    const { language } = shellOf(c);
    const network = networkOf(c.req.raw);
    // Not waited for: how long it takes must not tell whether the address is known.
    ctx.defer("send-cart.failed", askForMail(ctx, store, "cart", { shopperId, address, language, network }));
    return answer(c, { status: "asked" });
  });

function answer(c: Context<StorefrontEnv>, state: SaveState): Response {
  return answerPage(<SavePage {...shellOf(c)} state={state} cartPath={cartPathOf(c.var.store)} />, 200);
}

const shellOf = (c: Context<StorefrontEnv>) => shellFor(c.var.store, c.req.header("accept-language"));
