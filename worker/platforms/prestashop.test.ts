import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { goodCoupon } from "../testing/shops/fake-shop.ts";
import { openPrestashop } from "../testing/shops/prestashop.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { prestashop } from "./prestashop.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const json = { "content-type": "application/json;charset=utf-8" };
const euro = { id: 1, name: "Euro", iso_code: "EUR", iso_code_num: "978", sign: "€" };

const product = (more: object = {}) => ({
  add_to_cart_url: "https://shop.example/en/cart?add=1&id_product=3&id_product_attribute=13",
  id_product: "3",
  id_product_attribute: "13",
  id_customization: null,
  name: "Framed poster",
  attributes: { Dimension: "40x60cm" },
  cart_quantity: "2",
  quantity: 2,
  price: "€29.00",
  price_amount: 29,
  url: "https://shop.example/en/art/3-13-framed-poster.html#/19-dimension-40x60cm",
  cover: {
    bySize: {
      small_default: { url: "https://shop.example/3-small_default/poster.jpg", width: 98, height: 98 },
      cart_default: { url: "https://shop.example/3-cart_default/poster.jpg", width: 125, height: 125 },
    },
    legend: "",
  },
  description_short: '<p>A poster {framed} in \\ "wood"</p>',
  customizations: [],
  ...more,
});

const cartOf = (products: unknown[], more: object = {}) => ({
  products,
  totals: { total: { type: "total", label: "Total", amount: 65, value: "€65.00" } },
  subtotals: {
    products: { type: "products", label: "Subtotal", amount: 58, value: "€58.00" },
    discounts: null,
    shipping: { type: "shipping", label: "Shipping", amount: 7, value: "€7.00" },
    tax: null,
  },
  products_count: 2,
  vouchers: { allowed: 1, added: [] },
  discounts: [],
  ...more,
});

const page = (cart: unknown, { currency = euro as object | null, email = null as string | null } = {}) => {
  const shop = {
    cart,
    currency,
    customer: { email, is_logged: email !== null },
    static_token: "5d41402abc4b2a76",
  };
  return `<!doctype html><html><head><script type="text/javascript">
    var other = {"cart":{"products":[]}};
    var prestashop = ${JSON.stringify(shop).replaceAll("/", "\\/")};
    var prestashopFacebookAjaxController = "x";
  </script></head><body><h1>Shopping Cart</h1></body></html>`;
};

const view = (body: string, more: Partial<Sample> = {}): Sample => ({
  method: "GET",
  path: "/en/cart?action=show",
  responseHeaders: html,
  body,
  ...more,
});
const call = (body: unknown, more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path: "/en/cart",
  headers: { "content-type": "application/x-www-form-urlencoded", "x-requested-with": "XMLHttpRequest" },
  responseHeaders: json,
  body: JSON.stringify(body),
  ...more,
});
const taken = (cart: unknown = cartOf([product()]), errors: unknown = "") => ({
  success: true,
  id_product: 3,
  id_product_attribute: 13,
  id_customization: 0,
  quantity: 2,
  cart,
  errors,
});

const poster: LineItem = {
  productId: "3-13",
  name: "Framed poster",
  options: [{ name: "Dimension", value: "40x60cm" }],
  quantity: 2,
  unitMinor: 2900,
  image: "https://shop.example/3-cart_default/poster.jpg",
  url: "https://shop.example/en/art/3-13-framed-poster.html#/19-dimension-40x60cm",
};
const posters: CartSnapshot = { currency: "EUR", lines: [poster], totalMinor: 5800, coupons: [] };

const confirmed =
  "/en/order-confirmation?id_cart=12&id_module=30&id_order=9&key=ab12cd34ef56ab12cd34ef56ab12cd34";
