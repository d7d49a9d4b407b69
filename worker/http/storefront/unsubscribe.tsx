import { Hono } from "hono";
import { readUnsubscribeToken } from "../../domain/tokens.ts";
import { suppressAddress } from "../../services/contacts/suppress-address.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitRate } from "./guards.ts";
import { answerPage, shellFor } from "./pages/answer-page.tsx";
import { UnsubscribedPage, UnsubscribePage } from "./pages/unsubscribe-page.tsx";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * RFC 8058: a mail client posts here with no cookies and no context, so this route is open to every origin; the signed
 * token is its only key. A GET shows a page and changes nothing. Once more is as good as once.
 */
export const unsubscribeRoute = new Hono<StorefrontEnv>()
  .get(paths.unsubscribe(":token"), async (c) => {
    const { ctx, store } = c.var;
    const shell = shellFor(c.var.store, c.req.header("accept-language"));
    const claim = await readUnsubscribeToken(ctx.keys, c.req.param("token"));
    const isKnown = claim !== null && claim.storeId === store.id;
    return answerPage(<UnsubscribePage {...shell} isKnown={isKnown} />, isKnown ? 200 : 404);
  })
  .post(paths.unsubscribe(":token"), limitRate, limitBody(4096), async (c) => {
    const { ctx, store } = c.var;
    const shell = shellFor(c.var.store, c.req.header("accept-language"));
    const claim = await readUnsubscribeToken(ctx.keys, c.req.param("token"));
    if (claim === null || claim.storeId !== store.id) {
      return answerPage(<UnsubscribePage {...shell} isKnown={false} />, 404);
    }
    await suppressAddress(ctx, { ...claim, reason: "unsubscribed", at: ctx.now() });
    return answerPage(<UnsubscribedPage {...shell} />, 200);
  });
