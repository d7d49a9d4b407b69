import { decimalToMinor } from "../domain/money.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { Exchange, Observation, Page, Platform } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { withoutLocale } from "./locale-prefix.ts";
import { addLines, applyCoupon, readCart } from "./medusa/cart-session.ts";
import { estimateDelivery } from "./medusa/estimate-delivery.ts";
import { currencyOf, readSnapshot } from "./medusa/read-snapshot.ts";
import { readForm } from "./read-form.ts";
import { asObject, asText, type Json, parseJson } from "./read-json.ts";

type MedusaSettings = StoreSettings["medusa"];

/**
 * Medusa 2 behind a storefront of its own on the same hostname: its Store API (Medusa: "Store API reference",
 * `/store/carts…`), each answer of which holds the whole cart, and Medusa's Next.js starter, which asks that API from its own
 * server and tells the browser nothing but pages: there a cart is read back after each of its server actions.
 */
export const medusa: Platform = {
  id: "medusa",

  pageOf(url) {
    const path = withoutLocale(url.pathname);
    if (orderOfPage(url) !== null) return { kind: "confirmation", step: "done" };
    if (path === "/checkout") return { kind: "checkout", step: stepOf(url) };
    if (path === "/cart") return { kind: "cart", step: "cart" };
    if (/^\/products\/[^/]+$/.test(path)) return { kind: "product", step: null };
    if (/^\/(store|(collections|categories)\/.+)$/.test(path)) return { kind: "listing", step: null };
    return { kind: path === "/" ? "home" : "other", step: null };
  },

  checkout: () => [
    { step: "cart", path: "/cart" },
    { step: "contact", path: "/checkout?step=address" },
    { step: "delivery", path: "/checkout?step=delivery" },
    { step: "payment", path: "/checkout?step=payment" },
    { step: "done", path: null },
  ],

  emailField: () => 'input[name="email"][type="email"], input[autocomplete="email"]',

  watch({ method, url, headers }, { medusa }) {
    if (cartRoute(url, medusa) !== null)
      return /^(GET|POST|DELETE)$/.test(method) ? { request: false, response: true } : null;
    if (method === "GET" && orderOfPage(url) !== null) return { request: false, response: false };
    const isAction = method === "POST" && headers.has("next-action") && !isAccount(url);
    // Of the checkout only the step that asks for the address: what is paid with is never copied.
    return isAction ? { request: isCheckout(url) && stepOf(url) === "contact", response: false } : null;
  },

  remembersAdds: false,

  async read(exchange, { medusa }) {
    const { method, url, status } = exchange;
    const route = cartRoute(url, medusa);
    if (status >= 400) return {};
    if (route !== null) return readAnswer(exchange, route, medusa);
    if (method === "POST") return readAction(exchange, medusa);
    const number = orderOfPage(url);
    // Ids of orders are as hard to guess as passwords; only the page itself counts, not the way to it.
    return number !== null && status === 200
      ? { order: { number, totalMinor: null, currency: null, email: null } }
      : {};
  },

  readCart: (shop, { medusa }) => readCart(shop, medusa),

  addLines: (shop, lines, { medusa }) => addLines(shop, lines, medusa),

  applyCoupon: (shop, code, { medusa }) => applyCoupon(shop, code, medusa),

  estimateDelivery: (shop, parcel, lines, { medusa }) => estimateDelivery(shop, parcel, lines, medusa),

  webhooks: null,
};

/** The route within "/store/carts", "/cart_01…/line-items". */
function cartRoute({ pathname }: URL, { apiPath }: MedusaSettings): string | null {
  const root = `${apiPath}/store/carts`;
  return pathname === root || pathname.startsWith(`${root}/`) ? pathname.slice(root.length) : null;
}

function orderOfPage({ pathname }: URL): string | null {
  return withoutLocale(pathname).match(/^\/order\/(order_\w+)\/confirmed$/)?.[1] ?? null;
}

function isCheckout({ pathname }: URL): boolean {
  return withoutLocale(pathname) === "/checkout";
}

/** What happens there is between the shopper and the shop: passwords, addresses, past orders. */
function isAccount({ pathname }: URL): boolean {
  return /\/(account|login|register)(\/|$)/.test(pathname);
}

function stepOf({ searchParams }: URL): Page["step"] {
  const step = searchParams.get("step");
  if (step === "delivery") return "delivery";
  return step === "payment" || step === "review" ? "payment" : "contact";
}

async function readAnswer(exchange: Exchange, route: string, settings: MedusaSettings): Promise<Observation> {
  const body = asObject(parseJson(exchange.responseBody));
  if (body === null) return {};
  // A cart that could not be completed comes with 200 too: only the type tells (Medusa: "Complete Cart").
  if (/\/complete$/.test(route) && body.type === "order") return readOrder(asObject(body.order));
  // The answer to a line taken out holds the cart as its parent.
  const cart = asObject(body.cart) ?? (body.deleted === true ? asObject(body.parent) : null);
  if (cart === null || cart.completed_at) return {};
  const snapshot = await readSnapshot(cart, settings, exchange.url);
  const isUntold = snapshot === null && exchange.method !== "GET" && isKnownCart(exchange, settings);
  return {
    ...(snapshot ? { cart: snapshot } : {}),
    ...(isUntold ? { changed: true as const } : {}),
    ...givenBy(asText(cart.email), asText(asObject(cart.shipping_address)?.first_name)),
  };
}

function readOrder(order: Json | null): Observation {
  const number = asText(order?.id);
  if (order === null || number === null) return {};
  const currency = currencyOf(order);
  const email = asText(order.email);
  const total = asText(order.total);
  const totalMinor = total === null || currency === null ? null : decimalToMinor(total, currency);
  return { order: { number, totalMinor, currency, email }, ...(email ? { email } : {}) };
}

/** A server action tells nothing but that something may have changed, and in the checkout the address, in a form's field. */
async function readAction(exchange: Exchange, settings: MedusaSettings): Promise<Observation> {
  const fields = await readForm(exchange);
  // Next.js puts the action's own number before each name: "1_email".
  const field = (pattern: RegExp) => fields.find(([name]) => pattern.test(name))?.[1];
  return {
    ...(isKnownCart(exchange, settings) ? { changed: true as const } : {}),
    ...givenBy(field(/^(\d+_)?email$/), field(/^(\d+_)?shipping_address\.first_name$/)),
  };
}

/** Whether the cart can be read back: without its cookie there is either no cart or one that we cannot know. */
function isKnownCart({ headers, responseHeaders }: Exchange, { cartCookie }: MedusaSettings): boolean {
  const pairs = [...(headers.get("cookie") ?? "").split(";"), ...responseHeaders.getSetCookie()];
  return pairs.some((pair) => pair.trim().startsWith(`${cartCookie}=`));
}
