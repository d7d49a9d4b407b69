import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { decimalToMinor } from "../domain/money.ts";
import { bigcommerceOrders } from "./bigcommerce/orders.ts";
import { asksForOptions, readSnapshot } from "./bigcommerce/read-snapshot.ts";
import type { Exchange, Observation, Platform, ShopSession } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { withoutLocale } from "./locale-prefix.ts";
import { asArray, asCurrency, asObject, asText, type Json, parseJson } from "./read-json.ts";

/**
 * BigCommerce with a theme of its own (Stencil), through the Storefront API that its pages and its checkout use
 * (bigcommerce/docs: carts.sf.yml, orders.sf.yml; bigcommerce/checkout-sdk-js: the request senders). The checkout is one page,
 * seen through its calls. A cart and its checkout have one id.
 */
export const bigcommerce: Platform = {
  id: "bigcommerce",

  pageOf(url, { bigcommerce: { pages } }) {
    const path = withoutLocale(url.pathname);
    if (/^\/(checkout\/order-confirmation(\/|$)|finishorder\.php$)/.test(path)) {
      return { kind: "confirmation", step: "done" };
    }
    if (/^\/checkout(\.php)?(\/|$)/.test(path)) return { kind: "checkout", step: "contact" };
    if (/^\/cart(\.php)?$/.test(path)) return { kind: "cart", step: "cart" };
    if (new RegExp(pages.product).test(path)) return { kind: "product", step: null };
    if (new RegExp(pages.listing).test(path)) return { kind: "listing", step: null };
    return { kind: path === "/" ? "home" : "other", step: null };
  },

  checkout: () => [
    { step: "cart", path: "/cart.php" },
    { step: "contact", path: "/checkout", section: ".checkout-step--customer" },
    { step: "delivery", path: "/checkout", section: ".checkout-step--shipping" },
    { step: "payment", path: "/checkout", section: ".checkout-step--billing,.checkout-step--payment" },
    { step: "done", path: null },
  ],

  // Not the field of the same name by which customers sign in.
  emailField: () => "#checkout-customer-guest #email",

  watch({ method, url }) {
    const call = callOf(method, url);
    return call && { request: call === "checkout" && method !== "GET", response: call !== "change" };
  },

  async read(exchange, settings) {
    const { method, url, status, responseBody } = exchange;
    const call = callOf(method, url);
    if (call === "change") return status < 400 ? { changed: true } : {};
    if (status < 200 || status >= 300) return {};
    const body = parseJson(responseBody);
    if (call === "order") return readOrder(asObject(body));
    if (call === "checkout") return readCheckout(exchange, asObject(body));
    const isDeleted = status === 204 && method === "DELETE" && /\/carts\/[^/]+$/.test(url.pathname);
    const isNone = method === "GET" && Array.isArray(body) && body.length === 0;
    if (isDeleted || isNone) return { cart: emptyCart(settings.bigcommerce.currency) };
    return readCart(exchange, asObject(Array.isArray(body) ? body[0] : body));
  },

  // With its options asked for, the cart tells all of them by their ids.
  remembersAdds: false,

  async readCart(shop, { bigcommerce: { currency } }) {
    const carts = await fetchCarts(shop);
    if (carts === null) return null;
    return carts.length === 0 ? emptyCart(currency) : readSnapshot(asObject(carts[0]), true, shop.base);
  },

  async addLines(shop, lines) {
    const carts = await fetchCarts(shop);
    if (carts === null) return lines;
    let cartId = asText(asObject(carts[0])?.id);
    const refused: LineItem[] = [];
    for (const line of lines) {
      // The first line makes the cart where there is none.
      const path = cartId === null ? cartsPath : `${cartsPath}/${cartId}/items`;
      const cart = line.restore?.withheld ? null : await addLine(shop, path, line);
      if (cart === null) refused.push(line);
      cartId = asText(cart?.id) ?? cartId;
    }
    return refused;
  },

  async clearCart(shop) {
    const carts = await fetchCarts(shop);
    const cart = asObject(carts?.[0]);
    if (cart === null) return carts !== null;
    // What cannot be put in again goes with the cart: nobody meant that.
    const { giftCertificates, customItems } = asObject(cart.lineItems) ?? {};
    if (asArray(giftCertificates).length + asArray(customItems).length > 0) return false;
    return (await call(shop, "DELETE", `${cartsPath}/${asText(cart.id)}`)).isTaken;
  },

  async applyCoupon(shop, couponCode) {
    const cartId = asText(asObject((await fetchCarts(shop))?.[0])?.id);
    if (cartId === null) return false;
    const path = `/api/storefront/checkouts/${cartId}/coupons`;
    const checkout = asObject((await call(shop, "POST", path, { couponCode })).body);
    return asArray(checkout?.coupons).some((coupon) => {
      return asText(asObject(coupon)?.code)?.toLowerCase() === couponCode.toLowerCase();
    });
  },

  webhooks: bigcommerceOrders,
};

