import { createHash } from "node:crypto";
import type { StatePage } from "../../widgets/states.ts";
import type { PlatformId } from "../../worker/domain/platform-id.ts";
import { paths, prefix } from "../../worker/wire/paths.ts";
import { answerOurs } from "./answer-ours.ts";
import { type FrameChoices, frameChoices, framePath, stateOf } from "./frame-choices.ts";
import { type FrameStore, frameStore } from "./frame-settings.ts";
import { inTheme } from "./in-theme.ts";
import type { CapturedPage } from "./read-captured.ts";
import { actsPath, renderFrame } from "./render-frame.ts";
import { type DemoVisit, visitDemoShop } from "./visit-demo-shop.ts";

/** What is on this machine alone, and so is handed in. */
export interface FrameSurroundings {
  /** A file of the widgets' built code. */
  readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The script of do-acts.ts. */
  actsScript(): Response;
  captured: CapturedPage[] | null;
  /** The developer's own shop, its addresses mapped to these frames' host. */
  own: { url: string; platform: PlatformId; settings(): Promise<object> } | null;
}

/** One frame: all that is asked for from its page is answered by what stands here. */
interface Frame {
  id: string;
  choices: FrameChoices;
  store: FrameStore;
  visit: DemoVisit | null;
  /** Path and query of the page it begins with. */
  start: string;
}

const mark = "cw-frame";
const mostFrames = 1000;

/**
 * Pages of shops with a widget in them, in any state, language, direction and theme: `frameAddress` says where each begins.
 * Frames share one host; which of them a request is from is told by the address of the page that asks.
 */
export function createFrames(surroundings: FrameSurroundings): {
  fetch(request: Request): Promise<Response>;
} {
  const frames = new Map<string, Frame>();

  return {
    async fetch(request) {
      const url = new URL(request.url);
      if (url.pathname === framePath) return begin(url);
      if (url.pathname === actsPath) return surroundings.actsScript();
      if (url.pathname.startsWith(paths.assets)) return asset(url.pathname.slice(paths.assets.length));
      const frame = frameOf(url, request);
      if (url.pathname.startsWith(prefix)) {
        const cartValue = frame?.visit?.cartValue ?? 4450;
        return frame ? answerOurs(url.pathname, frame.choices, frame.store, cartValue) : forgotten();
      }
      const isPage = /^(document|iframe)$/.test(request.headers.get("sec-fetch-dest") ?? "");
      const hasMark = url.searchParams.has(mark);
      // A link or a form within the frame: its page stays in the frame.
      if (frame && isPage && !hasMark && request.method === "GET") return redirect(marked(url, frame));
      if (!frame && hasMark) return forgotten();
      return hasMark && frame ? page(request, url, frame) : part(request, url, frame);
    },
  };

  async function begin(url: URL): Promise<Response> {
    const asked = frameChoices.safeParse(Object.fromEntries(url.searchParams));
    if (!asked.success) return refuse(asked.error.issues.map(({ path, message }) => `${path}: ${message}`));
    const made = await makeFrame(asked.data, url);
    if ("problems" in made) return refuse(made.problems);
    // The oldest go first.
    frames.delete(made.id);
    frames.set(made.id, made);
    for (const id of frames.keys()) if (frames.size > mostFrames) frames.delete(id);
    return redirect(marked(new URL(made.start, url.origin), made));
  }

  async function makeFrame(choices: FrameChoices, url: URL): Promise<Frame | { problems: string[] }> {
    const { own, captured } = surroundings;
    const state = stateOf(choices);
    if (!state) return { problems: [`state: ${choices.widget} has none of this name`] };
    const id = createHash("sha256").update(url.search).digest("hex").slice(0, 16);
    if (choices.shop === "demo") {
      const dialect = state.platform ?? "generic";
      const store = frameStore(choices, dialect);
      if ("problems" in store) return store;
      const visit = await visitDemoShop(dialect, state.page);
      return { id, choices, store, visit, start: visit.path };
    }
    if (choices.shop === "own") {
      if (!own)
        return { problems: ["shop: there is none of yours; begin with npm run dev -- --origin https://…"] };
      const store = frameStore(choices, own.platform, await own.settings());
      if ("problems" in store) return store;
      return { id, choices, store, visit: null, start: choices.page || ownPath(state.page, store) };
    }
    const found = findCaptured(captured ?? [], choices, state.page);
    if (!found) return { problems: ["shop: there is no captured page of this name or kind"] };
    const store = frameStore(choices, found.platform);
    if ("problems" in store) return store;
    const { pathname, search } = new URL(found.url);
    return { id, choices: { ...choices, page: found.name }, store, visit: null, start: pathname + search };
  }

  function frameOf(url: URL, request: Request): Frame | undefined {
    const referrer = request.headers.get("referer");
    const from = referrer && URL.canParse(referrer) ? new URL(referrer).searchParams.get(mark) : null;
    return frames.get(url.searchParams.get(mark) ?? from ?? "");
  }

  async function page(request: Request, url: URL, frame: Frame): Promise<Response> {
    url.searchParams.delete(mark);
    const answer = await askShop(request, url, frame);
    const location = answer.headers.get("location");
    if (location) {
      const target = new URL(location, url);
      return redirect(target.origin === url.origin ? marked(target, frame) : target.href, answer.headers);
    }
    const isPage = /^text\/html/i.test(answer.headers.get("content-type") ?? "");
    return isPage ? renderFrame(answer, url, frame.choices, frame.store) : answer;
  }

  async function part(request: Request, url: URL, frame: Frame | undefined): Promise<Response> {
    const answer = await askShop(request, url, frame);
    const isStyle = /^text\/css/i.test(answer.headers.get("content-type") ?? "");
    if (!frame || !isStyle) return answer;
    const headers = new Headers(answer.headers);
    headers.set("cache-control", "no-store");
    return new Response(inTheme(await answer.text(), frame.choices.theme), {
      status: answer.status,
      headers,
    });
  }

  async function askShop(request: Request, url: URL, frame: Frame | undefined): Promise<Response> {
    const shop = frame?.choices.shop ?? "own";
    if (frame?.visit) {
      const { shop, cookie } = frame.visit;
      const headers = new Headers(request.headers);
      headers.set("cookie", cookie);
      return shop.fetch(new Request(url, { method: request.method, headers, body: await bodyOf(request) }));
    }
    if (shop === "captured") return capturedPage(url, frame as Frame);
    return surroundings.own
      ? askOwn(request, url, surroundings.own.url)
      : new Response(null, { status: 404 });
  }

  /** Pictures, styles and scripts of captured pages were not captured with them. */
  function capturedPage(url: URL, { choices }: Frame): Response {
    const found = surroundings.captured?.find(({ name }) => name === choices.page);
    const isIt = found && new URL(found.url).pathname === url.pathname;
    if (!isIt) return new Response("This was not captured.\n", { status: 404 });
    const html = found.html.replaceAll(new URL(found.url).origin, url.origin);
    return new Response(Buffer.from(html, "latin1"), { headers: { "content-type": found.contentType } });
  }

  async function asset(name: string): Promise<Response> {
    const content = /^[\w.-]+$/.test(name) ? await surroundings.readAsset(name) : null;
    if (!content) return new Response(null, { status: 404 });
    return new Response(content, { headers: { "content-type": "text/javascript; charset=utf-8" } });
  }
}

