import type { StoreSettings } from "../wire/store-settings.ts";
import type { AddedLine, Exchange, Observation, Platform } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { addLines, applyCoupon, loadCart } from "./magento/cart-session.ts";
import { estimateDelivery } from "./magento/estimate-delivery.ts";
import { readSections } from "./magento/read-sections.ts";
import { readForm } from "./read-form.ts";
import { readField } from "./read-html.ts";
import { asInteger, asObject, asText, parseJson } from "./read-json.ts";

type MagentoSettings = Pick<StoreSettings, "magento">;

/**
 * Magento 2 and Adobe Commerce with a storefront rendered by the shop (Luma, Hyvä). Its pages are cached whole; the cart is
 * private data that the browser loads apart (`customer/section/load`, Adobe: "Private content"), by every theme and after
 * every change. The checkout speaks REST (`/rest/{store}/V1/…`).
 */
export const magento: Platform = {
  id: "magento",

  pageOf({ pathname }, { magento: { path, pages } }) {
    if (success.test(pathname)) return { kind: "confirmation", step: "done" };
    if (/\/checkout\/cart(\/index)?\/?$/.test(pathname)) return { kind: "cart", step: "cart" };
    if (/\/(checkout(\/index(\/index)?)?|onestepcheckout)\/?$/.test(pathname))
      return { kind: "checkout", step: "contact" };
    const isOne = (pattern: string | null) => pattern !== null && new RegExp(pattern).test(pathname);
    if (/\/catalog\/product\/view\//.test(pathname) || isOne(pages.product))
      return { kind: "product", step: null };
    if (/\/(catalog\/category\/view|catalogsearch)\//.test(pathname) || isOne(pages.listing))
      return { kind: "listing", step: null };
    const isHome = pathname === "/" || pathname.replace(/\/$/, "") === path;
    return { kind: isHome ? "home" : "other", step: null };
  },

  checkout: ({ magento: { path } }) => [
    { step: "cart", path: `${path}/checkout/cart/` },
    { step: "contact", path: `${path}/checkout/`, section: "#customer-email-fieldset" },
    { step: "delivery", path: `${path}/checkout/`, section: "#shipping,#opc-shipping_method" },
    { step: "payment", path: `${path}/checkout/`, section: "#payment" },
    { step: "done", path: null },
  ],

  // The pop-up for logging in repeats `#customer-email` outside of the checkout.
  emailField: () =>
    'form[data-role="email-with-possible-login"] input[type="email"], #checkout #customer-email, #guest_details-email_address',

  watch({ method, url }) {
    const subject = subjectOf(method, url);
    switch (subject) {
      case null:
        return null;
      case "change":
        return { request: false, response: false };
      case "add":
      case "address":
        return { request: true, response: false };
      // What is paid with stands in the request, beside an address that was told before: it is never copied.
      default:
        return { request: false, response: true };
    }
  },

  remembersAdds: true,

  async read(exchange, settings) {
    const { method, url, status } = exchange;
    if (status >= 400) return {};
    switch (subjectOf(method, url)) {
      case "section":
        return observeSections(exchange, settings);
      case "change":
        return { changed: true };
      case "add": {
        const added = await readAdd(exchange);
        return added ? { changed: true, added } : { changed: true };
      }
      case "address":
        return readAddress(exchange);
      case "order":
        return readPlacedOrder(exchange);
      default:
        return readSuccessPage(exchange, settings);
    }
  },

  async readCart(shop, settings) {
    return loadCart(shop, "cart", settings);
  },

  addLines,

  applyCoupon,

  estimateDelivery,

  webhooks: null,
};

type Subject = "section" | "add" | "change" | "address" | "order" | "success";

const success = /\/checkout\/onepage\/success\/?$/;
const changes =
  /\/checkout\/(cart\/(addgroup|delete|updatePost|updateItemQty|updateItemOptions|couponPost)|sidebar\/(updateItemQty|removeItem))(\/|$)/;

/** What an exchange is about, by its address; behind any prefix of a store's view ("/en", "/index.php"). */
function subjectOf(method: string, { pathname, searchParams }: URL): Subject | null {
  if (method === "GET") {
    if (success.test(pathname)) return "success";
    if (!/\/customer\/section\/load\/?$/.test(pathname)) return null;
    // No list of sections asks for all of them.
    const sections = searchParams.get("sections");
    return !sections || sections.split(",").includes("cart") ? "section" : null;
  }
  const rest = pathname.match(/\/rest\/(?:[^/]+\/)?V1\/(.+?)\/?$/)?.[1];
  if (rest !== undefined) {
    const order = method === "POST" ? "payment-information" : method === "PUT" ? "order" : null;
    if (order && new RegExp(`^(guest-carts/[^/]+|carts/mine)/${order}$`).test(rest)) return "order";
    const isAddress = /^(customers\/isEmailAvailable|guest-carts\/[^/]+\/shipping-information)$/.test(rest);
    return method === "POST" && isAddress ? "address" : null;
  }
  if (method !== "POST") return null;
  if (/\/checkout\/cart\/add(\/|$)/.test(pathname)) return "add";
  return changes.test(pathname) ? "change" : null;
}

function observeSections({ responseBody, url }: Exchange, settings: MagentoSettings): Observation {
  const cart = readSections(parseJson(responseBody), url, settings);
  return cart ? { cart } : {};
}

/** Fields by which a shopper says what exactly: choices, a personal text, the parts of a bundle, downloads. */
const choices = /^(super_attribute|options|bundle_option|bundle_option_qty|links)\[/;
const mostChoices = 100;

async function readAdd(exchange: Exchange): Promise<AddedLine | null> {
  const fields = await readForm(exchange);
  const productId =
    fields.find(([name]) => name === "product")?.[1] ?? exchange.url.pathname.match(/\/product\/(\d+)/)?.[1];
  const chosen = fields.filter(([name, value]) => choices.test(name) && value !== "").slice(0, mostChoices);
  // The cart itself tells the choices of a configurable product, line by line: it is the better witness.
  if (!productId || chosen.every(([name]) => name.startsWith("super_attribute["))) return null;
  // One key per value: PHP reads `a[0]=x&a[1]=y` as it reads `a[]=x&a[]=y`.
  const restore = Object.fromEntries(
    chosen.map(([name, value], index) => [name.replace(/\[\]$/, `[${index}]`), value]),
  );
  return { productId, restore };
}

function readAddress({ requestBody }: Exchange): Observation {
  const body = asObject(parseJson(requestBody));
  const given = asObject(body?.addressInformation);
  const [shipping, billing] = [asObject(given?.shipping_address), asObject(given?.billing_address)];
  const email = asText(body?.customerEmail) ?? asText(shipping?.email) ?? asText(billing?.email);
  return givenBy(email, asText(shipping?.firstname) ?? asText(billing?.firstname));
}

/**
 * The answer is the order's own id alone, as a number or a text (Adobe: "Place order", guest-carts/…/payment-information). It
 * is not the number that people see, and that the page after it prints.
 */
function readPlacedOrder({ responseBody }: Exchange): Observation {
  const id = asInteger(parseJson(responseBody));
  return id !== null && id > 0 ? { order: orderOf(null) } : {};
}

/** Reached only right after an order, and once: asked for again it leads away. It prints the number that people see. */
async function readSuccessPage(
  { status, responseBody }: Exchange,
  { magento }: MagentoSettings,
): Promise<Observation> {
  if (status !== 200 || responseBody === null) return {};
  const printed = await readField(responseBody, magento.orderNumber);
  return { order: orderOf(printed?.trim().match(/^#?([\w-]{1,50})$/)?.[1] ?? null) };
}

function orderOf(number: string | null) {
  return { number, totalMinor: null, currency: null, email: null };
}
