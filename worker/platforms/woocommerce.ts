import type { StoreSettings } from "../wire/store-settings.ts";
import type { Exchange, Observation, ObservedOrder, Platform } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { asArray, asInteger, asObject, asText, type Json, parseJson } from "./read-json.ts";
import { availability } from "./woocommerce/availability.ts";
import { readClassic, type ShopPaths, watchClassic } from "./woocommerce/classic.ts";
import { estimateDelivery } from "./woocommerce/estimate-delivery.ts";
import { addLines, apiPath, fetchCart, postJson } from "./woocommerce/rebuild.ts";
import { cartIn, readSnapshot, storeApiRoute } from "./woocommerce/store-api.ts";
import { webhooks } from "./woocommerce/webhooks.ts";

/**
 * WooCommerce through its Store API, which block themes use for every cart change and which is there on classic themes
 * too (WooCommerce: "Store API", wc/store/v1). Amounts are strings of minor units; a mutation answers the whole cart. What
 * classic themes do with forms is told in woocommerce/classic.ts.
 */
export const woocommerce: Platform = {
  id: "woocommerce",

  pageOf(url, settings) {
    const { pages } = settings.woocommerce;
    const is = (pattern: string) => new RegExp(pattern).test(url.pathname);
    if (orderOfPage(url, settings) !== null) return { kind: "confirmation", step: "done" };
    if (is(pages.checkout)) return { kind: "checkout", step: "contact" };
    if (is(pages.cart)) return { kind: "cart", step: "cart" };
    if (is(pages.product)) return { kind: "product", step: null };
    if (is(pages.listing)) return { kind: "listing", step: null };
    return { kind: url.pathname === "/" ? "home" : "other", step: null };
  },

  checkout: ({ woocommerce }) => [
    { step: "cart", path: woocommerce.cart },
    // Of the blocks, and of the form that classic themes have.
    { step: "contact", path: woocommerce.checkout, section: "#contact-fields,#customer_details" },
    {
      step: "delivery",
      path: woocommerce.checkout,
      section: "#shipping-fields,#shipping-option,#pickup-options,#shipping_method",
    },
    { step: "payment", path: woocommerce.checkout, section: "#payment-method,#payment" },
    { step: "done", path: null },
  ],

  emailField: () => "#email, #billing_email",

  watch(head, settings) {
    const { method, url } = head;
    const route = storeApiRoute(url);
    if (route !== null) {
      const isWatched = /^\/(cart|batch|checkout)(\/|$)/.test(route);
      return isWatched ? { request: false, response: method !== "OPTIONS" } : null;
    }
    if (method === "GET" && orderOfPage(url, settings) !== null) return { request: false, response: false };
    return watchClassic(head, pathsOf(url, settings));
  },

  async read(exchange, settings) {
    const { method, url } = exchange;
    const route = storeApiRoute(url);
    if (route !== null) return readStoreApi(exchange, route);
    if (method === "GET" && orderOfPage(url, settings) !== null)
      return readConfirmationPage(exchange, settings);
    return readClassic(exchange, pathsOf(url, settings), (address) => orderOfPage(address, settings));
  },

  remembersAdds: true,

  webhooks,

  async readCart(shop, settings) {
    return (await fetchCart(shop, settings)).cart;
  },

  addLines,

  async clearCart(shop, settings) {
    const { nonce } = await fetchCart(shop, settings);
    // WooCommerce Store API, "Delete all cart items": answers an empty list.
    const init: RequestInit = { method: "DELETE", headers: nonce === null ? {} : { nonce } };
    const answer = await shop.fetch(apiPath("/cart/items", settings), init);
    await answer.body?.cancel();
    return answer.ok;
  },

  async applyCoupon(shop, code, settings) {
    const { nonce } = await fetchCart(shop, settings);
    const answer = await shop.fetch(apiPath("/cart/apply-coupon", settings), postJson({ code }, nonce));
    await answer.body?.cancel();
    return answer.ok;
  },

  availability,

  estimateDelivery,
};

