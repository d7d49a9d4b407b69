import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/contract.ts";
import { platforms } from "../../platforms/index.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { hopHeader, toOriginRequest, withPublicLocation } from "../../storefront/fetch-origin.ts";
import { insertIntoPage } from "../../storefront/insert-into-page.ts";
import { isChangeablePage, mayBeShared, wantsPage } from "../../storefront/is-changeable-page.ts";
import { planPage } from "../../storefront/page-plan.ts";
import { copyForReading, readRequest, type WatchedExchange } from "./observe-exchange.ts";
import { loopDetected } from "./pass-through.ts";
import { newShopperId, readShopperId, shopperCookie, visitorOf } from "./shopper.ts";

/**
 * A request of a shopper to their shop. What comes back is the origin's answer; on pages with our insertion, on exchanges
 * that concern the cart with a copy read behind it. An error of ours anywhere gives the origin's answer as it is.
 */
export async function proxyPage(ctx: Context, store: Store, request: Request): Promise<Response> {
  if (request.headers.has(hopHeader)) return loopDetected();
  const url = new URL(request.url);
  const origin = new URL(store.origin);
  const platform = platforms[store.platform];
  const isPage = !store.paused && wantsPage(request);
  const watched = startWatching(ctx, store, platform, url, request);
  const response = withPublicLocation(
    await ctx.fetch(toOriginRequest(request, origin, { isPage })),
    origin,
    url,
  );
  const answer = isPage ? await insert(ctx, store, platform, url, request, response) : response;
  // Copied last: the runtime cannot pipe one half of a copied stream on (workerd: "Inter-TransformStream pipeTo").
  return watched ? observe(ctx, request, answer, watched) : answer;
}

/** Copies the request's side of an exchange worth reading, before it is sent on. */
function startWatching(
  ctx: Context,
  store: Store,
  platform: Platform,
  url: URL,
  request: Request,
): WatchedExchange | null {
  try {
    const head = { method: request.method, url, headers: request.headers };
    const watch = platform.watch(head, store.settings);
    return watch && { ctx, store, platform, head, watch, requestBody: readRequest(request, watch) };
  } catch (error) {
    ctx.log.error("watch.failed", error, { store: store.id });
    return null;
  }
}

/** Reads a copy behind the answer, and makes sure that the next visit is known to be the same shopper's. */
function observe(ctx: Context, request: Request, response: Response, watched: WatchedExchange): Response {
  try {
    const known = readShopperId(request);
    // Without a cookie there can be no cart of ours, and none may be set on what a cache could hand to others.
    if (known === null && mayBeShared(request.method, response)) return response;
    const shopperId = known ?? newShopperId();
    const [answer, reading] = copyForReading(watched, response, visitorOf(request, shopperId));
    ctx.defer("observe.failed", reading);
    if (known !== null) return answer;
    const withCookie = new Response(answer.body, answer);
    withCookie.headers.append("set-cookie", shopperCookie(request, shopperId));
    return withCookie;
  } catch (error) {
    ctx.log.error("observe.failed", error, { store: watched.store.id });
    return response;
  }
}

async function insert(
  ctx: Context,
  store: Store,
  platform: Platform,
  url: URL,
  request: Request,
  response: Response,
): Promise<Response> {
  try {
    if (!isChangeablePage(response)) return response;
    const policies = response.headers.get("content-security-policy");
    const insertion = planPage(store.settings, platform, url, policies === null ? [] : [policies]);
    return insertion === null ? response : await insertIntoPage(response, insertion);
  } catch (error) {
    ctx.log.error("insert.failed", error, { store: store.id });
    if (!response.bodyUsed) return response;
    // The page had been read when we failed. A GET may be asked again (RFC 9110 §9.2.2).
    return ctx.fetch(toOriginRequest(request, new URL(store.origin), { isPage: true }));
  }
}
