import type { AddedLine, Exchange, Observation, ObservedOrder, RequestHead, Watch } from "../contract.ts";
import { givenBy } from "../given-by.ts";
import { asInteger, asObject, asText, asWebAddress, parseJson } from "../read-json.ts";

/**
 * Classic themes: forms, links and the calls of `?wc-ajax=` (WooCommerce: class WC_AJAX, class WC_Form_Handler). None of
 * them answers the cart in a form that says which variation and currency it is, so each is a change after which the cart
 * is asked for; the Store API is there on classic themes too.
 */
const form = { request: true, response: false } as const;
const nothing = { request: false, response: false } as const;
const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i;

export interface ShopPaths {
  isCart: boolean;
  isCheckout: boolean;
  isProduct: boolean;
  isAccount: boolean;
}

export function watchClassic({ method, url, headers }: RequestHead, page: ShopPaths): Watch | null {
  const call = url.searchParams.get("wc-ajax");
  if (call !== null) {
    if (method !== "POST") return null;
    if (call === "checkout") return { request: true, response: true };
    if (call === "update_order_review") return form;
    return isCartCall(call) ? { request: false, response: true } : null;
  }
  if (method === "GET") return isChangeByAddress(url) ? nothing : null;
  if (method !== "POST" || !isForm.test(headers.get("content-type") ?? "")) return null;
  // Themes with calls of their own make them here.
  if (url.pathname.endsWith("/wp-admin/admin-ajax.php")) return nothing;
  // Forms of an account, and of WordPress itself (comments, logins), are nobody's business.
  if (page.isAccount || /\/(wp-[^/]+\.php|wp-admin|wp-json)(\/|$)/.test(url.pathname)) return null;
  return page.isCheckout || page.isProduct || url.searchParams.has("add-to-cart") ? form : nothing;
}

export async function readClassic(
  exchange: Exchange,
  page: ShopPaths,
  orderOf: (url: URL) => string | null,
): Promise<Observation> {
  const { method, url, status } = exchange;
  const call = url.searchParams.get("wc-ajax");
  if (call === "checkout") return readCheckoutCall(exchange, orderOf);
  if (call === "update_order_review") return readOrderReview(exchange);
  if (call !== null) return didCallChange(exchange) ? { changed: true } : {};
  if (status >= 400) return {};
  const fields = method === "POST" ? await readForm(exchange) : url.searchParams;
  if (page.isCheckout && method === "POST" && !fields.has("add-to-cart"))
    return readCheckoutForm(exchange, fields, orderOf);
  const isChange =
    page.isCart || fields.has("add-to-cart") || isChangeByAddress(url) || setsCartCookies(exchange);
  if (!isChange) return {};
  const added = addedBy(method === "POST" ? new URLSearchParams([...url.searchParams, ...fields]) : fields);
  return added ? { changed: true, added } : { changed: true };
}

/** The names of WooCommerce's own calls, and of side carts that add to them ("…_update_item_quantity"). */
function isCartCall(call: string): boolean {
  return (
    call === "get_refreshed_fragments" || (!call.startsWith("get_") && /cart|coupon|quantity/.test(call))
  );
}

/** Links that change the cart of whoever follows them. A session's token (a JWT) takes over the cart it names. */
function isChangeByAddress({ searchParams, pathname }: URL): boolean {
  const names = ["add-to-cart", "remove_item", "undo_item", "remove_coupon"];
  const isTakenOver = searchParams.get("session")?.startsWith("eyJ");
  return isTakenOver || names.some((name) => searchParams.has(name)) || /\/checkout-link\/?$/.test(pathname);
}

/**
 * A call that failed says so with status 200: `error` for a thing that was not added, a notice for a coupon. A page asks
 * for its fragments also when there is nothing in the cart; its hash is then empty.
 */
function didCallChange({ url, status, responseBody }: Exchange): boolean {
  if (status >= 400) return false;
  const body = asObject(parseJson(responseBody));
  if (body?.error) return false;
  if (url.searchParams.get("wc-ajax") === "get_refreshed_fragments") return asText(body?.cart_hash) !== null;
  return !/class="[^"]*woocommerce-error/.test(responseBody ?? "");
}

