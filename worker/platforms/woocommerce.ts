import { decodeHTML } from "entities";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import type { Exchange, Observation, ObservedOrder, Platform, ShopSession } from "./contract.ts";
import { asArray, asInteger, asObject, asText, asWebAddress, type Json, parseJson } from "./read-json.ts";

/**
 * WooCommerce through its Store API, which block themes use for every cart change and which is there on classic themes
 * too (WooCommerce: "Store API", wc/store/v1). Amounts are strings of minor units; a mutation answers the whole cart.
 */
export const woocommerce: Platform = {
  id: "woocommerce",

  pageOf(url) {
    const { pathname } = url;
    if (orderOfPage(url) !== null) return { kind: "confirmation", step: "done" };
    if (/\/checkout(\/|$)/.test(pathname)) return { kind: "checkout", step: "contact" };
    if (/\/(cart|basket)\/?$/.test(pathname)) return { kind: "cart", step: "cart" };
    if (/\/product\/[^/]+\/?$/.test(pathname)) return { kind: "product", step: null };
    if (/\/(shop|product-category)(\/|$)/.test(pathname)) return { kind: "listing", step: null };
    return { kind: pathname === "/" ? "home" : "other", step: null };
  },

  checkout: () => [
    { step: "cart", path: "/cart/" },
    { step: "contact", path: "/checkout/" },
    { step: "done", path: null },
  ],

  emailField: () => "#email, #billing_email",

  watch({ method, url }) {
    const route = storeApiRoute(url);
    if (route !== null && /^\/(cart|batch|checkout)(\/|$)/.test(route)) {
      return { request: false, response: method !== "OPTIONS" };
    }
    return method === "GET" && orderOfPage(url) !== null ? { request: false, response: false } : null;
  },

  async read(exchange) {
    const route = storeApiRoute(exchange.url);
    if (route === null) return readConfirmationPage(exchange);
    const body = asObject(parseJson(exchange.responseBody));
    if (body === null) return {};
    if (route.startsWith("/batch")) {
      // The last answer of a batch holds the cart after all of it.
      const carts = asArray(body.responses).map((answer) => cartIn(asObject(asObject(answer)?.body)));
      return observeCart(carts.findLast((cart) => cart !== null) ?? {}, exchange.url);
    }
    if (route.startsWith("/checkout")) return readCheckout(exchange, body);
    return observeCart(cartIn(body) ?? {}, exchange.url);
  },

  remembersAdds: false,

  webhooks: null,

  async readCart(shop) {
    return (await fetchCart(shop)).snapshot;
  },

  async addLines(shop, lines) {
    const { nonce } = await fetchCart(shop);
    const refused: LineItem[] = [];
    for (const line of lines) {
      const answer = await shop.fetch("/wp-json/wc/store/v1/cart/add-item", {
        method: "POST",
        headers: { "content-type": "application/json", ...(nonce ? { nonce } : {}) },
        body: JSON.stringify({
          id: Number(line.productId),
          quantity: line.quantity,
          variation: line.options.map(({ name, value }) => ({ attribute: name, value })),
        }),
      });
      await answer.body?.cancel();
      if (!answer.ok) refused.push(line);
    }
    return refused;
  },
};

/** The cart that an answer is, or that it carries: a conflict (409) has it under `data`. */
function cartIn(body: Json | null): Json | null {
  return body && "items" in body ? body : asObject(asObject(body?.data)?.cart);
}

/** The route within the Store API, "/cart/add-item", whether addressed by path or by `?rest_route=`. */
function storeApiRoute(url: URL): string | null {
  const route = url.searchParams.get("rest_route") ?? url.pathname.match(/\/wp-json(\/.*)$/)?.[1];
  return route?.match(/^\/wc\/store(?:\/v1)?(\/.*)$/)?.[1] ?? null;
}

function orderOfPage(url: URL): string | null {
  return (
    url.pathname.match(/\/order-received\/(\d+)(\/|$)/)?.[1] ??
    url.searchParams.get("order-received")?.match(/^\d+$/)?.[0] ??
    null
  );
}

function readConfirmationPage({ url, status }: Exchange): Observation {
  const number = orderOfPage(url);
  // Without the order's key anyone could type the address; with it the shop has shown the order.
  if (number === null || status !== 200 || !url.searchParams.has("key")) return {};
  return { order: { number, totalMinor: null, currency: null, email: null } };
}

