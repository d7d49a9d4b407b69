import type { Context } from "../../context.ts";
import { nextTask } from "../../domain/next-task.ts";
import { remembered } from "../../domain/remembered.ts";
import type { Page } from "../../platforms/contract.ts";
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
import { changedPage, isUnchanged, readOurTags, tagOfChangedPage } from "../../storefront/page-validators.ts";
import { planOnce } from "../../storefront/plan-once.ts";
import { HeadStart } from "./head-start.ts";
import { readBehind, readRequest, type WatchedExchange } from "./observe-exchange.ts";
import { loopDetected } from "./pass-through.ts";
import { type Asked, planForVisitor } from "./plan-for-visitor.ts";
import { newShopperId, readShopperId, shopperCookies, visitorOf } from "./shopper.ts";

interface AskedHere extends Asked {
  headStart: HeadStart | null;
  /** The shop's bytes, once all of them have been read. */
  whole: Uint8Array | null;
}

/**
 * A request of a shopper to their shop. What comes back is the origin's answer; on pages with our pieces, on exchanges
 * that concern the cart with a copy read behind it. An error of ours anywhere gives the origin's answer as it is.
 *
 * A paused store's pages are left alone and its carts and orders are still seen: what is bought while it is paused must
 * stop the mails that were under way.
 */
export async function proxyPage(
  ctx: Context,
  store: Store,
  request: Request,
  headStart: HeadStart | null = null,
): Promise<Response> {
  if (request.headers.has(hopHeader)) return loopDetected();
  const asked = ask(ctx, store, request, headStart);
  const plan = makePlan(asked);
  const watched = startWatching(asked);
  const answer =
    plan.length > 0
      ? await fetchPage(asked, plan)
      : await fetchOrigin(asked, optionsOf(asked, plan, watched));
  noteCheckout(asked, answer);
  // Copied last: the runtime cannot pipe one half of a copied stream on (workerd: "Inter-TransformStream pipeTo").
  return watched ? observe(asked, answer, watched) : answer;
}

/**
 * Asks the shop what `proxyPage` will ask it first, if the store is still as it was last known: so that the answer does not wait for
 * that to be looked up. Only what changes nothing there (RFC 9110 §9.2.1). Never throws; `null`: nothing was asked.
 */
export function beginPage(ctx: Context, lastKnown: Store, request: Request): HeadStart | null {
  const { method, headers } = request;
  if ((method !== "GET" && method !== "HEAD") || headers.has(hopHeader) || headers.has("upgrade"))
    return null;
  try {
    const asked = ask(ctx, lastKnown, request, null);
    const options = optionsOf(asked, makePlan(asked), startWatching(asked));
    const sent = toOriginRequest(request, originOf(lastKnown.origin), { asked: asked.url, ...options });
    return new HeadStart(lastKnown.origin, options, ctx.fetch(sent));
  } catch (error) {
    ctx.log.error("begin.failed", error, { store: lastKnown.id });
    return null;
  }
}

function ask(ctx: Context, store: Store, request: Request, headStart: HeadStart | null): AskedHere {
  const url = new URL(request.url);
  const platform = platforms[store.platform];
  return {
    ctx,
    store,
    platform,
    url,
    request,
    page: pageFor(ctx, store, request, url),
    headStart,
    whole: null,
  };
}

/** What the shop is asked first. */
function optionsOf({ request }: Asked, plan: PagePlan, watched: WatchedExchange | null): OriginOptions {
  if (plan.length === 0) return { isPage: false, isRead: watched !== null };
  const tags = readOurTags(request.headers.get("if-none-match"));
  return { isPage: true, unless: tags.map(({ origin }) => origin) };
}

function pageFor(ctx: Context, store: Store, request: Request, url: URL): Page | null {
  try {
    return wantsPage(request) ? platforms[store.platform].pageOf(url, store.settings) : null;
  } catch (error) {
    ctx.log.error("plan.failed", error, { store: store.id });
    return null;
  }
}

