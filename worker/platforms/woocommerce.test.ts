import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { demoSession } from "../testing/demo-session.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { woocommerce } from "./woocommerce.ts";

const api = "/wp-json/wc/store/v1";
const json = {
  "content-type": "application/json; charset=UTF-8",
  "cache-control": "no-store",
  nonce: "0a1b2c3d4e",
};

interface Given {
  id?: number | string;
  quantity?: unknown;
  name?: string;
  price?: unknown;
  variation?: unknown[];
  image?: string;
  url?: string;
  currency?: object;
}

const usd = {
  currency_code: "USD",
  currency_symbol: "$",
  currency_minor_unit: 2,
  currency_decimal_separator: ".",
  currency_thousand_separator: ",",
  currency_prefix: "$",
  currency_suffix: "",
};

function item(given: Given = {}) {
  const { id = 17, quantity = 2, name = "Beanie", price = "1800", variation = [], currency = usd } = given;
  const image = given.image ?? "https://shop.example/wp-content/uploads/beanie-300x300.png";
  return {
    key: "70efdf2ec9b086079795c442636b55fb",
    id,
    type: variation.length > 0 ? "variation" : "simple",
    quantity,
    quantity_limits: { minimum: 1, maximum: 9999, multiple_of: 1, editable: true },
    name,
    short_description: "<p>Warm.</p>",
    sku: "beanie",
    permalink: given.url ?? "https://shop.example/product/beanie/",
    images: [{ id: 46, src: image, thumbnail: image, srcset: "", sizes: "", name: "Beanie", alt: "" }],
    variation,
    item_data: [],
    prices: { price, regular_price: "2000", sale_price: price, price_range: null, ...currency },
    totals: {
      line_subtotal: "3600",
      line_subtotal_tax: "0",
      line_total: "3600",
      line_total_tax: "0",
      ...currency,
    },
    catalog_visibility: "visible",
    extensions: {},
  };
}

const address = (email: string) => ({
  first_name: "",
  last_name: "",
  company: "",
  address_1: "",
  address_2: "",
  city: "",
  state: "CA",
  postcode: "",
  country: "US",
  email,
  phone: "",
});

function cart(items: unknown[], { totals = {}, email = "", currency = usd as object } = {}) {
  return {
    items,
    coupons: [],
    fees: [],
    totals: {
      total_items: items.length === 0 ? "0" : "3600",
      total_items_tax: "0",
      total_fees: "0",
      total_discount: "0",
      total_discount_tax: "0",
      total_shipping: items.length === 0 ? null : "500",
      total_price: items.length === 0 ? "0" : "4100",
      total_tax: "0",
      tax_lines: [],
      ...currency,
      ...totals,
    },
    shipping_address: address(""),
    billing_address: address(email),
    needs_payment: items.length > 0,
    items_count: items.length,
    errors: [],
    payment_methods: ["bacs", "cod"],
    extensions: {},
  };
}

const answer = (method: string, path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method,
  path,
  responseHeaders: json,
  body: JSON.stringify(body),
  ...more,
});

const get = (body: unknown, more: Partial<Sample> = {}) => answer("GET", `${api}/cart`, body, more);
const batch = (...responses: unknown[]) =>
  answer("POST", `${api}/batch?_locale=site`, { responses }, { status: 207 });
const part = (body: unknown, status = 200) => ({ body, status, headers: { Nonce: "0a1b2c3d4e" } });
const refusal = (status: number, code: string, data: object = {}) => ({
  code,
  message: "No.",
  data: { status, ...data },
});

const placed = (more: object = {}) => ({
  order_id: 59,
  status: "on-hold",
  order_key: "wc_order_aBcDeFgHiJkLm",
  order_number: "59",
  customer_note: "",
  customer_id: 0,
  billing_address: address("ada@example.com"),
  shipping_address: address(""),
  payment_method: "cod",
  payment_result: {
    payment_status: "success",
    payment_details: [],
    redirect_url: "https://shop.example/checkout/order-received/59/",
  },
  additional_fields: {},
  __experimentalCart: null,
  extensions: {},
  ...more,
});
const checkout = (body: unknown, more: Partial<Sample> = {}) =>
  answer("POST", `${api}/checkout?_locale=site`, body, more);

const beanie: LineItem = {
  productId: "17",
  name: "Beanie",
  options: [],
  quantity: 2,
  unitMinor: 1800,
  image: "https://shop.example/wp-content/uploads/beanie-300x300.png",
  url: "https://shop.example/product/beanie/",
};
const beanies: CartSnapshot = { currency: "USD", lines: [beanie], totalMinor: 3600 };

