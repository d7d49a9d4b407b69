import { Hono } from "hono";
import { offerTexts } from "../../../widgets/exit-offer/words.ts";
import { matchLanguage } from "../../domain/language.ts";
import { noCart, viewCart } from "../../services/carts/view-cart.ts";
import { viewOfferedCart } from "../../services/widgets/view-offered-cart.ts";
import { paths } from "../../wire/paths.ts";
import type { OfferedCart } from "../../wire/storefront-api.ts";
import { noStore } from "./guards.ts";
import { readShopperId, visitorOf } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** The shopper's own cart, for widgets. Nobody else's can be asked for: there is no id to give. */
export const cartRoute = new Hono<StorefrontEnv>().get(paths.cart, async (c) => {
  const { ctx, store } = c.var;
  const language = matchLanguage(c.req.query("lang"), store.settings.language);
  const shopperId = readShopperId(c.req.raw);
  if (c.req.query("for") !== "exitOffer") {
    return c.json(await viewCart(ctx, store, shopperId, language), 200, noStore);
  }
  const visitor = shopperId === null ? null : visitorOf(c.req.raw, shopperId);
  const view = visitor === null ? noCart : await viewOfferedCart(ctx, store, visitor, language);
  const words = offerTexts(language, view.lines.length);
  return c.json({ ...view, words } satisfies OfferedCart, 200, noStore);
});
