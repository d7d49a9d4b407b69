import { sha256Hex, utf8 } from "../../domain/keys.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { Exchange, Observation } from "../contract.ts";
import { asObject, asWebAddress, parseJson } from "../read-json.ts";
import { readCartPage } from "./read-cart-page.ts";
import { currencyInCookies } from "./read-currency.ts";
import { kindOf } from "./routes.ts";

/** A payment extension took the order: it sends the shopper to the success page. */
export async function readConfirm(exchange: Exchange, settings: StoreSettings): Promise<Observation> {
  const redirect = asWebAddress(asObject(parseJson(exchange.responseBody))?.redirect, exchange.url);
  if (redirect === null || kindOf(new URL(redirect), settings.opencart) !== "confirmation") return {};
  return observeOrder(exchange, settings);
}

/**
 * The success page says nothing of the order, is shown to whoever asks, and is shown again. It empties the cart that was
 * ordered: with something in the cart there was none.
 */
export async function readSuccess(exchange: Exchange, settings: StoreSettings): Promise<Observation> {
  const { status, responseBody: html, headers, responseHeaders, url } = exchange;
  if (status !== 200 || !html) return {};
  // An empty cart is one in any currency: the code for none (ISO 4217).
  const currency = currencyInCookies(headers, responseHeaders) ?? "XXX";
  const page = await readCartPage(html, currency, [], url);
  if (page?.isFilled) return {};
  const order = observeOrder(exchange, settings);
  return page?.isEmpty ? { ...order, cart: { currency, lines: [], totalMinor: null } } : order;
}

/**
 * The name under which the shop's own server can tell of a session's cart without giving the session away: the SHA-256 of
 * the session's id, in hex. Carts carry it as `ref`.
 */
export async function sessionRef(id: string | null): Promise<string | null> {
  return id ? sha256Hex(utf8(id)) : null;
}

/** The session's id in a request's cookies, or in the cookie that its answer begins one with. */
export function sessionIn(request: Headers, response: Headers, name: string): string | null {
  const pairs = [request.get("cookie") ?? "", ...response.getSetCookie()].flatMap((line) =>
    line.split(/;\s*/),
  );
  const pair = pairs.find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || null;
}

/** No answer tells an order's number, and whoever asks for the success page again gets it again: it is the shopper's newest. */
function observeOrder({ headers, responseHeaders }: Exchange, { opencart }: StoreSettings): Observation {
  if (sessionIn(headers, responseHeaders, opencart.sessionCookie) === null) return {};
  return { order: { number: null, totalMinor: null, currency: null, email: null } };
}
