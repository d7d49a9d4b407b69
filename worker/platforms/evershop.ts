import type { LineItem } from "../domain/cart.ts";
import { decimalToMinor } from "../domain/money.ts";
import type { Exchange, Observation, ObservedOrder, Platform } from "./contract.ts";
import { askForDelivery } from "./evershop/ask-for-delivery.ts";
import { readSnapshot } from "./evershop/read-snapshot.ts";
import { askForCart, call, hasSession, isTaken } from "./evershop/shop-api.ts";
import { withoutLocale } from "./locale-prefix.ts";
import { asArray, asCurrency, asObject, asText, parseJson } from "./read-json.ts";

/**
 * EverShop 2: pages rendered by the server that change their cart through a JSON API and read it back through GraphQL
 * (EverShop: the `route.json` files and `Cart.graphql` of its checkout module). What is sold has a SKU of its own, also where it is one
 * colour of something: the SKU is all it takes to add it again.
 */
export const evershop: Platform = {
  id: "evershop",

  // Products and categories share one namespace of free paths: their pages cannot be told apart by address.
  pageOf(url) {
    const path = withoutLocale(url.pathname);
    if (orderOfPage(url) !== null) return { kind: "confirmation", step: "done" };
    if (path === "/checkout") return { kind: "checkout", step: "contact" };
    if (path === "/cart") return { kind: "cart", step: "cart" };
    if (path === "/search") return { kind: "listing", step: null };
    return { kind: path === "/" ? "home" : "other", step: null };
  },

  checkout: () => [
    { step: "cart", path: "/cart" },
    { step: "contact", path: "/checkout", section: ".checkout-contact" },
    { step: "delivery", path: "/checkout", section: ".checkout__shipment" },
    { step: "payment", path: "/checkout", section: ".checkout__payment" },
    { step: "done", path: null },
  ],

  emailField: () => 'input[name="contact.email"]',

  watch({ method, url }) {
    const call = apiCall(method, url);
    if (call === "cart") return { request: false, response: true };
    if (call === "contact") return { request: true, response: false };
    if (call === "order") return { request: false, response: true };
    const isOrderPage = method === "GET" && orderOfPage(url) !== null;
    return call === "change" || isOrderPage ? { request: false, response: false } : null;
  },

  remembersAdds: false,

  async read(exchange) {
    if (exchange.status !== 200) return {};
    const call = apiCall(exchange.method, exchange.url);
    if (call === "change") return { changed: true };
    if (call === "contact") return readContact(exchange);
    if (call === "order") return readOrder(exchange);
    if (call === "cart") return readAnswer(exchange);
    const number = orderOfPage(exchange.url);
    return number === null ? {} : { order: { number, totalMinor: null, currency: null, email: null } };
  },

  async readCart(shop) {
    const held = await askForCart(shop);
    if (held === null) return null;
    return held.cart === null
      ? { currency: held.currency, lines: [], totalMinor: 0 }
      : readSnapshot(held.cart, shop.base);
  },

  async addLines(shop, lines) {
    if (!(await hasSession(shop))) return lines;
    const refused: LineItem[] = [];
    for (const line of lines) {
      const item = { sku: line.productId, qty: line.quantity };
      if (!(await isTaken(call(shop, "POST", "/api/cart/mine/items", item)))) refused.push(line);
    }
    return refused;
  },

  async clearCart(shop) {
    const held = await askForCart(shop);
    if (held === null) return false;
    for (const item of asArray(held.cart?.items)) {
      const id = encodeURIComponent(asText(asObject(item)?.uuid) ?? "");
      if (!(await isTaken(call(shop, "DELETE", `/api/cart/mine/items/${id}`)))) return false;
    }
    return true;
  },

  async applyCoupon(shop, code) {
    const id = asText((await askForCart(shop))?.cart?.uuid);
    if (id === null) return false;
    return isTaken(call(shop, "POST", `/api/carts/${encodeURIComponent(id)}/coupons`, { coupon: code }));
  },

  async estimateDelivery(shop, parcel, lines, settings) {
    if (lines.length === 0 || lines.length > mostEstimated) return null;
    const refused = await evershop.addLines(shop, lines, settings);
    return refused.length > 0 ? null : askForDelivery(shop, parcel);
  },

  webhooks: null,
};

/** Each line takes a call of its own, of which the shop allows one address so many a minute. */
const mostEstimated = 6;

/** Shown only to the session that ordered, anyone else is sent to the home page. */
function orderOfPage(url: URL): string | null {
  return withoutLocale(url.pathname).match(/^\/checkout\/success\/([0-9a-f-]{36})$/)?.[1] ?? null;
}

/**
 * What a call of the shop's API can tell. EverShop itself says `/api/cart/…` of a cart's lines and `/api/carts/…` of the
 * rest; `mine` is the session's cart. `POST /api/carts` makes one that belongs to no session, and is nobody's here.
 */
function apiCall(method: string, { pathname }: URL): "cart" | "change" | "contact" | "order" | null {
  if (method === "POST" && pathname === "/api/graphql") return "cart";
  const [, part] = pathname.match(/^\/api\/carts?\/[0-9a-z-]+\/(\w+)(?:\/[^/]+)?$/) ?? [];
  if (part === "items") return /^(POST|PATCH|DELETE)$/.test(method) ? "change" : null;
  if (part === "coupons") return /^(POST|DELETE)$/.test(method) ? "change" : null;
  if (method !== "POST") return null;
  if (part === "contacts") return "contact";
  return part === "checkout" ? "order" : null;
}

function readContact({ requestBody }: Exchange): Observation {
  const email = asText(asObject(parseJson(requestBody))?.email);
  return email === null ? {} : { email };
}

/** The page sends its address here and nowhere before; the answer repeats it. */
function readOrder({ responseBody }: Exchange): Observation {
  const data = asObject(asObject(parseJson(responseBody))?.data);
  const number = asText(data?.uuid);
  if (data === null || number === null || asText(data.order_number) === null) return {};
  const currency = asCurrency(data.currency);
  const email = asText(data.customer_email);
  const totalMinor = currency === null ? null : decimalToMinor(data.grand_total, currency);
  const order: ObservedOrder = { number, totalMinor, currency, email };
  return email === null ? { order } : { order, email };
}

/** `myCart` is null for a shopper without a cart, but just as well where the shop failed to read it: neither is emptied. */
async function readAnswer({ responseBody, url }: Exchange): Promise<Observation> {
  const cart = asObject(asObject(asObject(parseJson(responseBody))?.data)?.myCart);
  if (cart === null) return {};
  const snapshot = await readSnapshot(cart, url);
  const email = asText(cart.customerEmail);
  return { ...(snapshot ? { cart: snapshot } : {}), ...(email ? { email } : {}) };
}