function makePlan({ ctx, store, platform, url, page }: Asked): PagePlan {
  if (store.paused || page === null) return [];
  try {
    return planOnce(store.settings, platform, page, url, ctx.now());
  } catch (error) {
    ctx.log.error("plan.failed", error, { store: store.id });
    return [];
  }
}

async function fetchOrigin(asked: AskedHere, options: OriginOptions): Promise<Response> {
  const { ctx, store, url, request, headStart } = asked;
  const origin = originOf(store.origin);
  const answer =
    headStart?.take(store.origin, options) ??
    ctx.fetch(toOriginRequest(request, origin, { asked: url, ...options }));
  return withPublicLocation(await answer, origin, url);
}

const originOf = remembered((origin: string) => new URL(origin), 100_000);

/**
 * A page with our pieces. Whoever has it already, and in it what we would put there now, is told that it has not changed
 * when the origin says so of its part.
 */
async function fetchPage(asked: AskedHere, forAll: PagePlan): Promise<Response> {
  const { request } = asked;
  const planFor = planForVisitor(asked, forAll);
  const response = await fetchOrigin(asked, optionsOf(asked, forAll, null));
  if (response.status !== 304) return insert(asked, planFor, response);
  try {
    const plan = planFor(response);
    const tags = readOurTags(request.headers.get("if-none-match"));
    if (await isUnchanged(plan, tags, response.headers)) {
      return changedPage(response, null, await tagOfChangedPage(plan, response.headers));
    }
  } catch (error) {
    asked.ctx.log.error("validate.failed", error, { store: asked.store.id });
  }
  // The origin's part is as it was, ours is not.
  return insert(asked, planFor, await fetchOrigin(asked, { isPage: true }));
}

async function insert(
  asked: AskedHere,
  planFor: (answer: Response) => PagePlan,
  response: Response,
): Promise<Response> {
  const { ctx, store, page, request } = asked;
  const failed = (error: unknown) => ctx.log.error("insert.failed", error, { store: store.id });
  try {
    if (page === null || !isChangeablePage(request.method, response)) return response;
    return await insertIntoPage(response, planFor(response), {
      leftOut: ({ widgets }, reason) => noteFinding(ctx, store.id, { page: page.kind, widgets, reason }),
      failed,
      whole(bytes) {
        asked.whole = bytes;
      },
    });
  } catch (error) {
    failed(error);
    if (!response.bodyUsed) return response;
    // The page had been read when we failed. A GET may be asked again (RFC 9110 §9.2.2).
    asked.whole = null;
    return fetchOrigin(asked, { isPage: true });
  }
}

/** A stop of the checkout was shown: how far a cart came decides what is written about it. */
function noteCheckout({ ctx, store, page, request }: Asked, answer: Response): void {
  try {
    const step = page?.step ?? null;
    if (answer.status !== 200 || step === null || step === "cart" || step === "done") return;
    const shopperId = readShopperId(request);
    if (shopperId === null || !isPerson(request)) return;
    ctx.defer(
      "stage.failed",
      nextTask().then(() => noteStage(ctx, store, shopperId, step)),
    );
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

/** Reads the answer behind the shopper's, and makes sure that the next visit is known to be the same shopper's. */
function observe({ ctx, request, whole }: AskedHere, response: Response, watched: WatchedExchange): Response {
  try {
    const known = readShopperId(request);
    // Without a cookie there can be no cart of ours, and none may be set on what a cache could hand to others.
    if (known === null && mayBeShared(request.method, response)) return response;
    const shopperId = known ?? newShopperId();
    ctx.defer("observe.failed", readBehind(watched, response, whole, visitorOf(request, shopperId)));
    if (known !== null) return response;
    // A page of our own making can be added to; the shop's answer cannot.
    const withCookie = whole !== null ? response : new Response(response.body, response);
    for (const line of shopperCookies(request, shopperId)) withCookie.headers.append("set-cookie", line);
    return withCookie;
  } catch (error) {
    ctx.log.error("observe.failed", error, { store: watched.store.id });
    return response;
  }
}
