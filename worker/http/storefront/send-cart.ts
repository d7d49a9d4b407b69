import { Hono } from "hono";
import { normaliseAddress } from "../../domain/email-address.ts";
import { askForMail } from "../../services/carts/ask-for-cart.ts";
import { paths } from "../../wire/paths.ts";
import { type SendCartResponse, sendCartRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, networkOf, noStore, sameOriginOnly } from "./guards.ts";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * "Send me my cart". Whether there is a cart, whether the address is known or wants no mail, whether a limit stands in the
 * way: the answer is the same and comes as fast, so that nothing can be learned from it.
 */
export const sendCartRoute = new Hono<StorefrontEnv>().post(
  paths.sendCart,
  sameOriginOnly,
  limitRate,
  limitBody(4096),
  async (c) => {
    const { ctx, store } = c.var;
    const answer = (body: SendCartResponse, status: 202 | 400) => c.json(body, status, noStore);
    const body = sendCartRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      return answer({ status: "invalid", field: body.error.issues[0]?.path.join(".") || "body" }, 400);
    }
    const address = normaliseAddress(body.data.email);
    if (address === null) return answer({ status: "invalid", field: "email" }, 400);
    const shopperId = readShopperId(c.req.raw);
    if (shopperId !== null) {
      const { language } = body.data;
      const asked = askForMail(ctx, store, "cart", {
        shopperId,
        address,
        language,
        network: networkOf(c.req.raw),
      });
      ctx.defer("send-cart.failed", asked);
    }
    return answer({ status: "asked" }, 202);
  },
);
