import { Hono } from "hono";
import { type Context, createContext, type Surroundings } from "../../context.ts";
import { findStore } from "../../services/stores/find-store.ts";
import { toOriginRequest } from "../../storefront/fetch-origin.ts";
import { prefix } from "../../wire/paths.ts";
import { cartRoute } from "./cart.ts";
import { contactRoute } from "./contact.ts";
import { proxyPage } from "./proxy-page.ts";
import { resumeRoute } from "./resume.tsx";
import type { StorefrontEnv } from "./storefront-env.ts";
import { unsubscribeRoute } from "./unsubscribe.tsx";

/** What shoppers' browsers reach on a shop's hostname: our own paths under one prefix, and the shop itself. */
export function storefront(surroundings: Surroundings) {
  return (
    new Hono<StorefrontEnv>()
      .use(async (c, next) => {
        const ctx = createContext(c.env, surroundings, c.executionCtx);
        const store = await findStore(ctx, new URL(c.req.url).hostname);
        if (store === null || store === "unknown") {
          return passThrough(ctx, (c.env as { ORIGIN_URL?: string }).ORIGIN_URL, c.req.raw);
        }
        c.set("ctx", ctx);
        c.set("store", store);
        return next();
      })
      .route("/", cartRoute)
      .route("/", contactRoute)
      .route("/", resumeRoute)
      .route("/", unsubscribeRoute)
      // Nothing under our prefix reaches the shop, so that no cache can be talked into keeping one for the other.
      .all(`${prefix}*`, (c) => c.text("Nothing here.\n", 404, { "cache-control": "no-store" }))
      .all("*", async (c) => {
        const { ctx, store } = c.var;
        try {
          return await proxyPage(ctx, store, c.req.raw);
        } catch (error) {
          ctx.log.error("proxy.failed", error, { store: store.id });
          // Whatever broke was ours; a request whose body is still whole can be sent on as if we were not there.
          if (c.req.raw.bodyUsed) throw error;
          return passThrough(ctx, store.origin, c.req.raw);
        }
      })
      .onError((error, c) => {
        surroundings.log.error("http.failed", error, { path: ownPath(c.req.path) });
        return c.text("Something went wrong on our side. Nothing was changed.\n", 500, {
          "cache-control": "no-store",
        });
      })
  );
}

/** Sends a request where it would have gone without us: no store has its hostname, or what we do for one has failed. */
function passThrough(ctx: Context, origin: string | undefined, request: Request): Promise<Response> {
  return ctx.fetch(origin ? toOriginRequest(request, new URL(origin), { isPage: false }) : request);
}

/** Which of our routes: tokens stay out of the log. */
function ownPath(path: string): string {
  return path.startsWith(prefix) ? prefix + (path.slice(prefix.length).split("/")[0] ?? "") : "page";
}
