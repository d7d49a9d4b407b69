import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/contract.ts";
import { platforms } from "../../platforms/index.ts";
import { noteStage } from "../../services/carts/note-stage.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { noteFinding } from "../../services/stores/note-finding.ts";
import {
  hopHeader,
  type OriginOptions,
  toOriginRequest,
  withPublicLocation,
} from "../../storefront/fetch-origin.ts";
import { insertIntoPage, type PagePlan } from "../../storefront/insert-into-page.ts";
import { isChangeablePage, mayBeShared, wantsPage } from "../../storefront/is-changeable-page.ts";
import { isPerson } from "../../storefront/is-person.ts";
import { planPage } from "../../storefront/page-plan.ts";
import {
  headersOfChangedPage,
  isUnchanged,
  readOurTags,
  tagOfChangedPage,
} from "../../storefront/page-validators.ts";
import { copyForReading, readRequest, type WatchedExchange } from "./observe-exchange.ts";
import { loopDetected } from "./pass-through.ts";
import { newShopperId, readShopperId, shopperCookies, visitorOf } from "./shopper.ts";

interface Asked {
  ctx: Context;
  store: Store;
  platform: Platform;
  url: URL;
  request: Request;
}

/**
 * A request of a shopper to their shop. What comes back is the origin's answer; on pages with our pieces, on exchanges
 * that concern the cart with a copy read behind it. An error of ours anywhere gives the origin's answer as it is.
 *
 * A paused store's pages are left alone and its carts and orders are still seen: what is bought while it is paused must
 * stop the mails that were under way.
 */
export async function proxyPage(ctx: Context, store: Store, request: Request): Promise<Response> {
  if (request.headers.has(hopHeader)) return loopDetected();
  const platform = platforms[store.platform];
  const asked: Asked = { ctx, store, platform, url: new URL(request.url), request };
  const plan = store.paused || !wantsPage(request) ? [] : makePlan(asked);
  const watched = startWatching(asked);
  const answer = plan.length > 0 ? await fetchPage(asked, plan) : await fetchAsItIs(asked, watched !== null);
  noteCheckout(asked, answer);
  // Copied last: the runtime cannot pipe one half of a copied stream on (workerd: "Inter-TransformStream pipeTo").
  return watched ? observe(asked, answer, watched) : answer;
}

function makePlan({ ctx, store, platform, url }: Asked): PagePlan {
  try {
    return planPage(store.settings, platform, url, ctx.now());
  } catch (error) {
    ctx.log.error("plan.failed", error, { store: store.id });
    return [];
  }
}

async function fetchOrigin({ ctx, store, url, request }: Asked, options: OriginOptions): Promise<Response> {
  const origin = new URL(store.origin);
  return withPublicLocation(await ctx.fetch(toOriginRequest(request, origin, options)), origin, url);
}

function fetchAsItIs(asked: Asked, isRead: boolean): Promise<Response> {
  return fetchOrigin(asked, { isPage: false, isRead });
}

/**
 * A page with our pieces. Whoever has it already, and in it what we would put there now, is told that it has not changed
 * when the origin says so of its part.
 */
async function fetchPage(asked: Asked, plan: PagePlan): Promise<Response> {
  const { request } = asked;
  const tags = readOurTags(request.headers.get("if-none-match"));
  const response = await fetchOrigin(asked, { isPage: true, unless: tags.map(({ origin }) => origin) });
  if (response.status !== 304) return insert(asked, plan, response);
  try {
    if (await isUnchanged(plan, tags, response.headers)) {
      const etag = await tagOfChangedPage(plan, response.headers);
      return new Response(null, { status: 304, headers: headersOfChangedPage(response.headers, etag) });
    }
  } catch (error) {
    asked.ctx.log.error("validate.failed", error, { store: asked.store.id });
  }
  // The origin's part is as it was, ours is not.
  return insert(asked, plan, await fetchOrigin(asked, { isPage: true }));
}

async function insert(asked: Asked, plan: PagePlan, response: Response): Promise<Response> {
  const { ctx, store, platform, url, request } = asked;
  try {
    if (!isChangeablePage(request.method, response)) return response;
    const { kind } = platform.pageOf(url, store.settings);
    return await insertIntoPage(response, plan, ({ widgets }, reason) =>
      noteFinding(ctx, store.id, { page: kind, widgets, reason }),
    );
  } catch (error) {
    ctx.log.error("insert.failed", error, { store: store.id });
    if (!response.bodyUsed) return response;
    // The page had been read when we failed. A GET may be asked again (RFC 9110 §9.2.2).
    return fetchOrigin(asked, { isPage: true });
  }
}

/** A stop of the checkout was shown: how far a cart came decides what is written about it. */
function noteCheckout({ ctx, store, platform, url, request }: Asked, answer: Response): void {
  try {
    if (answer.status !== 200 || !wantsPage(request)) return;
    const shopperId = readShopperId(request);
    if (shopperId === null) return;
    const { step } = platform.pageOf(url, store.settings);
    if (step === null || step === "cart" || step === "done" || !isPerson(request)) return;
    ctx.defer("stage.failed", noteStage(ctx, store, shopperId, step));
  } catch (error) {
    ctx.log.error("stage.failed", error, { store: store.id });
  }
}

/** Copies the request's side of an exchange worth reading, before it is sent on. */
function startWatching({ ctx, store, platform, url, request }: Asked): WatchedExchange | null {
  try {
    const head = { method: request.method, url, headers: request.headers };
    const watch = platform.watch(head, store.settings);
    if (watch === null || !isPerson(request)) return null;
    return { ctx, store, platform, head, watch, requestBody: readRequest(request, watch) };
  } catch (error) {
    ctx.log.error("watch.failed", error, { store: store.id });
    return null;
  }
}

/** Reads a copy behind the answer, and makes sure that the next visit is known to be the same shopper's. */
function observe({ ctx, request }: Asked, response: Response, watched: WatchedExchange): Response {
  try {
    const known = readShopperId(request);
    // Without a cookie there can be no cart of ours, and none may be set on what a cache could hand to others.
    if (known === null && mayBeShared(request.method, response)) return response;
    const shopperId = known ?? newShopperId();
    const [answer, reading] = copyForReading(watched, response, visitorOf(request, shopperId));
    ctx.defer("observe.failed", reading);
    if (known !== null) return answer;
    const withCookie = new Response(answer.body, answer);
    for (const line of shopperCookies(request, shopperId)) withCookie.headers.append("set-cookie", line);
    return withCookie;
  } catch (error) {
    ctx.log.error("observe.failed", error, { store: watched.store.id });
    return response;
  }
}
