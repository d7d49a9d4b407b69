import { decodeHTML } from "entities";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { AddedLine, Exchange, Observation, Page, Platform } from "./contract.ts";
import { givenBy } from "./given-by.ts";
import { addForm, fetchCart, post, removeLine, takeBackShort } from "./opencart/change-cart.ts";
import { type CartPage, productIdOf, readCartPage } from "./opencart/read-cart-page.ts";
import { currencyInCookies, currencyOnPage } from "./opencart/read-currency.ts";
import { readConfirm, readSuccess, sessionIn, sessionRef } from "./opencart/read-order.ts";
import { numbered } from "./opencart/read-product-form.ts";
import { actOf, kindOf, pathTo } from "./opencart/routes.ts";
import { asObject, asText, asWebAddress, parseJson } from "./read-json.ts";

/** Parts of the checkout's one page, in 4.x and in 3.x. */
const sections = {
  contact: "#checkout-register,#collapse-checkout-option,#collapse-payment-address",
  delivery:
    "#checkout-shipping-address,#checkout-shipping-method,#collapse-shipping-address,#collapse-shipping-method",
  payment: "#checkout-payment-method,#collapse-payment-method",
};

/**
 * OpenCart 3 and 4 with their own templates or themes that kept their shape (opencart/opencart: catalog/controller/checkout,
 * catalog/view/template/checkout). Nothing answers the cart as data: it is read from its page, after each change that an
 * answer told of. Routes are written `checkout/cart/add` in 3.x and `checkout/cart.add` in 4.x, and mean the same.
 */
export const opencart: Platform = {
  id: "opencart",

  pageOf(url, { opencart }) {
    const kind = kindOf(url, opencart);
    const steps: Partial<Record<Page["kind"], Page["step"]>> = {
      cart: "cart",
      checkout: "contact",
      confirmation: "done",
    };
    return { kind, step: steps[kind] ?? null };
  },

  checkout: () => [
    { step: "cart", path: pathTo("checkout/cart") },
    ...(["contact", "delivery", "payment"] as const).map((step) => ({
      step,
      path: pathTo("checkout/checkout"),
      section: sections[step],
    })),
    { step: "done", path: null },
  ],

  emailField: () => '#form-register [name="email"], #input-payment-email',

  watch({ method, url }, { opencart }) {
    const act = actOf(method, url, opencart);
    if (act === null) return null;
    return { request: act === "add" || act === "address", response: act !== "address" };
  },

  remembersAdds: true,

  webhooks: null,

  async read(exchange, settings) {
    switch (actOf(exchange.method, exchange.url, settings.opencart)) {
      case "cart":
        return readCartView(exchange, settings);
      case "add":
        return readAdd(exchange);
      case "change":
        return isDone(exchange) ? { changed: true } : {};
      case "address":
        return readAddress(exchange);
      case "confirm":
        return readConfirm(exchange, settings);
      case "success":
        return readSuccess(exchange, settings);
      default:
        return {};
    }
  },

  async readCart(shop, settings) {
    const page = await fetchCart(shop, settings);
    return page && toSnapshot(page.cart, page.currency, shop.cookie(settings.opencart.sessionCookie));
  },

  async addLines(shop, lines, settings) {
    const before = await fetchCart(shop, settings);
    const dot = before?.dot ?? ".";
    const refused = new Set<LineItem>();
    for (const line of lines) {
      const form = await addForm(shop, line);
      if (form === null || !(await post(shop, `checkout/cart${dot}add`, form))) refused.add(line);
    }
    for (const line of await takeBackShort(shop, lines, before?.cart ?? null, settings)) refused.add(line);
    return lines.filter((line) => refused.has(line));
  },

  async clearCart(shop, settings) {
    const page = await fetchCart(shop, settings);
    if (page === null) return false;
    let isDone = true;
    for (const { key } of page.cart.lines) isDone = (await removeLine(shop, page.dot, key)) && isDone;
    return isDone;
  },

  async applyCoupon(shop, code, settings) {
    const page = await fetchCart(shop, settings);
    // Where the coupon's form is sent moved from version to version: 3.x, 4.1, 4.0.
    const routes =
      page?.dot === "/"
        ? ["extension/total/coupon/coupon"]
        : ["extension/opencart/checkout/coupon.save", "extension/opencart/total/coupon.save"];
    for (const route of routes) if (await post(shop, route, { coupon: code })) return true;
    return false;
  },
};

async function readCartView(exchange: Exchange, { opencart }: StoreSettings): Promise<Observation> {
  const { status, url, headers, responseHeaders, responseBody: html } = exchange;
  if (status !== 200 || !html) return {};
  const currency =
    currencyInCookies(headers, responseHeaders) ?? (await currencyOnPage(html)) ?? opencart.currency;
  const page = currency && (await readCartPage(html, currency, opencart.notOptions, url));
  const session = sessionIn(headers, responseHeaders, opencart.sessionCookie);
  const cart = page ? await toSnapshot(page, currency, session) : null;
  return cart ? { cart } : {};
}

async function toSnapshot(
  page: CartPage,
  currency: string,
  session: string | null,
): Promise<CartSnapshot | null> {
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (page.isBroken || (page.lines.length === 0 && !page.isEmpty)) return null;
  const ref = await sessionRef(session);
  return {
    currency,
    lines: page.lines.map(({ line }) => line),
    // The shop's own sum leaves out the tax that its prices have, or has the delivery in it.
    totalMinor: page.isEmpty ? null : page.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    ...(page.coupon === null ? {} : { coupons: page.coupon === "" ? [] : [page.coupon] }),
    ...(ref === null ? {} : { ref }),
  };
}

/** Errors come with status 200 too. The form of 3.x that changes quantities answers with a redirect to the cart. */
function isDone({ status, responseBody }: Exchange): boolean {
  const body = asObject(parseJson(responseBody));
  if (body === null) return status >= 300 && status < 400;
  return !("error" in body) && ("success" in body || "redirect" in body);
}

function readAdd(exchange: Exchange): Observation {
  const success = asText(asObject(parseJson(exchange.responseBody))?.success);
  if (success === null || !isDone(exchange)) return {};
  const added = readAdded(exchange, success);
  return { changed: true, ...(added ? { added } : {}) };
}

/** Options have numbers, and only this request knows them. The answer names the product as the cart will: by its link. */
function readAdded({ requestBody, url }: Exchange, success: string): AddedLine | null {
  const form = new URLSearchParams(requestBody ?? "");
  const id = form.get("product_id");
  const link = decodeHTML(/href="([^"]*)"/.exec(success)?.[1] ?? "");
  const productId = productIdOf(asWebAddress(link, url)) ?? id;
  if (!id || !productId) return null;
  const restore: Record<string, string> = {};
  for (const [name, value] of form) {
    const isChosen =
      /^option\[\d+\](\[\w*\])?$/.test(name) || /^(subscription_plan|recurring)_id$/.test(name);
    if (isChosen && value !== "" && value !== "0") restore[numbered(name, restore)] = value;
  }
  if (productId !== id) restore.product_id = id;
  return Object.keys(restore).length > 0 ? { productId, restore } : null;
}

function readAddress({ requestBody }: Exchange): Observation {
  const fields = new URLSearchParams(requestBody ?? "");
  return givenBy(fields.get("email"), fields.get("firstname"));
}
