import { Hono } from "hono";
import { type Context, createContext, type Surroundings } from "../../context.ts";
import { findStore, type Store } from "../../services/stores/find-store.ts";
import { prefix } from "../../wire/paths.ts";
import { mailEventsRoute } from "../webhooks/mail-events.ts";
import { orderHooksRoute } from "../webhooks/orders.ts";
import { beaconRoute } from "./beacon.ts";
import { cartRoute } from "./cart.ts";
import { confirmRoute } from "./confirm.tsx";
import { contactRoute } from "./contact.ts";
import { handoverRoute } from "./handover.tsx";
import { incentiveRoute } from "./incentive.ts";
import { offerRoute } from "./offer.ts";
import { offerBarRoute } from "./offer-bar.tsx";
import { passThrough } from "./pass-through.ts";
import { beginPage, proxyPage } from "./proxy-page.ts";
import { resumeRoute } from "./resume.tsx";
import { saveRoute } from "./save.tsx";
import { seenRoute } from "./seen.ts";
import { sendCartRoute } from "./send-cart.ts";
import { shippingRoute } from "./shipping.ts";
import type { StorefrontEnv } from "./storefront-env.ts";
import { surveyRoute } from "./survey.ts";
import { unsubscribeRoute } from "./unsubscribe.tsx";
import { answerWithoutStore } from "./without-store.ts";

/** What shoppers' browsers reach on a shop's hostname: our own paths under one prefix, and the shop itself. */
export function storefront(surroundings: Surroundings) {
  return (
    new Hono<StorefrontEnv>()
      .use(async (c, next) => {
        const ctx = createContext(c.env, surroundings, c.executionCtx);
        const isOurs = c.req.path.startsWith(prefix);
        const store = await lookUpStore(ctx, c.req.raw, (lastKnown) => {
          if (!isOurs) c.set("headStart", beginPage(ctx, lastKnown, c.req.raw));
        });
        if (store === "unknown" && isOurs) return answerWithoutStore(ctx, c.req.raw);
        if (store === null || store === "unknown") {
          c.var.headStart?.drop();
          return passThrough(ctx.fetch, (c.env as { ORIGIN_URL?: string }).ORIGIN_URL, c.req.raw);
        }
        c.set("ctx", ctx);
        c.set("store", store);
        return next();
      })
      .route("/", cartRoute)
      .route("/", beaconRoute)
      .route("/", shippingRoute)
      .route("/", contactRoute)
      .route("/", seenRoute)
      .route("/", resumeRoute)
      .route("/", offerRoute)
      .route("/", offerBarRoute)
      .route("/", incentiveRoute)
      .route("/", surveyRoute)
      .route("/", sendCartRoute)
      .route("/", handoverRoute)
      .route("/", saveRoute)
      .route("/", unsubscribeRoute)
      .route("/", confirmRoute)
      .route("/", orderHooksRoute)
      .route("/", mailEventsRoute)
      // Nothing under our prefix reaches the shop, so that no cache can be talked into keeping one for the other.
      .all(`${prefix}*`, (c) => c.text("Nothing here.\n", 404, { "cache-control": "no-store" }))
      .all("*", async (c) => {
        const { ctx, store, headStart } = c.var;
        try {
          return await proxyPage(ctx, store, c.req.raw, headStart);
        } catch (error) {
          ctx.log.error("proxy.failed", error, { store: store.id });
          // It may have reached the shop before it failed: only what changes nothing there is sent again (RFC 9110 §9.2.1).
          if (c.req.method !== "GET" && c.req.method !== "HEAD") throw error;
          return passThrough(ctx.fetch, store.origin, c.req.raw);
        } finally {
          headStart?.drop();
        }
      })
      .onError((error, c) => {
        surroundings.log.error("http.failed", error, { path: ownPath(c.req.path) });
        const isOurs = c.req.path.startsWith(prefix);
        const text = isOurs ? "Something went wrong on our side.\n" : "The shop does not answer just now.\n";
        return c.text(text, isOurs ? 500 : 502, { "cache-control": "no-store" });
      })
  );
}

/** Not even a look-up that cannot be begun (a binding that is missing) stands between a shopper and the shop. */
async function lookUpStore(
  ctx: Context,
  request: Request,
  meanwhile: (lastKnown: Store) => void,
): Promise<Store | null | "unknown"> {
  try {
    return await findStore(ctx, new URL(request.url).hostname, meanwhile);
  } catch (error) {
    ctx.log.error("store.unreachable", error);
    return "unknown";
  }
}

/** Which of our routes: tokens stay out of the log. */
function ownPath(path: string): string {
  return path.startsWith(prefix) ? prefix + (path.slice(prefix.length).split("/")[0] ?? "") : "page";
}
