import { Hono } from "hono";
import { matchLanguage } from "../../domain/language.ts";
import { viewCart } from "../../services/carts/view-cart.ts";
import { paths } from "../../wire/paths.ts";
import { noStore } from "./guards.ts";
import { readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** The shopper's own cart, for widgets. Nobody else's can be asked for: there is no id to give. */
export const cartRoute = new Hono<StorefrontEnv>().get(paths.cart, async (c) => {
  const { ctx, store } = c.var;
  const language = matchLanguage(c.req.query("lang"), store.settings.language);
  return c.json(await viewCart(ctx, store, readShopperId(c.req.raw), language), 200, noStore);
});
