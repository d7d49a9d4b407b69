import { Hono } from "hono";
import { readConfirmToken } from "../../domain/tokens.ts";
import { confirmContact } from "../../services/contacts/confirm-contact.ts";
import { paths } from "../../wire/paths.ts";
import { limitBody, limitRate, sameOriginOnly } from "./guards.ts";
import { answerPage, shellFor } from "./pages/answer-page.tsx";
import { ConfirmedPage, ConfirmPage } from "./pages/confirm-page.tsx";
import type { StorefrontEnv } from "./storefront-env.ts";

/** Behind the link of a confirmation mail. A GET shows a page and changes nothing: scanners open every link. */
export const confirmRoute = new Hono<StorefrontEnv>()
  .get(paths.confirm(":token"), async (c) => {
    const claim = await claimIn(c);
    const shell = shellFor(c.var.store, c.req.header("accept-language"));
    return answerPage(<ConfirmPage {...shell} isKnown={claim !== null} />, claim ? 200 : 404);
  })
  .post(paths.confirm(":token"), sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const claim = await claimIn(c);
    const shell = shellFor(c.var.store, c.req.header("accept-language"));
    if (claim === null) return answerPage(<ConfirmPage {...shell} isKnown={false} />, 404);
    await confirmContact(c.var.ctx, claim);
    return answerPage(<ConfirmedPage {...shell} />, 200);
  });

interface Asked {
  req: { raw: Request; param(name: "token"): string };
  var: StorefrontEnv["Variables"];
}

async function claimIn({ req, var: { ctx, store } }: Asked) {
  const claim = await readConfirmToken(ctx.keys, req.param("token"), ctx.now());
  return claim?.storeId === store.id ? claim : null;
}