const confirmation = (more: Partial<Sample> = {}, shown = true): Sample => ({
  method: "GET",
  path: confirmed,
  responseHeaders: html,
  body: page(cartOf([]), { email: "ada@example.com" }).replace(
    "<h1>Shopping Cart</h1>",
    shown
      ? `<div class="order-confirmation-table"><table><tr><td>Subtotal</td><td>€58.00</td></tr>
         <tr class="total-value font-weight-bold"><td><span>Total (tax incl.)</span></td><td>€65.00</td></tr></table></div>`
      : "",
  ),
  ...more,
});

const buy = (productId: string, name: string, options: LineItem["options"] = [], quantity = 1): LineItem => ({
  productId,
  name,
  options,
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});

conformance(prestashop, {
  pages: {
    "/": { kind: "home", step: null },
    "/index.php": { kind: "home", step: null },
    "/en/": { kind: "home", step: null },
    "/en/3-clothes": { kind: "listing", step: null },
    "/index.php?id_category=3&controller=category&id_lang=1": { kind: "listing", step: null },
    "/en/art/3-13-framed-poster.html": { kind: "product", step: null },
    "/3-framed-poster.html": { kind: "product", step: null },
    "/index.php?id_product=3&controller=product": { kind: "product", step: null },
    "/cart?action=show": { kind: "cart", step: "cart" },
    "/fr/panier?action=show": { kind: "cart", step: "cart" },
    "/pl/koszyk": { kind: "cart", step: "cart" },
    "/index.php?controller=cart&action=show": { kind: "cart", step: "cart" },
    "/en/order": { kind: "checkout", step: "contact" },
    "/commande": { kind: "checkout", step: "contact" },
    "/index.php?controller=order": { kind: "checkout", step: "contact" },
    [confirmed]: { kind: "confirmation", step: "done" },
    "/fr/confirmation-commande?id_cart=1&id_module=2&id_order=3&key=x": {
      kind: "confirmation",
      step: "done",
    },
    "/en/order-history": { kind: "other", step: null },
    "/en/content/1-delivery": { kind: "other", step: null },
    "/en/login": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/en/3-clothes" },
    { method: "GET", path: "/en/art/3-13-framed-poster.html" },
    { method: "POST", path: "/index.php?controller=product" },
    { method: "GET", path: "/en/order" },
    { method: "POST", path: "/en/login" },
    { method: "GET", path: "/en/my-account" },
    { method: "POST", path: "/module/ps_shoppingcart/ajax" },
    { method: "HEAD", path: "/en/cart" },
    { method: "GET", path: "/3-cart_default/poster.jpg" },
  ],
  carts: {
    "its page": { sample: view(page(cartOf([product()]))), cart: posters },
    "its page without pretty addresses": {
      sample: view(page(cartOf([product()])), { path: "/index.php?controller=cart&action=show" }),
      cart: posters,
    },
    "a product without combinations": {
      sample: view(page(cartOf([product({ id_product_attribute: "0", attributes: [] })]))),
      cart: { ...posters, lines: [{ ...poster, productId: "3", options: [] }] },
    },
    "a price that is a text": {
      sample: view(
        page(
          cartOf([product({ price: "R\u00a021,000.00", price_amount: "R\u00a021,000.00" })], {
            subtotals: { products: { amount: 42000 }, discounts: null },
          }),
          { currency: { ...euro, iso_code: "ZAR" } },
        ),
      ),
      cart: { ...posters, currency: "ZAR", lines: [{ ...poster, unitMinor: 2100000 }], totalMinor: 4200000 },
    },
    "a currency without decimals": {
      sample: view(
        page(
          cartOf([product({ price: "¥1,500", price_amount: 1500 })], {
            subtotals: { products: { amount: 3000 } },
          }),
          {
            currency: { ...euro, iso_code: "JPY" },
          },
        ),
      ),
      cart: { ...posters, currency: "JPY", lines: [{ ...poster, unitMinor: 1500 }], totalMinor: 3000 },
    },
    "vouchers: one with a code, one that applies by itself": {
      sample: view(
        page(
          cartOf([product()], {
            vouchers: { allowed: 1, added: { 4: { code: "TEN" }, 7: { code: "" } } },
            subtotals: { products: { amount: 58 }, discounts: { amount: 10.005 } },
          }),
        ),
      ),
      cart: { ...posters, totalMinor: 4799, coupons: ["TEN"] },
    },
    "a text of the shopper's own": {
      sample: view(
        page(
          cartOf([
            product({
              id_customization: "5",
              customizations: [
                { quantity: "2", fields: [{ type: "text", label: "Engraving", text: "For Ada" }] },
              ],
            }),
          ]),
        ),
      ),
      cart: {
        ...posters,
        lines: [
          {
            ...poster,
            options: [...poster.options, { name: "Engraving", value: "For Ada" }],
            restore: { customization: "5" },
          },
        ],
      },
    },
    "no picture, no total": {
      sample: view(page(cartOf([product({ cover: null })], { subtotals: null }))),
      cart: { ...posters, lines: [{ ...poster, image: null }], totalMinor: null },
    },
  },
  emptied: {
    "its page": view(page(cartOf([]))),
  },
  changes: {
    "a thing added": call(taken()),
    "a thing added in a shop without pretty addresses": call(taken(), { path: "/index.php?controller=cart" }),
    "a quantity changed": call(taken(), {
      path: "/en/cart?update=1&id_product=3&id_product_attribute=13&op=up",
    }),
    "a thing taken out, with an error about another": call(
      taken(undefined, "Something else is not available any more"),
    ),
    "the last thing taken out": call(taken(cartOf([])), { path: "/panier?delete=1&id_product=3" }),
    "a thing added by a form without scripts": call(null, { status: 302, body: null }),
    "a voucher taken out by a link": call(null, {
      method: "GET",
      path: "/en/cart?deleteDiscount=4&token=x",
      status: 302,
      body: null,
    }),
  },
  unreadable: {
    "a refusal, 200": call({
      hasError: true,
      errors: ["There are not enough products in stock"],
      quantity: 0,
    }),
    "the page's parts, refreshed": call({ cart_detailed: "<div></div>", cart_summary_totals: "" }),
    "a page without its script": view("<html><body>Shopping Cart</body></html>"),
    "a page without a currency": view(page(cartOf([product()]), { currency: null })),
    "a currency that is none": view(page(cartOf([product()]), { currency: { ...euro, iso_code: "eur" } })),
    "products that are no list": view(page({ ...cartOf([]), products: { 0: product() } })),
    "a line that is none": view(page(cartOf([product(), null]))),
    "a line without a quantity": view(page(cartOf([product({ cart_quantity: null, quantity: null })]))),
    "a line without a price": view(page(cartOf([product({ price: "", price_amount: null })]))),
    "a product without a number": view(page(cartOf([product({ id_product: "x" })]))),
    "a page of maintenance, 503": view(page(cartOf([])), { status: 503 }),
    "the cart, sent elsewhere": view("", { status: 302 }),
  },
  addresses: {
    "of a guest": {
      sample: call(null, {
        path: "/en/order",
        requestBody: "id_customer=&firstname=Ada&email=ada%40example.com&submitCreate=1&continue=1",
      }),
      email: "ada@example.com",
      name: "Ada",
    },
    "of a customer who is known": {
      sample: view(page(cartOf([product()]), { email: "ada@example.com" })),
      email: "ada@example.com",
    },
  },
  orders: {
    "its page, with total and address": {
      sample: confirmation(),
      order: { number: "9", totalMinor: 6500, currency: "EUR", email: "ada@example.com" },
    },
    "its page in another language": {
      sample: confirmation({ path: "/fr/confirmation-commande?id_cart=12&id_module=30&id_order=9&key=ab12" }),
      order: { number: "9", totalMinor: 6500, currency: "EUR", email: "ada@example.com" },
    },
    "its page in a theme without the table": {
      sample: confirmation({}, false),
      order: { number: "9", totalMinor: null, currency: null, email: "ada@example.com" },
    },
    "its page in a theme without the script": {
      sample: confirmation({ body: "<html><body>Thank you</body></html>" }),
      order: { number: "9", totalMinor: null, currency: null, email: null },
    },
  },
  notOrders: {
    "of somebody else: sent away": confirmation({ status: 302, body: null }),
    "without its key": confirmation({
      path: "/en/order-confirmation?id_cart=12&id_module=30&id_order=9&key=",
    }),
    "order 0": confirmation({ path: "/en/order-confirmation?id_cart=12&id_module=30&id_order=0&key=ab12" }),
    "a number that is none": confirmation({ path: "/x?id_cart=12&id_order=9%20OR%201&key=ab12" }),
    "not found": confirmation({ status: 404 }),
  },
  cartOf: ({ name, image, url }) =>
    view(page(cartOf([product({ name, url, cover: { bySize: { cart_default: { url: image } } } })]))),
  shop: {
    open: openPrestashop,
    simple: buy("17", "Enamel mug & lid"),
    optioned: [
      buy(
        "23-4",
        "Linen apron",
        [
          { name: "Colour", value: "Sea" },
          { name: "Size", value: "Long" },
        ],
        2,
      ),
      buy("23-1", "Linen apron", [
        { name: "Colour", value: "Slate" },
        { name: "Size", value: "Regular" },
      ]),
    ],
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    coupon: goodCoupon,
  },
});

