import { Hono } from "hono";
import { matchLanguage } from "../../domain/language.ts";
import { viewDelivery } from "../../services/widgets/view-delivery.ts";
import { paths } from "../../wire/paths.ts";
import { isWithinRate, noStore } from "./guards.ts";
import { placeOf, readShopperId } from "./shopper.ts";
import type { StorefrontEnv } from "./storefront-env.ts";

/** What delivery costs this visitor and when it arrives. Where they are is what the network says, and is not kept. */
export const shippingRoute = new Hono<StorefrontEnv>().get(paths.shipping, async (c) => {
  const { ctx, store } = c.var;
  const language = matchLanguage(c.req.query("lang"), store.settings.language);
  const shopperId = readShopperId(c.req.raw);
  const asker = { shopperId, ...placeOf(c.req.raw) };
  // Only what makes us ask the shop is counted: what is known costs it nothing.
  const view = await viewDelivery(ctx, store, asker, language, () => isWithinRate(c, "/estimates"));
  return view === null ? c.body(null, 204, noStore) : c.json(view, 200, noStore);
});