const cartsPath = "/api/storefront/carts";
const withOptions = "?include=lineItems.physicalItems.options,lineItems.digitalItems.options";

/**
 * - `cart` and `checkout` tell the cart, and may change it
 * - `order` tells an order that was just placed
 * - `change` changes the cart without telling it: theme's scripts, forms and links
 */
type Call = "cart" | "checkout" | "order" | "change";

function callOf(method: string, url: URL): Call | null {
  if (!/^(GET|POST|PUT|DELETE)$/.test(method)) return null;
  const path = withoutLocale(url.pathname);
  if (/^\/api\/storefront\/carts(\/|$)/.test(path)) return "cart";
  if (/^\/api\/storefront\/checkouts?\/[^/]/.test(path)) return "checkout";
  if (/^\/api\/storefront\/orders\/\d+$/.test(path)) return method === "GET" ? "order" : null;
  if (method === "POST" && /^\/remote\/v1\/(cart\/(add|update)|apply-code|gift-wrapping)/.test(path)) {
    return "change";
  }
  const isForm = method === "POST" || (method === "GET" && url.searchParams.has("action"));
  return path === "/cart.php" && isForm ? "change" : null;
}

function emptyCart(currency: string): CartSnapshot {
  return { currency, lines: [], totalMinor: null };
}

function readCart({ method, url }: Exchange, cart: Json | null): Observation {
  const snapshot = readSnapshot(cart, asksForOptions(url), url);
  const email = asText(cart?.email);
  const seen: Observation = snapshot ? { cart: snapshot } : method === "GET" ? {} : { changed: true };
  return email === null ? seen : { ...seen, email };
}

function readCheckout(exchange: Exchange, checkout: Json | null): Observation {
  const { url, method, requestBody } = exchange;
  const seen = readCart(exchange, asObject(checkout?.cart));
  const isAddress = method !== "GET" && /\/billing-address(\/|$)/.test(url.pathname);
  const billing = asObject(checkout?.billingAddress);
  const given = asText(billing?.email) === null && isAddress ? asObject(parseJson(requestBody)) : billing;
  return { ...seen, ...givenBy(asText(given?.email), asText(given?.firstName)) };
}

/**
 * `isComplete`: ready for the order's own page (orders.sf.yml). Sending the order is not enough: some are paid elsewhere
 * first, and never come back.
 */
function readOrder(order: Json | null): Observation {
  const number = asText(order?.orderId);
  if (order === null || number === null || order.isComplete !== true) return {};
  const currency = asCurrency(asObject(order.currency)?.code);
  const totalMinor = currency === null ? null : decimalToMinor(order.orderAmount, currency);
  const email = asText(asObject(order.billingAddress)?.email);
  return { order: { number, totalMinor, currency, email } };
}

/** @returns the cart after it; `null` when the storefront refused */
async function addLine(shop: ShopSession, path: string, line: LineItem): Promise<Json | null> {
  return asObject((await call(shop, "POST", path + withOptions, { lineItems: [addable(line)] })).body);
}

/** A variant is told by its options; `variantId` only where there are none (bigcommerce/docs: "Carts"). */
function addable({ productId, quantity, restore = {} }: LineItem): Json {
  const optionSelections = Object.entries(restore).flatMap(([name, value]) => {
    const [, kind, id] = /^(choice|text)\[(\d+)\]$/.exec(name) ?? [];
    return id ? [{ optionId: Number(id), optionValue: kind === "choice" ? Number(value) : value }] : [];
  });
  const variant = restore.variantId === undefined ? {} : { variantId: Number(restore.variantId) };
  return {
    productId: Number(productId),
    quantity,
    ...(optionSelections.length > 0 ? { optionSelections } : variant),
  };
}

async function fetchCarts(shop: ShopSession): Promise<unknown[] | null> {
  const { body } = await call(shop, "GET", cartsPath + withOptions);
  return Array.isArray(body) ? body : null;
}

async function call(shop: ShopSession, method: string, path: string, body?: Json): Promise<Answer> {
  const token = shop.cookie("XSRF-TOKEN")?.replace(/%[2-7][\dA-F]/gi, decodeURIComponent);
  const answer = await shop.fetch(path, {
    method,
    headers: {
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
      // As the platform's own scripts do (bigcommerce/request-sender-js).
      ...(token && { "x-xsrf-token": token }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { isTaken: answer.ok, body: answer.ok ? parseJson(text) : null };
}

interface Answer {
  isTaken: boolean;
  /** The answer's JSON; `null` when there is none. */
  body: unknown;
}