async function askOwn(request: Request, url: URL, own: string): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete("host");
  headers.delete("if-none-match");
  const init = { method: request.method, headers, body: await bodyOf(request), redirect: "manual" } as const;
  const answer = await fetch(own + url.pathname + url.search, init);
  const answered = new Headers(answer.headers);
  // `fetch` has unpacked it.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) answered.delete(name);
  const hasBody = ![204, 304].includes(answer.status);
  return new Response(hasBody ? answer.body : null, { status: answer.status, headers: answered });
}

async function bodyOf(request: Request): Promise<ArrayBuffer | null> {
  return request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
}

function findCaptured(
  captured: CapturedPage[],
  choices: FrameChoices,
  page: StatePage,
): CapturedPage | undefined {
  if (choices.page !== "") return captured.find(({ name }) => name === choices.page);
  return captured.find(({ platform, url }) => {
    const store = frameStore(choices, platform);
    return !("problems" in store) && isFor(page, store.platform.pageOf(new URL(url), store.settings).kind);
  });
}

/** Whether a page of this kind shows what the state wants to be shown on. */
function isFor(page: StatePage, kind: string): boolean {
  return kind === (page === "delivery" || page === "payment" ? "checkout" : page);
}

function ownPath(page: StatePage, { settings, platform }: FrameStore): string {
  const stops = platform.checkout(settings);
  const stop = stops.find(({ step }) => step === (page === "checkout" ? "contact" : page));
  return stop?.path ?? "/";
}

function marked(url: URL, { id }: Frame): string {
  url.searchParams.set(mark, id);
  return url.href;
}

function redirect(to: string, from = new Headers()): Response {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  for (const cookie of from.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}

function refuse(problems: string[]): Response {
  return new Response(`${problems.join("\n")}\n`, {
    status: 400,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

function forgotten(): Response {
  return new Response("This frame is forgotten. Load the page around it again.\n", { status: 410 });
}