const hoodie = item({
  id: 32,
  quantity: 1,
  name: "Hoodie &#8211; Blue &amp; warm",
  price: "4500",
  variation: [
    { raw_attribute: "attribute_pa_color", attribute: "Color", value: "Blue" },
    { raw_attribute: "attribute_logo", attribute: "Logo", value: "Yes &amp; no" },
  ],
});
const hoodieLine: LineItem = {
  ...beanie,
  productId: "32",
  name: "Hoodie – Blue & warm",
  quantity: 1,
  unitMinor: 4500,
  options: [
    { name: "pa_color", value: "Blue" },
    { name: "Logo", value: "Yes & no" },
  ],
};

const yen = { ...usd, currency_code: "JPY", currency_symbol: "¥", currency_minor_unit: 0 };

const buy = (productId: string, name: string, options: LineItem["options"] = [], quantity = 1): LineItem => ({
  productId,
  name,
  options,
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});

const received: Sample = {
  method: "GET",
  path: "/checkout/order-received/59/?key=wc_order_aBcDeFgHiJkLm",
  body: "<html>Thank you",
};

conformance(woocommerce, {
  pages: {
    "/": { kind: "home", step: null },
    "/shop/": { kind: "listing", step: null },
    "/shop/page/2/": { kind: "listing", step: null },
    "/product-category/clothing/tshirts/": { kind: "listing", step: null },
    "/product/beanie/": { kind: "product", step: null },
    "/product/hoodie/?attribute_pa_color=blue": { kind: "product", step: null },
    "/cart/": { kind: "cart", step: "cart" },
    "/basket": { kind: "cart", step: "cart" },
    "/de/cart/": { kind: "cart", step: "cart" },
    "/checkout/": { kind: "checkout", step: "contact" },
    "/checkout/order-pay/59/?pay_for_order=true": { kind: "checkout", step: "contact" },
    "/checkout/order-received/59/?key=wc_order_x": { kind: "confirmation", step: "done" },
    "/checkout/?order-received=59&key=wc_order_x": { kind: "confirmation", step: "done" },
    "/shopping-guide/": { kind: "other", step: null },
    "/my-account/": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/cart/" },
    { method: "GET", path: "/checkout/" },
    { method: "POST", path: "/checkout/" },
    { method: "GET", path: `${api}/products?per_page=12` },
    { method: "GET", path: "/wp-json/wp/v2/posts" },
    { method: "GET", path: "/wp-json/wc/v3/orders" },
    { method: "GET", path: `${api}/cartoon` },
    { method: "GET", path: "/?rest_route=/wp/v2/posts" },
    { method: "POST", path: "/checkout/order-received/59/?key=x" },
    { method: "GET", path: "/my-account/orders/" },
  ],
  carts: {
    "the cart asked for": { sample: get(cart([item()])), cart: beanies },
    "a thing added, 201": {
      sample: answer("POST", `${api}/cart/add-item`, cart([item()]), { status: 201 }),
      cart: beanies,
    },
    "a quantity changed": {
      sample: answer(
        "POST",
        `${api}/cart/update-item`,
        cart([item({ quantity: 1 })], { totals: { total_items: "1800" } }),
      ),
      cart: { ...beanies, lines: [{ ...beanie, quantity: 1 }], totalMinor: 1800 },
    },
    "options, with the slug of the shop's own attributes and the label of others": {
      sample: get(cart([item(), hoodie], { totals: { total_items: "8100" } })),
      cart: { currency: "USD", lines: [beanie, hoodieLine], totalMinor: 8100 },
    },
    "a coupon taken off": {
      sample: answer(
        "POST",
        `${api}/cart/apply-coupon`,
        cart([item()], { totals: { total_discount: "360" } }),
      ),
      cart: { ...beanies, totalMinor: 3240 },
    },
    "an address without the version": {
      sample: { ...get(cart([item()])), path: "/wp-json/wc/store/cart" },
      cart: beanies,
    },
    "a shop in a folder": {
      sample: { ...get(cart([item()])), path: "/en/wp-json/wc/store/v1/cart?x=1" },
      cart: beanies,
    },
    "a shop without pretty addresses": {
      sample: {
        ...get(cart([item()])),
        path: `/?rest_route=${encodeURIComponent("/wc/store/v1/cart/add-item")}&_locale=user`,
      },
      cart: beanies,
    },
    "a batch of one, 207": { sample: batch(part(cart([item()]), 201)), cart: beanies },
    "a batch of several, of which the last counts": {
      sample: batch(part(cart([item({ quantity: 1 })])), part(cart([hoodie])), part(cart([item()]))),
      cart: beanies,
    },
    "a batch whose last was refused": {
      sample: batch(part(cart([item()])), part(refusal(400, "woocommerce_rest_product_out_of_stock"), 400)),
      cart: beanies,
    },
    "a conflict, 409, with the cart as it is": {
      sample: answer(
        "POST",
        `${api}/cart/update-item`,
        refusal(409, "woocommerce_rest_cart_invalid_key", { cart: cart([item()]) }),
        { status: 409 },
      ),
      cart: beanies,
    },
    "a batch that ends in a conflict": {
      sample: batch(part(cart([hoodie])), part(refusal(409, "x", { cart: cart([item()]) }), 409)),
      cart: beanies,
    },
    "a draft of the checkout": {
      sample: answer(
        "POST",
        `${api}/checkout?__experimental_calc_totals=true`,
        placed({ order_id: 0, payment_result: null, __experimentalCart: cart([item()]) }),
        { headers: { "x-http-method-override": "PUT" } },
      ),
      cart: beanies,
    },
    "a currency without decimals": {
      sample: get(
        cart([item({ price: "1500", quantity: 3, currency: yen })], {
          totals: { total_items: "4500" },
          currency: yen,
        }),
      ),
      cart: { currency: "JPY", lines: [{ ...beanie, quantity: 3, unitMinor: 1500 }], totalMinor: 4500 },
    },
    "numbers where texts are usual, and the other way round": {
      sample: get(cart([item({ id: "17", price: 1800, quantity: "2" })], { totals: { total_items: 3600 } })),
      cart: beanies,
    },
    "prices with tax, whose total comes without": {
      sample: get(
        cart([item({ price: "2214" })], { totals: { total_items: "3600", total_items_tax: "828" } }),
      ),
      cart: { ...beanies, lines: [{ ...beanie, unitMinor: 2214 }], totalMinor: 4428 },
    },
    "prices with tax and a coupon": {
      sample: get(
        cart([item({ price: "2214" })], {
          totals: {
            total_items: "3600",
            total_items_tax: "828",
            total_discount: "360",
            total_discount_tax: "83",
          },
        }),
      ),
      cart: { ...beanies, lines: [{ ...beanie, unitMinor: 2214 }], totalMinor: 3985 },
    },
    "prices without tax": {
      sample: get(cart([item()], { totals: { total_items_tax: "828" } })),
      cart: beanies,
    },
    "no total": {
      sample: get(cart([item()], { totals: { total_items: null } })),
      cart: { ...beanies, totalMinor: null },
    },
  },
  emptied: {
    "the cart asked for": get(cart([])),
    "the last thing taken out": answer("POST", `${api}/cart/remove-item`, cart([])),
    "by a batch": batch(part(cart([item()])), part(cart([]))),
  },
  unreadable: {
    "no nonce, 401": answer("POST", `${api}/cart/add-item`, refusal(401, "woocommerce_rest_missing_nonce"), {
      status: 401,
    }),
    "out of stock, 400": answer(
      "POST",
      `${api}/cart/add-item`,
      refusal(400, "woocommerce_rest_product_out_of_stock"),
      { status: 400 },
    ),
    "a conflict without a cart": answer("POST", `${api}/cart/update-item`, refusal(409, "x"), {
      status: 409,
    }),
    "a batch in which all was refused": batch(part(refusal(400, "x"), 400), part(refusal(409, "y"), 409)),
    "a batch of nothing": batch(),
    "a batch of something else": answer(
      "POST",
      `${api}/batch`,
      { responses: [null, 1, "x", { body: [] }] },
      { status: 207 },
    ),
    "the lines alone, as /cart/items sends them": answer("GET", `${api}/cart/items`, [item()]),
    "the lines taken out, as DELETE /cart/items says it": answer("DELETE", `${api}/cart/items`, []),
    "one line alone": answer("GET", `${api}/cart/items/70ef`, item()),
    "items that are no list": get({ ...cart([item()]), items: { 0: item() } }),
    "no totals": get({ ...cart([item()]), totals: null }),
    "no currency": get(cart([item()], { currency: {} })),
    "a line without a quantity": get(cart([item(), item({ quantity: null })])),
    "half of a thing": get(cart([item({ quantity: 1.5 })])),
    "a quantity of none": get(cart([item({ quantity: 0 })])),
    "a price that is no whole number": get(cart([item({ price: "18.00" })])),
    "a price beyond counting": get(cart([item({ price: "99999999999999999999" })])),
    "a line that is none": get(cart([null])),
    "a page of maintenance": { ...get(null), body: "<html>Back soon</html>", status: 503 },
  },
  addresses: {
    "as soon as its field is left": {
      sample: batch(part(cart([item()], { email: "ada@example.com" }))),
      email: "ada@example.com",
    },
    "with the order": { sample: checkout(placed()), email: "ada@example.com" },
    "with a draft": {
      sample: answer(
        "GET",
        `${api}/checkout`,
        placed({ order_id: 0, payment_result: null, __experimentalCart: cart([item()]) }),
      ),
      email: "ada@example.com",
    },
  },
  orders: {
    "placed and paid": {
      sample: checkout(placed()),
      order: { number: "59", totalMinor: null, currency: null, email: "ada@example.com" },
    },
    "placed, its payment pending": {
      sample: checkout(placed({ payment_result: { payment_status: "pending" } })),
      order: { number: "59", totalMinor: null, currency: null, email: "ada@example.com" },
    },
    "an order paid later": {
      sample: { ...checkout(placed({ order_id: "60" })), path: `${api}/checkout/60` },
      order: { number: "60", totalMinor: null, currency: null, email: "ada@example.com" },
    },
    "without an address": {
      sample: checkout(placed({ billing_address: null })),
      order: { number: "59", totalMinor: null, currency: null, email: null },
    },
    "its page, with its key": {
      sample: received,
      order: { number: "59", totalMinor: null, currency: null, email: null },
    },
    "its page, addressed by query": {
      sample: { ...received, path: "/checkout/?order-received=59&key=wc_order_x" },
      order: { number: "59", totalMinor: null, currency: null, email: null },
    },
  },
  notOrders: {
    "a draft, order 0": checkout(placed({ order_id: 0, payment_result: null })),
    "a draft with a number, by PUT": answer("PUT", `${api}/checkout`, placed()),
    "a draft with a number, by another name of PUT": checkout(placed(), {
      headers: { "x-http-method-override": "put" },
    }),
    "the checkout asked for": answer("GET", `${api}/checkout`, placed()),
    "payment failed": checkout(placed({ payment_result: { payment_status: "failure" } }), { status: 402 }),
    "payment failed, with 200": checkout(placed({ payment_result: { payment_status: "failure" } })),
    "payment in error": checkout(placed({ payment_result: { payment_status: "error" } })),
    "no result of the payment": checkout(placed({ payment_result: null })),
    "an address refused": checkout(refusal(400, "woocommerce_rest_invalid_address"), { status: 400 }),
    "things sold out meanwhile": checkout(
      refusal(409, "woocommerce_rest_cart_error", { cart: cart([item()]) }),
      { status: 409 },
    ),
    "its page without a key": { ...received, path: "/checkout/order-received/59/" },
    "its page, not found": { ...received, status: 404 },
    "its page, sent elsewhere": { ...received, status: 302 },
    "a page of no number": { ...received, path: "/checkout/order-received/x/?key=wc_order_x" },
  },
  cartOf: ({ name, image, url }) =>
    // The API sends names as HTML text.
    get(cart([item({ name: name.replaceAll("&", "&amp;").replaceAll("<", "&lt;"), image, url })])),
  shop: {
    open: () => demoSession("woocommerce"),
    simple: buy("107", "Sea salt flakes"),
    optioned: [
      buy("101", "Enamel mug", [{ name: "pa_colour", value: "rust" }], 2),
      buy("104", "Harbour apron", [
        { name: "pa_colour", value: "Slate" },
        { name: "Size", value: "Long" },
      ]),
    ],
    soldOut: buy("108", "Oyster shucking knife"),
    unknown: buy("999", "Nothing we know"),
  },
});

describe("woocommerce: a conflict at the checkout", () => {
  it("tells the cart as it is now", async () => {
    const body = refusal(409, "woocommerce_rest_cart_error", { cart: cart([item()]) });
    expect(await observe(woocommerce, checkout(body, { status: 409 }))).toMatchObject({ cart: beanies });
  });
});

describe("woocommerce: what is paid with", () => {
  it("is never copied", () => {
    const head = {
      method: "POST",
      url: new URL(`https://shop.example${api}/checkout`),
      headers: new Headers(),
    };
    expect(woocommerce.watch(head, {} as never)?.request).toBe(false);
  });
});