function readCheckout(exchange: Exchange, body: Record<string, unknown>): Observation {
  const email = asText(asObject(body.billing_address)?.email) ?? undefined;
  const draft = asObject(body.__experimentalCart) ?? cartIn(body);
  const observation: Observation = draft ? observeCart(draft, exchange.url) : {};
  if (email !== undefined) observation.email = email;
  const order = placedOrder(exchange, body, email ?? null);
  if (order) observation.order = order;
  return observation;
}

/** A draft has order 0; one that could not be paid answers `failure` or `error` and stays open. */
function placedOrder(
  { method, headers, status }: Exchange,
  body: Record<string, unknown>,
  email: string | null,
): ObservedOrder | null {
  const isDraft = method !== "POST" || headers.get("x-http-method-override")?.toUpperCase() === "PUT";
  const orderId = asInteger(body.order_id);
  const payment = asText(asObject(body.payment_result)?.payment_status);
  if (isDraft || status >= 300 || !orderId || (payment !== "success" && payment !== "pending")) return null;
  return { number: String(orderId), totalMinor: null, currency: null, email };
}

function observeCart(body: Record<string, unknown>, base: URL): Observation {
  const snapshot = readSnapshot(body, base);
  const email = asText(asObject(body.billing_address)?.email);
  return { ...(snapshot ? { cart: snapshot } : {}), ...(email ? { email } : {}) };
}

function readSnapshot(body: Record<string, unknown>, base: URL): CartSnapshot | null {
  const totals = asObject(body.totals);
  const currency = asText(totals?.currency_code);
  if (!Array.isArray(body.items) || totals === null || currency === null) return null;
  const lines = body.items.flatMap((item) => readLine(item, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== body.items.length) return null;
  return { currency, lines, totalMinor: readTotal(totals, lines) };
}

/**
 * What the goods come to. The API's totals are always without tax, prices of lines as this shop shows them: the tax
 * belongs to the total where it is in the lines.
 */
function readTotal(totals: Record<string, unknown>, lines: LineItem[]): number | null {
  const items = asInteger(totals.total_items);
  if (items === null) return null;
  const discount = asInteger(totals.total_discount) ?? 0;
  const itemsTax = asInteger(totals.total_items_tax) ?? 0;
  const discountTax = asInteger(totals.total_discount_tax) ?? 0;
  const shown = lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0);
  const withTax = Math.abs(items + itemsTax - shown) < Math.abs(items - shown);
  return withTax ? items + itemsTax - discount - discountTax : items - discount;
}

function readLine(value: unknown, base: URL): LineItem[] {
  const item = asObject(value);
  const productId = asText(item?.id);
  const quantity = asInteger(item?.quantity);
  const unitMinor = asInteger(asObject(item?.prices)?.price);
  if (item === null || productId === null || quantity === null || quantity < 1 || unitMinor === null)
    return [];
  const image = asObject(asArray(item.images)[0]);
  return [
    {
      productId,
      // The Store API sends names as HTML text: "Tea &amp; coffee".
      name: decodeHTML(asText(item.name) ?? productId),
      options: asArray(item.variation).flatMap(readOption),
      quantity,
      unitMinor,
      image: asWebAddress(image?.thumbnail ?? image?.src, base),
      url: asWebAddress(item.permalink, base),
    },
  ];
}

/** Adding takes a shop-wide attribute by its slug (`pa_colour`), a product's own one by its label (`Size`). */
function readOption(value: unknown): LineItem["options"] {
  const option = asObject(value);
  const slug = asText(option?.raw_attribute)?.match(/^attribute_(pa_.+)$/)?.[1];
  const name = slug ?? asText(option?.attribute);
  const chosen = asText(option?.value);
  return name !== null && chosen !== null ? [{ name, value: decodeHTML(chosen) }] : [];
}

async function fetchCart(
  shop: ShopSession,
): Promise<{ snapshot: CartSnapshot | null; nonce: string | null }> {
  const response = await shop.fetch("/wp-json/wc/store/v1/cart");
  const body = asObject(parseJson(response.ok ? await response.text() : null));
  return { snapshot: body ? readSnapshot(body, shop.base) : null, nonce: response.headers.get("nonce") };
}