/** Told apart from other forms by what the shop sets: its own scripts watch these cookies. */
function setsCartCookies({ responseHeaders }: Exchange): boolean {
  return responseHeaders.getSetCookie().some((line) => /^woocommerce_(cart_hash|items_in_cart)=/.test(line));
}

/** `post_data` is the checkout's whole form, again as a form. */
async function readOrderReview(exchange: Exchange): Promise<Observation> {
  const posted = new URLSearchParams((await readForm(exchange)).get("post_data") ?? "");
  return emailIn(posted);
}

/** A failed order has the same status; where it is to be paid elsewhere it exists already, and `redirect` leads away. */
async function readCheckoutCall(
  exchange: Exchange,
  orderOf: (url: URL) => string | null,
): Promise<Observation> {
  const seen = emailIn(await readForm(exchange));
  const text = exchange.responseBody ?? "";
  // A shop that prints warnings prints them before the answer; WooCommerce's own script looks past them too.
  const body = asObject(parseJson(text)) ?? asObject(parseJson(text.slice(text.indexOf('{"result"'))));
  if (exchange.status >= 400 || body?.result !== "success") return seen;
  const redirect = asWebAddress(body.redirect, exchange.url);
  const id = asInteger(body.order_id);
  const number = id !== null && id > 0 ? String(id) : redirect === null ? null : orderOf(new URL(redirect));
  return number === null ? seen : { ...seen, order: orderWith(number, seen.email) };
}

/** Without scripts, and on the page that pays an order, the form is posted to the page and answered by a redirect. */
function readCheckoutForm(
  { status, responseHeaders, url }: Exchange,
  fields: URLSearchParams,
  orderOf: (url: URL) => string | null,
): Observation {
  const seen = emailIn(fields);
  const target = status >= 300 ? asWebAddress(responseHeaders.get("location"), url) : null;
  const number = target === null ? null : orderOf(new URL(target));
  return number === null ? seen : { ...seen, order: orderWith(number, seen.email) };
}

function orderWith(number: string, email: string | undefined): ObservedOrder {
  return { number, totalMinor: null, currency: null, email: email ?? null };
}

function emailIn(fields: URLSearchParams): Observation {
  return givenBy(fields.get("billing_email"), fields.get("billing_first_name"));
}

/** The fields of a form however it was sent; files are left out. */
async function readForm({ requestBody, headers }: Exchange): Promise<URLSearchParams> {
  const type = headers.get("content-type") ?? "";
  if (requestBody === null || !isForm.test(type)) return new URLSearchParams();
  try {
    const fields = await new Response(requestBody, { headers: { "content-type": type } }).formData();
    const texts = [...fields].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
    return new URLSearchParams(texts);
  } catch {
    return new URLSearchParams();
  }
}

/** Fields every product form has. Of any other it is not known what it means, only that the thing is not the same without. */
const ordinary =
  /^(quantity|add-to-cart|product_id|variation_id|product_sku|success_message|is-descendent-of-single-product-block|_.*|.*nonce.*|.*security.*|gtm.*|wc_order_attribution.*|utm_.*|[gf]bclid)$/i;

/** Longer than any form that is worth repeating. */
const mostFields = 40;
const mostText = 4000;

/**
 * How a line was put in, where the cart will not tell: the slugs of a variation's attributes, of which the cart has the
 * labels, and the fields of extensions.
 */
function addedBy(fields: URLSearchParams): AddedLine | null {
  const parent = fields.get("add-to-cart");
  const variation = fields.get("variation_id");
  const productId = variation && variation !== "0" ? variation : parent;
  if (!parent || !productId || !/^\d+$/.test(productId)) return null;
  const told = [...fields].filter(([name, value]) => value !== "" && !ordinary.test(name));
  const text = told.flat().join("");
  if (told.length === 0 || told.length > mostFields || text.length > mostText) return null;
  return { productId, restore: { ...Object.fromEntries(told), "add-to-cart": parent } };
}

/** The attributes among what was remembered: `attribute_pa_size` is `large`. */
export function isAttribute(name: string): boolean {
  return name.startsWith("attribute_");
}
