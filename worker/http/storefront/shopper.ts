import { isId, newId } from "../../domain/ids.ts";
import type { Visitor } from "../../services/carts/capture-cart.ts";

/** A year: longer than any cart is kept. */
const maxAge = 31_536_000;

/**
 * Who the shopper is to us: a random id in a first-party cookie that no script can read. On https it is locked to the
 * host (`__Host-`, RFC 6265bis §4.1.3.2); plain http, as on a laptop, cannot carry that.
 */
export function readShopperId(request: Request): string | null {
  for (const value of cookiesOf(request, cookieName(request))) if (isId("shopper", value)) return value;
  return null;
}

export function newShopperId(): string {
  return newId("shopper");
}

/**
 * Lines of `Set-Cookie`. Beside the id there is one that scripts can read and that says no more than that there is one: whose
 * cart nobody keeps is never asked about (widgets/resume-bar).
 */
export function shopperCookies(request: Request, shopperId: string): string[] {
  const kept = `Path=/; Max-Age=${maxAge}; SameSite=Lax${isHttps(request) ? "; Secure" : ""}`;
  return [`${cookieName(request)}=${shopperId}; ${kept}; HttpOnly`, `cw_kept=1; ${kept}`];
}

/** The shopper as the edge sees them. Country and zone come from the network, never from what the page says. */
export function visitorOf(request: Request, shopperId: string): Visitor {
  const cf = request.cf as IncomingRequestCfProperties | undefined;
  return {
    shopperId,
    language: null,
    country: typeof cf?.country === "string" ? cf.country : null,
    timezone: typeof cf?.timezone === "string" ? cf.timezone : null,
  };
}

/** Country, and the part of it as ISO 3166-2 ("US-AK"), as the network says; `null`: unknown. It is not kept. */
export function placeOf(request: Request): { country: string | null; region: string | null } {
  const { country } = visitorOf(request, "");
  const code = (request.cf as IncomingRequestCfProperties | undefined)?.regionCode;
  return { country, region: country !== null && typeof code === "string" ? `${country}-${code}` : null };
}

/**
 * Host of the site a visit came from: of the page before, where that is not the shop's own, else as the loader noted it on the
 * visit's first page (widgets/runtime/loader.ts). It is not kept.
 */
export function referrerOf(request: Request): string | null {
  const before = request.headers.get("referer") ?? "";
  const host = URL.canParse(before) ? new URL(before).host : "";
  if (host !== "" && host !== new URL(request.url).host) return host;
  const [noted = null] = cookiesOf(request, "cw_from");
  return noted;
}

/** There may be several of a name, of several paths and domains. */
function* cookiesOf(request: Request, name: string): Generator<string, void> {
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined) yield value;
  }
}

function cookieName(request: Request): string {
  return isHttps(request) ? "__Host-cw_shopper" : "cw_shopper";
}

function isHttps(request: Request): boolean {
  return request.url.startsWith("https:");
}