const settings = storeSettings.parse({});

describe("prestashop: a line of the shopper's own making", () => {
  it("is told as one that cannot be made again", async () => {
    const shop = openPrestashop();
    const engraved = { ...buy("17", "Enamel mug & lid"), restore: { customization: "5" } };
    expect(await prestashop.addLines(shop, [engraved], settings)).toEqual([engraved]);
    expect(shop.visit.lines).toEqual([]);
  });
});

describe("prestashop: a line", () => {
  it("that the shop says it took and did not is told", async () => {
    const shop = openPrestashop();
    const mug = buy("17", "Enamel mug & lid");
    // A shop whose cookie never arrives answers "success" and takes nothing.
    const lost = { ...shop, fetch: (path: string, init?: RequestInit) => openPrestashop().fetch(path, init) };
    expect(await prestashop.addLines(lost, [mug], settings)).toEqual([mug]);
  });

  it("is added to what is there, and counts only as what was added", async () => {
    const shop = openPrestashop();
    const mug = buy("17", "Enamel mug & lid", [], 600);
    expect(await prestashop.addLines(shop, [mug], settings)).toEqual([]);
    expect(await prestashop.addLines(shop, [mug], settings)).toEqual([mug]);
    expect(shop.visit.lines).toMatchObject([{ quantity: 600 }]);
  });
});

describe("prestashop: a cart", () => {
  it("can be emptied", async () => {
    const shop = openPrestashop();
    await prestashop.addLines(shop, [buy("17", "Enamel mug & lid"), buy("23-4", "Linen apron")], settings);
    expect(await prestashop.clearCart?.(shop, settings)).toBe(true);
    expect(await prestashop.readCart(shop, settings)).toMatchObject({ lines: [] });
  });
});

describe("prestashop: whoever signs in", () => {
  it("is left alone", async () => {
    const login = call(null, {
      path: "/en/order",
      requestBody: "email=ada%40example.com&password=x&submitLogin=1",
    });
    expect(await observe(prestashop, login)).toEqual({});
  });
});

describe("prestashop: the words in its addresses", () => {
  it("are the merchant's", async () => {
    const own = { prestashop: { cart: "^/ostukorv/?$" } };
    expect(await observe(prestashop, call(taken(), { path: "/et/ostukorv" }), own)).toEqual({
      changed: true,
    });
    expect(await observe(prestashop, call(taken(), { path: "/en/cart" }), own)).toBe("unwatched");
  });
});
