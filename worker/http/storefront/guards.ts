import { createMiddleware } from "hono/factory";
import type { StorefrontEnv } from "./storefront-env.ts";

/**
 * Lets a request through only when a page of this very host made it: the browser says so itself (Fetch Metadata), older
 * ones by `Origin`. A mail's form, another site and a script elsewhere do not pass.
 */
export const sameOriginOnly = createMiddleware<StorefrontEnv>(async (c, next) => {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const isOwn = site !== undefined ? site === "same-origin" : origin === new URL(c.req.url).origin;
  if (!isOwn) return c.text("This can only be done from the shop's own pages.\n", 403, noStore);
  return next();
});

/** Damps floods: so many requests a minute from one network address to one store. The hard caps stand in the database. */
export const limitRate = createMiddleware<StorefrontEnv>(async (c, next) => {
  const address = c.req.header("cf-connecting-ip") ?? "local";
  const limiter = c.env.FORM_LIMIT;
  // A limiter that is not there, or fails, stops nobody.
  const result = await limiter?.limit({ key: `${c.var.store.id}/${networkOf(address)}` }).catch(() => null);
  if (result && !result.success) {
    return c.text("Too many requests. Try again in a minute.\n", 429, { ...noStore, "retry-after": "60" });
  }
  return next();
});

export const noStore = { "cache-control": "private, no-store" } as const;

/** One household has a whole /64 of IPv6 addresses to choose from. */
function networkOf(address: string): string {
  return address.includes(":") ? address.split(":").slice(0, 4).join(":") : address;
}
