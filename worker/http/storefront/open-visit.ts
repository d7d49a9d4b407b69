import type { Context } from "../../context.ts";
import { platforms } from "../../platforms/index.ts";
import type { Visit } from "../../services/carts/restore-cart.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { VisitorSession } from "./shop-session.ts";
import { newShopperId, readShopperId, shopperCookies, visitorOf } from "./shopper.ts";

/**
 * The shopper who sent this request, before their storefront.
 * @returns besides, what hands to their browser the cookies that the shop set on the way, and ours if they had none
 */
export function openVisit(ctx: Context, store: Store, request: Request) {
  const known = readShopperId(request);
  const visitor = visitorOf(request, known ?? newShopperId());
  const shop = new VisitorSession(ctx, store, request);
  const platform = platforms[store.platform];
  const visit: Visit = { ctx, store, platform, shop, visitor };
  const withCookies = (response: Response): Response => {
    for (const line of shop.setCookies()) response.headers.append("set-cookie", line);
    const own = known === null ? shopperCookies(request, visitor.shopperId) : [];
    for (const line of own) response.headers.append("set-cookie", line);
    return response;
  };
  return { visit, withCookies };
}

export function cartPathOf(store: Store): string {
  const steps = platforms[store.platform].checkout(store.settings);
  return steps.find(({ step }) => step === "cart")?.path ?? "/";
}
