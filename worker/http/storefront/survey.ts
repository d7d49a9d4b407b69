import { Hono } from "hono";
import { recordAnswer } from "../../services/widgets/record-answer.ts";
import { paths } from "../../wire/paths.ts";
import { surveyRequest } from "../../wire/survey-request.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { placeOf, readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** What a shopper says held them back. The answer is the same whatever was sent: the page has long gone on. */
export const surveyRoute = new Hono<StorefrontEnv>().post(
  paths.survey,
  sameOriginOnly,
  limitRate,
  limitBody(2048),
  async (c) => {
    const { ctx, store } = c.var;
    // As text: a beacon can send JSON no other way without asking first (Fetch §4.10, CORS-safelisted types).
    const body = surveyRequest.safeParse(await c.req.json().catch(() => null));
    const shopperId = readShopperId(c.req.raw);
    if (body.success && shopperId !== null) {
      await recordAnswer(ctx, store, { shopperId, ...placeOf(c.req.raw) }, body.data);
    }
    return c.body(null, 204, noStore);
  },
);
