import type { LineItem } from "../domain/cart.ts";
import { parsePrice } from "../domain/money.ts";
import type { PrestashopSettings, StoreSettings } from "../wire/store-settings.ts";
import type { Exchange, Observation, Page, Platform, ShopSession } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { withoutLocale } from "./locale-prefix.ts";
import { quantityOf, readSnapshot } from "./prestashop/read-cart.ts";
import { readShopObject } from "./prestashop/read-shop-object.ts";
import { readField } from "./read-html.ts";
import { asCurrency, asObject, asText, asWebAddress, type Json, parseJson } from "./read-json.ts";

/**
 * PrestaShop 1.7 and later (PrestaShop/PrestaShop: controllers/front/CartController.php, OrderConfirmationController.php,
 * src/Adapter/Presenter/Cart/CartPresenter.php). The cart's controller answers the cart as JSON, though not the currency it
 * is in; each page has both, in the script `var prestashop`, and that is where the cart is read after a change.
 */
export const prestashop: Platform = {
  id: "prestashop",

  pageOf(url, { prestashop }) {
    const kind = kindOf(url, prestashop);
    const steps: Partial<Record<Page["kind"], Page["step"]>> = {
      cart: "cart",
      checkout: "contact",
      confirmation: "done",
    };
    return { kind, step: steps[kind] ?? null };
  },

  checkout: () => [
    { step: "cart", path: `${cartPath}&action=show` },
    { step: "contact", path: "/index.php?controller=order" },
    { step: "done", path: null },
  ],

  emailField: () => '#checkout-guest-form [name="email"], #customer-form [name="email"]',

  watch({ method, url }, { prestashop }) {
    const kind = kindOf(url, prestashop);
    const isRead = method === "GET" || method === "POST";
    if (kind === "cart" && isRead) return { request: false, response: true };
    if (kind === "checkout" && method === "POST") return { request: true, response: false };
    return kind === "confirmation" && method === "GET" ? { request: false, response: true } : null;
  },

  // What is sold has a number of its own down to its combination, and the cart tells it.
  remembersAdds: false,

  webhooks: null,

  async read(exchange, { prestashop }) {
    const kind = kindOf(exchange.url, prestashop);
    if (kind === "checkout") return readAddress(exchange);
    if (kind === "confirmation") return readConfirmation(exchange);
    return kind === "cart" ? readCartExchange(exchange) : {};
  },

  async readCart(shop, settings) {
    const page = await fetchPage(shop, settings);
    return page && readSnapshot(page, shop.base);
  },

  async addLines(shop, lines, settings) {
    // The shop takes nothing from a browser that sends no cookie yet, and says "success" all the same.
    const page = await fetchPage(shop, settings);
    const token = asText(page?.static_token) ?? "";
    const refused: LineItem[] = [];
    let cart = asObject(page?.cart);
    for (const line of lines) {
      // What shoppers made their own belongs to the cart it was made in.
      const answer = line.restore?.customization
        ? null
        : await postCart(shop, token, { add: "1", ...addForm(line) });
      const after = asObject(answer?.cart);
      const wanted = quantityOf(cart, line.productId) + line.quantity;
      if (quantityOf(after, line.productId) < wanted) refused.push(line);
      cart = after ?? cart;
    }
    return refused;
  },

  async clearCart(shop, settings) {
    const page = await fetchPage(shop, settings);
    const lines = page && readSnapshot(page, shop.base)?.lines;
    let cart = asObject(page?.cart);
    for (const line of lines ?? []) {
      const { id_product, id_product_attribute } = addForm(line);
      const id_customization = line.restore?.customization ?? "0";
      const form = { delete: "1", id_product, id_product_attribute, id_customization };
      cart = asObject((await postCart(shop, asText(page?.static_token) ?? "", form))?.cart) ?? cart;
    }
    return Array.isArray(cart?.products) && cart.products.length === 0;
  },

  async applyCoupon(shop, code, settings) {
    const page = await fetchPage(shop, settings);
    const token = asText(page?.static_token) ?? "";
    return (await postCart(shop, token, { addDiscount: "1", discount_name: code })) !== null;
  },
};

const cartPath = "/index.php?controller=cart";

