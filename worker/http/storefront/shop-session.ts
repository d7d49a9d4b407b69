import type { Context } from "../../context.ts";
import type { ShopSession } from "../../platforms/contract.ts";
import type { Store } from "../../services/stores/find-store.ts";
import { toOriginRequest } from "../../storefront/fetch-origin.ts";

/** How many requests may be made for one of the shopper's. A cart of a hundred lines needs little more than that. */
const mostRequests = 150;

/**
 * Requests to the storefront in the name of the shopper who sent `request`: with their cookies and whatever the shop sets
 * on the way. What it set is handed to their browser at the end.
 */
export class VisitorSession implements ShopSession {
  readonly base: URL;
  readonly #ctx: Context;
  readonly #store: Store;
  readonly #request: Pick<Request, "headers">;
  readonly #cookies = new Map<string, string>();
  readonly #setCookies = new Map<string, string>();
  #requests = 0;

  /** @param answer what the shop answered to this request: cookies it set there are sent too */
  constructor(
    ctx: Context,
    store: Store,
    request: { url: string | URL; headers: Headers },
    answer?: { headers: Headers },
  ) {
    this.#ctx = ctx;
    this.#store = store;
    this.#request = request;
    this.base = new URL("/", request.url);
    for (const part of (request.headers.get("cookie") ?? "").split(";")) {
      const [name = "", ...value] = part.trim().split("=");
      // Our own cookie is nobody's business.
      if (name !== "" && !name.includes("cw_shopper")) this.#cookies.set(name, value.join("="));
    }
    for (const line of answer?.headers.getSetCookie() ?? []) this.#keep(line);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (++this.#requests > mostRequests) throw new Error("too many requests to rebuild one cart");
    const headers = new Headers(init.headers);
    for (const name of ["user-agent", "accept-language", "cf-connecting-ip"]) {
      const value = this.#request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (!headers.has("accept")) headers.set("accept", "text/html, application/json;q=0.9, */*;q=0.8");
    // Shops that check where a form came from must see their own pages.
    if ((init.method ?? "GET") !== "GET") headers.set("origin", this.base.origin);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    const request = new Request(new URL(path, this.base), { ...init, headers });
    const response = await this.#ctx.fetch(
      toOriginRequest(request, new URL(this.#store.origin), { isPage: false }),
    );
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  cookie(name: string): string | null {
    return this.#cookies.get(name) ?? null;
  }

  setCookie(line: string): void {
    this.#keep(line);
  }

  /** The `Set-Cookie` lines of the shop, the last one of each name. */
  setCookies(): string[] {
    return [...this.#setCookies.values()];
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";", 1);
    const at = pair.indexOf("=");
    if (at < 1) return;
    const name = pair.slice(0, at).trim();
    this.#setCookies.set(name, line);
    const isOver = /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line);
    if (isOver) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(at + 1).trim());
  }
}
