import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
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
export const limitRate = limitBy("FORM_LIMIT");

/** As many again for what is only counted, so that it takes nothing from forms. */
export const limitCounts = limitBy("FORM_LIMIT", "/counts");

/** The same for servers that tell us of orders and mails, which have more to say. */
export const limitHooks = limitBy("HOOK_LIMIT");

function limitBy(limiter: "FORM_LIMIT" | "HOOK_LIMIT", what = "") {
  return createMiddleware<StorefrontEnv>(async (c, next) => {
    if (!(await isWithinRate(c, what, limiter))) {
      return c.text("Too many requests. Try again in a minute.\n", 429, { ...noStore, "retry-after": "60" });
    }
    return next();
  });
}

/** Whether this network address may cause one more of these, which is counted by asking. */
export async function isWithinRate(
  c: Context<StorefrontEnv>,
  what: string,
  limiter: "FORM_LIMIT" | "HOOK_LIMIT" = "FORM_LIMIT",
): Promise<boolean> {
  return !(await isOverLimit(c.env[limiter], `${c.var.store.id}/${networkOf(c.req.raw)}${what}`));
}

/** A limiter that is not there, or fails, stops nobody. */
async function isOverLimit(limiter: RateLimit | undefined, key: string): Promise<boolean> {
  try {
    return limiter !== undefined && !(await limiter.limit({ key })).success;
  } catch {
    return false;
  }
}

/** No body of ours is longer than this many bytes, counted as they arrive. */
export const limitBody = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => c.text("That is more than belongs here.\n", 413, noStore) });

export const noStore = { "cache-control": "private, no-store" } as const;

/** Who is counted as one: an address, or a /64 of IPv6, all of which one household may choose from. */
export function networkOf(request: Request): string {
  const address = request.headers.get("cf-connecting-ip") ?? "local";
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::", 2);
  const groups = head.split(":");
  // "::" stands for as many zeros as are missing (RFC 4291 §2.2).
  if (tail !== undefined) while (groups.length < 8 - tail.split(":").length) groups.push("0");
  return groups.slice(0, 4).join(":");
}
