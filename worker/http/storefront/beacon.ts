import { Hono } from "hono";
import { countWidgetEvent } from "../../services/widgets/count-event.ts";
import { paths } from "../../wire/paths.ts";
import { countRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitCounts, noStore, sameOriginOnly } from "./guards.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * A widget was shown, used or dismissed. No cookie is read or set, nothing of who sent it is kept, and under Global Privacy
 * Control (W3C GPC §3.1) nothing is counted. The answer is the same whatever was sent.
 */
export const beaconRoute = new Hono<StorefrontEnv>().post(
  paths.count,
  sameOriginOnly,
  limitCounts,
  limitBody(256),
  async (c) => {
    // As text: a beacon can send JSON no other way without asking first (Fetch §4.10, CORS-safelisted types).
    const body = countRequest.safeParse(await c.req.json().catch(() => null));
    if (body.success && c.req.header("sec-gpc") !== "1") countWidgetEvent(c.var.ctx, c.var.store, body.data);
    return c.body(null, 204, noStore);
  },
);
