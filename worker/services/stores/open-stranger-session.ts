import type { Context } from "../../context.ts";
import type { ShopSession } from "../../platforms/contract.ts";
import { toOriginRequest } from "../../storefront/fetch-origin.ts";
import type { Store } from "./find-store.ts";

/** What one errand may take of a shop. */
const mostRequests = 16;
const mostBytes = 2 * 1024 * 1024;

/**
 * A session in the store's shop that is nobody's: it begins without cookies, says nothing of who it is for, keeps what the shop
 * sets, and is forgotten with this object. More requests or longer answers than an errand needs are errors.
 * @param errand what the shop reads in its log: who asks, and what for
 */
export function openStrangerSession(
  ctx: Context,
  store: Store,
  errand: string,
  signal: AbortSignal,
): ShopSession {
  const base = new URL("/", store.shopUrl);
  const cookies = new Map<string, string>();
  let requests = 0;
  const keep = (line: string) => {
    const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name.trim(), value.trim());
  };
  return {
    base,
    cookie: (name) => cookies.get(name) ?? null,
    setCookie: keep,
    async fetch(path, init = {}) {
      if (++requests > mostRequests) throw new Error(`more than ${mostRequests} requests for one errand`);
      const headers = new Headers(init.headers);
      headers.set("user-agent", `Cartwright (${errand})`);
      // Shops that check where a form came from must see their own pages.
      if ((init.method ?? "GET") !== "GET") headers.set("origin", base.origin);
      if (cookies.size > 0) headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
      const request = new Request(new URL(path, base), { ...init, headers });
      const answer = await ctx.fetch(toOriginRequest(request, new URL(store.origin), { isPage: false }), {
        signal,
      });
      answer.headers.getSetCookie().forEach(keep);
      return shortened(answer);
    },
  };
}

/** The same answer, which fails where it grows too long. */
function shortened(answer: Response): Response {
  if (answer.body === null) return answer;
  let bytes = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) controller.error(new Error(`an answer of more than ${mostBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return new Response(answer.body.pipeThrough(count), answer);
}
