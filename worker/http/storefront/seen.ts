import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { readDataLayer } from "../../platforms/generic/data-layer.ts";
import { captureCart } from "../../services/carts/capture-cart.ts";
import { recordOrder } from "../../services/orders/record-order.ts";
import { paths } from "../../wire/paths.ts";
import { seenRequest } from "../../wire/storefront-api.ts";
import { limitBody, limitRate, noStore, sameOriginOnly } from "./guards.ts";
import { newShopperId, readShopperId, shopperCookies, visitorOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** Only for stores that read the data layer. For others it is an address like any that does not exist. */
const dataLayerOnly = createMiddleware<StorefrontEnv>(async (c, next) => {
  const { platform, settings } = c.var.store;
  if (platform !== "generic" || !settings.generic.dataLayer) return c.text("Nothing here.\n", 404, noStore);
  return next();
});

/**
 * A cart or an order that only the shop's page told (widgets/runtime/data-layer.ts). It counts as much as a page does: for the
 * shopper whose browser sent it, and for nobody else.
 */
export const seenRoute = new Hono<StorefrontEnv>().post(
  paths.seen,
  dataLayerOnly,
  sameOriginOnly,
  limitRate,
  limitBody(32_768),
  async (c) => {
    const { ctx, store } = c.var;
    const body = seenRequest.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      return c.json(
        { status: "invalid", field: body.error.issues[0]?.path.join(".") || "body" },
        400,
        noStore,
      );
    }
    const known = readShopperId(c.req.raw);
    const visitor = visitorOf(c.req.raw, known ?? newShopperId());
    const { cart, order } = readDataLayer(body.data, store.settings.generic);
    if (order) await recordOrder(ctx, store, visitor.shopperId, order);
    if (cart) await captureCart(ctx, store, visitor, cart, { by: "look" });
    if (known === null && (cart || order)) {
      for (const line of shopperCookies(c.req.raw, visitor.shopperId)) {
        c.header("set-cookie", line, { append: true });
      }
    }
    return c.json({ status: cart || order ? "seen" : "nothing" }, 200, noStore);
  },
);