function kindOf(url: URL, settings: PrestashopSettings): Page["kind"] {
  const { searchParams } = url;
  const path = withoutLocale(url.pathname);
  const controller = searchParams.get("controller");
  // The words in its address are the merchant's; what it asks for is not.
  if (["id_cart", "id_order", "key"].every((name) => searchParams.has(name))) return "confirmation";
  if (controller === "cart" || new RegExp(settings.cart).test(path)) return "cart";
  if (controller === "order" || new RegExp(settings.order).test(path)) return "checkout";
  if (controller === "product" || /\/\d+(-\d+)?-[^/]+\.html$/.test(path)) return "product";
  if (controller === "category" || /^\/\d+-[^/]+$/.test(path)) return "listing";
  return controller === null && /^\/(index\.php)?$/.test(path) ? "home" : "other";
}

async function readCartExchange(exchange: Exchange): Promise<Observation> {
  const { status, url, responseBody: body } = exchange;
  const isChange = ["add", "update", "delete", "addDiscount", "deleteDiscount"].some((name) =>
    url.searchParams.has(name),
  );
  // A form, or a link, that works without scripts: it leads back to the cart.
  if (status >= 300 && status < 400) return exchange.method === "POST" || isChange ? { changed: true } : {};
  if (status !== 200) return {};
  const answer = asObject(parseJson(body));
  if (answer) return isTaken(answer) && asObject(answer.cart) ? { changed: true } : {};
  const page = await readShopObject(body);
  const cart = page && readSnapshot(page, url);
  if (!cart) return {};
  const customer = asObject(page.customer);
  return { cart, ...givenBy(asText(customer?.email), asText(customer?.firstname)) };
}

/** Of a guest, or of a customer who registers; whoever signs in gives a password with it, and is left alone. */
function readAddress({ requestBody }: Exchange): Observation {
  const form = new URLSearchParams(requestBody ?? "");
  return form.has("submitLogin") ? {} : givenBy(form.get("email"), form.get("firstname"));
}

/** Where `order-confirmation-table.tpl` prints it: the row has one class in early versions and two in later ones. */
const totalField = ".order-confirmation-table tr.font-weight-bold td:nth-child(2)";

/** The shop shows this page to the buyer alone, with the key of their order, and sends anybody else away. */
async function readConfirmation({ url, status, responseBody }: Exchange): Promise<Observation> {
  const number = url.searchParams.get("id_order") ?? "";
  if (status !== 200 || !/^[1-9]\d*$/.test(number) || !url.searchParams.get("key")) return {};
  const page = await readShopObject(responseBody);
  const currency = asCurrency(asObject(page?.currency)?.iso_code);
  const total = responseBody && (await readField(responseBody, totalField));
  const totalMinor = total && currency ? parsePrice(total, currency) : null;
  const email = asText(asObject(page?.customer)?.email);
  return {
    order: { number, totalMinor, currency: totalMinor === null ? null : currency, email },
    ...(email ? { email } : {}),
  };
}

async function fetchPage(shop: ShopSession, { prestashop }: StoreSettings): Promise<Json | null> {
  let response = await shop.fetch(`${cartPath}&action=show`);
  const moved = asWebAddress(response.headers.get("location"), shop.base);
  // Shops with several languages send the plain address on to the one with a language.
  if (moved !== null && kindOf(new URL(moved), prestashop) === "cart") {
    const { pathname, search } = new URL(moved);
    response = await shop.fetch(pathname + search);
  }
  return response.status === 200 ? readShopObject(await response.text()) : null;
}

function addForm({ productId, quantity }: LineItem) {
  const [id = "", combination = "0"] = productId.split("-");
  return { id_product: id, id_product_attribute: combination, qty: String(quantity), op: "up" };
}

/** @returns what the shop answered, `null` where it refused: its errors come with status 200 too */
async function postCart(
  shop: ShopSession,
  token: string,
  form: Record<string, string>,
): Promise<Json | null> {
  const response = await shop.fetch(cartPath, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      "x-requested-with": "XMLHttpRequest",
    },
    body: new URLSearchParams({ ...form, action: "update", ajax: "1", token }).toString(),
  });
  const answer = asObject(parseJson(await response.text()));
  return response.ok && answer && isTaken(answer) ? answer : null;
}

/** What stands in `errors` beside a success may be about another line, which the shop has run out of. */
function isTaken(answer: Json): boolean {
  return answer.success === true && answer.hasError !== true;
}
