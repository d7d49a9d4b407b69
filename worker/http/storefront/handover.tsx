import { Hono } from "hono";
import { renderSVG } from "uqr";
import { readCode, showCode } from "../../domain/handover-code.ts";
import { codeMinutes, handOverCart } from "../../services/carts/hand-over-cart.ts";
import { redeemCode } from "../../services/carts/redeem-code.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { paths } from "../../wire/paths.ts";
import type { HandoverResponse } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, networkOf, noStore, sameOriginOnly } from "./guards.ts";
import { answerPage, shellFor } from "./pages/answer-page.tsx";
import { CodePage } from "./pages/code-page.tsx";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * A cart for the phone in the shopper's other hand. The QR picture leads to a page with the code filled in and no more:
 * cameras and messengers open addresses by themselves, and a code is used up only when somebody presses.
 */
export const handoverRoute = new Hono<StorefrontEnv>()
  .post(paths.handover, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const shopperId = readShopperId(c.req.raw);
    const code = shopperId === null ? null : await handOverCart(ctx, store, shopperId);
    const none: HandoverResponse = { status: "invalid", field: "cart" };
    return code === null
      ? c.json(none, 409, noStore)
      : c.json({ status: "ready", ...shownCode(store, code) } satisfies HandoverResponse, 200, noStore);
  })
  .get(paths.code, (c) =>
    answerPage(
      <CodePage {...shellFor(c.var.store, c.req.header("accept-language"))} code="" problem={null} />,
      200,
    ),
  )
  .get(paths.codeFilledIn(":code"), (c) => {
    const code = readCode(c.req.param("code"));
    if (code === null) return c.text("Nothing here.\n", 404, noStore);
    return answerPage(
      <CodePage
        {...shellFor(c.var.store, c.req.header("accept-language"))}
        code={showCode(code)}
        problem={null}
      />,
      200,
    );
  })
  .post(paths.code, sameOriginOnly, limitRate, limitBody(1024), async (c) => {
    const { ctx, store } = c.var;
    const form = await c.req.parseBody();
    const typed = typeof form.code === "string" ? form.code.slice(0, 40) : "";
    const redeemed = await redeemCode(ctx, store, typed, networkOf(c.req.raw));
    if (redeemed.status === "redeemed") {
      const location = paths.recoveryLink(redeemed.token);
      return new Response(null, { status: 303, headers: { location, ...noStore } });
    }
    const code = readCode(typed) === null ? typed : showCode(readCode(typed) as string);
    return answerPage(
      <CodePage
        {...shellFor(c.var.store, c.req.header("accept-language"))}
        code={code}
        problem={redeemed.status}
      />,
      200,
    );
  });

/** A code as a person and a camera read it. */
export function shownCode(store: Store, code: string) {
  const url = new URL(paths.codeFilledIn(showCode(code)), store.shopUrl).href;
  return {
    code: showCode(code),
    url,
    page: new URL(paths.code, store.shopUrl).href,
    // The quiet zone of four modules that readers count on (ISO/IEC 18004 §9.1).
    qr: renderSVG(url, { border: 4 }),
    minutes: codeMinutes,
  };
}