function pathsOf(url: URL, { woocommerce: { pages } }: StoreSettings): ShopPaths {
  const is = (pattern: string) => new RegExp(pattern).test(url.pathname);
  return {
    isCart: is(pages.cart),
    isCheckout: is(pages.checkout),
    isProduct: is(pages.product),
    isAccount: is(pages.account),
  };
}

function orderOfPage(url: URL, { woocommerce }: StoreSettings): string | null {
  const { orderReceived, thankYou } = woocommerce;
  const own = thankYou === null ? null : new RegExp(thankYou).exec(url.pathname + url.search);
  if (own?.[1]) return own[1];
  const parts = url.pathname.split("/");
  const inPath = parts[parts.lastIndexOf(orderReceived) + 1] ?? "";
  const number = parts.includes(orderReceived) ? inPath : url.searchParams.get(orderReceived);
  return number?.match(/^\d+$/)?.[0] ?? null;
}

function readConfirmationPage({ url, status }: Exchange, settings: StoreSettings): Observation {
  const number = orderOfPage(url, settings);
  const { thankYou } = settings.woocommerce;
  const isOwnPage = thankYou !== null && new RegExp(thankYou).test(url.pathname + url.search);
  // Without the order's key anyone could type the address; with it the shop has shown the order.
  if (number === null || status !== 200 || !(isOwnPage || url.searchParams.has("key"))) return {};
  return { order: { number, totalMinor: null, currency: null, email: null } };
}

function readStoreApi(exchange: Exchange, route: string): Observation {
  const json = parseJson(exchange.responseBody);
  const body = asObject(json);
  if (route.startsWith("/checkout")) return body === null ? {} : readCheckout(exchange, body);
  // The last answer of a batch that holds a cart holds it after all of it.
  const answers = route.startsWith("/batch") ? asArray(body?.responses).map(asObject) : null;
  const carts = answers?.map((answer) => cartIn(asObject(answer?.body))) ?? [cartIn(body)];
  const seen = observeCart(carts.findLast((cart) => cart !== null) ?? {}, exchange.url);
  if (seen.cart || !isMutation(exchange)) return seen;
  // With a token in place of the session's cookie it is a cart that cannot be asked for by cookie.
  if (exchange.headers.has("cart-token")) return seen;
  const statuses = answers?.map((answer) => asInteger(answer?.status) ?? 500) ?? [exchange.status];
  // Routes for single items (`DELETE /cart/items`) answer with less than the cart.
  return statuses.some((status) => status < 300) ? { ...seen, changed: true } : seen;
}

function isMutation({ method }: Exchange): boolean {
  return method === "POST" || method === "PUT" || method === "DELETE" || method === "PATCH";
}

function readCheckout(exchange: Exchange, body: Json): Observation {
  const given = readBilling(body);
  const draft = asObject(body.__experimentalCart) ?? cartIn(body);
  const observation: Observation = { ...(draft ? observeCart(draft, exchange.url) : {}), ...given };
  const order = placedOrder(exchange, body, given.email ?? null);
  if (order) observation.order = order;
  return observation;
}

/** A draft has order 0; one that could not be paid answers `failure` or `error` and stays open. */
function placedOrder(
  { method, headers, status }: Exchange,
  body: Json,
  email: string | null,
): ObservedOrder | null {
  const isDraft = method !== "POST" || headers.get("x-http-method-override")?.toUpperCase() === "PUT";
  const orderId = asInteger(body.order_id);
  const payment = asText(asObject(body.payment_result)?.payment_status);
  if (isDraft || status >= 300 || !orderId || (payment !== "success" && payment !== "pending")) return null;
  return { number: String(orderId), totalMinor: null, currency: null, email };
}

function observeCart(body: Json, base: URL): Observation {
  const snapshot = readSnapshot(body, base);
  return { ...(snapshot ? { cart: snapshot } : {}), ...readBilling(body) };
}

function readBilling(body: Json) {
  const billing = asObject(body.billing_address);
  return givenBy(asText(billing?.email), asText(billing?.first_name));
}
