import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { demoSession } from "../testing/demo-session.ts";
import { behind, goodCoupon } from "../testing/shops/fake-shop.ts";
import { openClassicShop } from "../testing/shops/woocommerce-classic.ts";
import { World } from "../testing/world.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import type { WebhookDelivery } from "./contract.ts";
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

const withForm = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };

/** A form as browsers send it, and the page it is answered with. */
const post = (path: string, fields: Record<string, string>, more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path,
  headers: withForm,
  requestBody: new URLSearchParams(fields).toString(),
  body: "<!doctype html><title>Beanie</title>",
  ...more,
});

const multipart = (path: string, fields: Record<string, string>): Sample => ({
  ...post(path, {}),
  headers: { "content-type": "multipart/form-data; boundary=----shop7" },
  requestBody: `${Object.entries(fields)
    .map(
      ([name, value]) => `------shop7\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("")}------shop7--\r\n`,
});

const vNeck = {
  attribute_pa_color: "blue",
  attribute_pa_size: "large",
  quantity: "1",
  "add-to-cart": "17",
  product_id: "17",
  variation_id: "33",
};
const vNeckAdded = {
  productId: "33",
  restore: { attribute_pa_color: "blue", attribute_pa_size: "large", "add-to-cart": "17" },
};

const ajax = (call: string, body: unknown, fields: Record<string, string> = {}): Sample =>
  post(`/?wc-ajax=${call}`, fields, { body: typeof body === "string" ? body : JSON.stringify(body) });
const fragments = (hash: string) => ({
  fragments: { "div.widget_shopping_cart_content": "<ul class='woocommerce-mini-cart'><li>Beanie</li></ul>" },
  cart_hash: hash,
});

const checkoutForm = { billing_first_name: "Ada", billing_email: "ada@example.com", payment_method: "cod" };
const succeeded = (more: object = {}) => ({
  result: "success",
  redirect: "https://shop.example/checkout/order-received/62/?key=wc_order_aBcDeFgHiJkLm",
  order_id: 62,
  ...more,
});
const classicOrder = { number: "62", totalMinor: null, currency: null, email: "ada@example.com" };

/** A delivery as WooCommerce signs it. */
async function signed(secret: string, topic: string, body: unknown): Promise<WebhookDelivery> {
  const bytes = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
  const headers = new Headers({
    "content-type": "application/json",
    "x-wc-webhook-source": "https://shop.example/",
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-resource": "order",
    "x-wc-webhook-event": topic.split(".")[1] ?? "",
    "x-wc-webhook-signature": btoa(String.fromCharCode(...signature)),
    "x-wc-webhook-id": "3",
    "x-wc-webhook-delivery-id": "b1f1a7e0c6f4d27d2bd3ef9d3b7a0c51",
  });
  return { headers, body: bytes };
}

const order = (at: number, more: object = {}) => ({
  id: 59,
  number: "59",
  status: "processing",
  currency: "USD",
  date_created_gmt: new Date(at - 60_000).toISOString().slice(0, 19),
  date_modified_gmt: new Date(at).toISOString().slice(0, 19),
  total: "41.00",
  billing: { first_name: "Ada", email: "ada@example.com" },
  cart_hash: "e9069585c760f1a62491777e675653f7",
  ...more,
});

const orderEvent = (topic: string, more: { status?: string; [field: string]: unknown }, seen: object = {}) =>
  async function sign(secret: string, at: number) {
    const status = more.status ?? "processing";
    return {
      delivery: await signed(secret, topic, order(at, more)),
      event: {
        id: `59/${status}/${at}`,
        at,
        kind: "placed" as const,
        order: { number: "59", totalMinor: 4100, currency: "USD", email: "ada@example.com" },
        cartRef: null,
        emailSha256: null,
        ...seen,
      },
    };
  };

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
    { method: "POST", path: "/wp-login.php" },
    { method: "POST", path: "/wp-admin/post.php" },
    { method: "POST", path: "/my-account/edit-account/" },
    { method: "GET", path: "/?wc-ajax=get_refreshed_fragments" },
    { method: "POST", path: "/?wc-ajax=get_variation" },
    { method: "POST", path: "/?wc-ajax=get_cart_totals" },
    { method: "GET", path: "/shop/?orderby=price" },
    { method: "GET", path: `${api}/products?per_page=12` },
    { method: "GET", path: "/wp-json/wp/v2/posts" },
    { method: "GET", path: "/wp-json/wc/v3/orders" },
    { method: "GET", path: `${api}/cartoon` },
    { method: "GET", path: "/?rest_route=/wp/v2/posts" },
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
    "a currency shown without its decimals, as the merchant chose": {
      sample: get(
        cart([item({ price: "18", currency: { ...usd, currency_minor_unit: 0 } })], {
          totals: { total_items: "36" },
          currency: { ...usd, currency_minor_unit: 0 },
        }),
      ),
      cart: beanies,
    },
    "a currency shown with more decimals than it has": {
      sample: get(
        cart([item({ price: "18000", currency: { ...usd, currency_minor_unit: 3 } })], {
          totals: { total_items: "36000" },
          currency: { ...usd, currency_minor_unit: 3 },
        }),
      ),
      cart: beanies,
    },
    "coupons by their codes": {
      sample: get({ ...cart([item()]), coupons: [{ code: "save10", discount_type: "percent", totals: {} }] }),
      cart: { ...beanies, coupons: ["save10"] },
    },
    "what an extension lets shoppers add, without what it hides": {
      sample: get(
        cart([
          {
            ...item(),
            item_data: [
              { name: "Engraving", value: "<b>Ada &amp; Charles</b>", display: "" },
              { key: "_hash", value: "8f3c", hidden: true },
              { key: "Gift wrap", value: "yes", display: "Yes, please" },
              { name: "", value: "x" },
            ],
          },
        ]),
      ),
      cart: {
        ...beanies,
        lines: [
          {
            ...beanie,
            options: [
              { name: "Engraving", value: "Ada & Charles" },
              { name: "Gift wrap", value: "Yes, please" },
            ],
          },
        ],
      },
    },
    "a line that belongs to a bundle": {
      sample: get(cart([{ ...item(), extensions: { bundles: { bundled_by: "3f2a" }, other: [] } }])),
      cart: { ...beanies, lines: [{ ...beanie, restore: { "part-of": "bundle" } }] },
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
  changes: {
    "a thing added to the shelf's page": ajax("add_to_cart", fragments("e9069585c760f1a62491777e675653f7"), {
      product_id: "29",
      quantity: "1",
    }),
    "a thing taken out of the small cart": ajax("remove_from_cart", fragments("")),
    "a side cart's own call": ajax("xoo_wsc_update_item_quantity", fragments("")),
    "a page asking for its fragments": ajax("get_refreshed_fragments", fragments("4aa8320b78cf7e29")),
    "a coupon taken": ajax("apply_coupon", '<div class="woocommerce-message">Applied.</div>'),
    "a coupon put back": ajax("remove_coupon", '<div class="woocommerce-message">Removed.</div>'),
    "a form of a thing without options": multipart("/product/beanie/", {
      quantity: "1",
      "add-to-cart": "21",
    }),
    "a form of a variation": multipart("/product/v-neck-t-shirt/", vNeck),
    "a form that leads to the cart's page": post(
      "/product/beanie/",
      { "add-to-cart": "21" },
      { status: 302, responseHeaders: { location: "/cart/" }, body: "" },
    ),
    "a form on a page whose address says nothing": post(
      "/our-story/",
      { quantity: "1" },
      { responseHeaders: { "set-cookie": "woocommerce_cart_hash=4aa8320b78cf7e29; path=/" } },
    ),
    "a theme's own call": post(
      "/wp-admin/admin-ajax.php",
      { action: "theme_add_to_cart", id: "21" },
      { responseHeaders: { "set-cookie": "woocommerce_items_in_cart=1; path=/" } },
    ),
    "a link that adds": { method: "GET", path: "/?add-to-cart=21&quantity=2", body: "<title>Shop" },
    "a link that adds a variation": {
      method: "GET",
      path: "/?add-to-cart=17&variation_id=31&attribute_pa_color=red&attribute_pa_size=large",
      status: 302,
      body: "",
    },
    "the cart's form": post("/cart/", { "cart[6ea9][qty]": "2", update_cart: "Update cart" }),
    "a link that takes out": {
      method: "GET",
      path: "/cart/?remove_item=6ea9&_wpnonce=720c",
      status: 302,
      body: "",
    },
    "a link that puts back": { method: "GET", path: "/cart/?undo_item=6ea9&_wpnonce=720c", body: "" },
    "a checkout link": { method: "GET", path: "/checkout-link/?products=21:2", status: 302, body: "" },
    "a cart taken over from another session": {
      method: "GET",
      path: "/checkout/?session=eyJ0.eyJ1.c2ln",
      body: "",
    },
    "the lines alone, as DELETE /cart/items says that they are out": answer(
      "DELETE",
      `${api}/cart/items`,
      [],
    ),
    "one line taken out, 204": answer("DELETE", `${api}/cart/items/70ef`, null, { status: 204 }),
    "one line put in by itself": answer("POST", `${api}/cart/items`, item(), { status: 201 }),
    "a change whose answer was too long to read": {
      ...answer("POST", `${api}/cart/add-item`, null),
      body: null,
    },
    "a batch of which one part was done": batch(part([]), part(refusal(400, "x"), 400)),
  },
  added: {
    "a variation, by the slugs that its form sent": {
      sample: multipart("/product/v-neck-t-shirt/", vNeck),
      added: vNeckAdded,
    },
    "a variation, by a link": {
      sample: {
        method: "GET",
        path: "/?add-to-cart=17&variation_id=33&attribute_pa_color=blue&attribute_pa_size=large&utm_source=x",
        body: "",
      },
      added: vNeckAdded,
    },
    "an engraving": {
      sample: post("/product/beanie/", {
        "add-to-cart": "21",
        quantity: "1",
        engraving: "Ada & Charles",
        _wpnonce: "1",
        wc_order_attribution_utm_source: "x",
      }),
      added: { productId: "21", restore: { engraving: "Ada & Charles", "add-to-cart": "21" } },
    },
  },
  unreadable: {
    "a thing that was not added, 200": ajax("add_to_cart", { error: true, product_url: "/product/v-neck/" }),
    "a coupon that was not taken, 200": ajax(
      "apply_coupon",
      '<ul class="woocommerce-error" role="alert"><li>There is no such coupon.</li></ul>',
    ),
    "fragments of nothing": ajax("get_refreshed_fragments", fragments("")),
    "a form that failed": post("/product/beanie/", { "add-to-cart": "21" }, { status: 500 }),
    "another call of a theme": post("/wp-admin/admin-ajax.php", { action: "load_more" }),
    "a form about something else": post("/newsletter/", { mail: "ada@example.com" }),
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
    "with a classic order": {
      sample: ajax("checkout", succeeded(), checkoutForm),
      email: "ada@example.com",
      name: "Ada",
    },
    "with a first name": {
      sample: get({
        ...cart([item()]),
        billing_address: { ...address("ada@example.com"), first_name: "Ada" },
      }),
      email: "ada@example.com",
      name: "Ada",
    },
    "with a classic order that failed": {
      sample: ajax("checkout", { result: "failure", messages: "<ul>" }, checkoutForm),
      email: "ada@example.com",
    },
    "with a refreshed review of the order": {
      sample: ajax(
        "update_order_review",
        { result: "success", fragments: {} },
        { security: "9483", post_data: new URLSearchParams(checkoutForm).toString() },
      ),
      email: "ada@example.com",
    },
    "with an order sent without scripts": {
      sample: post("/checkout/", checkoutForm, { status: 200 }),
      email: "ada@example.com",
    },
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
    "by the classic checkout": {
      sample: ajax("checkout", succeeded(), checkoutForm),
      order: classicOrder,
    },
    "by one of an older shop, whose answer has no number but in its redirect": {
      sample: ajax("checkout", succeeded({ order_id: undefined }), checkoutForm),
      order: classicOrder,
    },
    "by the classic checkout, to be paid elsewhere": {
      sample: ajax("checkout", succeeded({ redirect: "https://pay.example/?token=1" }), checkoutForm),
      order: classicOrder,
    },
    "by a shop that prints warnings before its answer": {
      sample: ajax("checkout", `<br />\n<b>Warning</b>: x\n${JSON.stringify(succeeded())}`, checkoutForm),
      order: classicOrder,
    },
    "by the classic checkout without scripts": {
      sample: post("/checkout/", checkoutForm, {
        status: 302,
        responseHeaders: { location: succeeded().redirect },
        body: "",
      }),
      order: classicOrder,
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
    "a classic checkout that failed": ajax("checkout", { result: "failure", messages: "<ul>" }, checkoutForm),
    "a classic checkout that leads elsewhere and names no order": ajax(
      "checkout",
      succeeded({ order_id: undefined, redirect: "https://pay.example/?token=1" }),
      checkoutForm,
    ),
    "a classic checkout cut off": ajax("checkout", '{"result":"success","redirect":"https', checkoutForm),
    "a review of the order": ajax("update_order_review", { result: "success" }, { post_data: "" }),
    "a form of the checkout that comes back with errors": post("/checkout/", checkoutForm),
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
    open: () => openClassicShop(),
    simple: buy("17", "Enamel mug & lid"),
    optioned: [
      buy("23", "Linen apron", [
        { name: "pa_colour", value: "Slate" },
        { name: "Size", value: "Long" },
      ]),
    ],
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    gone: [buy("31", "Walnut board"), buy("999", "Nothing we know")],
    coupon: goodCoupon.toLowerCase(),
  },
  delivery: {
    there: {
      parcel: { country: "US", region: null, currency: "USD" },
      // 37.00, its tax of 3.70, and the way that is not the one chosen, 5.00 and 0.50.
      estimate: { currency: "USD", price: 500, days: null, goods: 3700, total: 4620, tax: 420 },
    },
    nowhere: { country: "AQ", region: null, currency: "USD" },
  },
  webhooks: {
    isTimed: false,
    events: {
      "an order that waits for its payment": orderEvent("order.created", { status: "pending" }),
      "an order to be paid by transfer": orderEvent("order.created", { status: "on-hold" }),
      "a paid order": orderEvent("order.updated", {}),
      "a completed order": orderEvent("order.updated", { status: "completed" }),
      "a status that an extension brings": orderEvent("order.updated", { status: "awaiting-pickup" }),
      "an order brought back from the bin": orderEvent("order.restored", {}),
      "one in a currency without decimals, without an address": orderEvent(
        "order.created",
        { currency: "JPY", total: "4100", billing: { email: "" } },
        { order: { number: "59", totalMinor: 4100, currency: "JPY", email: null } },
      ),
      "one that could not be paid": orderEvent("order.updated", { status: "failed" }, { kind: "cancelled" }),
      "one called off": orderEvent("order.updated", { status: "cancelled" }, { kind: "cancelled" }),
      "one whose money went back": orderEvent("order.updated", { status: "refunded" }, { kind: "cancelled" }),
      "one thrown away": async (secret, at) => ({
        delivery: await signed(secret, "order.deleted", { id: 59 }),
        event: {
          id: "59/deleted",
          at: at + 1000,
          kind: "cancelled",
          order: { number: "59", totalMinor: null, currency: null, email: null },
          cartRef: null,
          emailSha256: null,
        },
      }),
    },
    ignored: {
      "a ping, which nobody signs": async () => ({
        headers: new Headers({ "content-type": "application/x-www-form-urlencoded" }),
        body: new TextEncoder().encode("webhook_id=3"),
      }),
      "a draft of the block checkout": (secret, at) =>
        signed(secret, "order.created", order(at, { status: "checkout-draft" })),
      "a product": (secret) => signed(secret, "product.updated", { id: 17, name: "Beanie" }),
    },
    unreadable: {
      "no JSON": (secret) => signed(secret, "order.updated", "{"),
      "a list": (secret) => signed(secret, "order.updated", []),
      "no status": (secret, at) => signed(secret, "order.updated", order(at, { status: undefined })),
      "no number": (secret, at) => signed(secret, "order.updated", order(at, { id: 0 })),
      "no time": (secret, at) =>
        signed(secret, "order.updated", order(at, { date_modified_gmt: "soon", date_created_gmt: null })),
      "an order that claims to be deleted": (secret, at) => signed(secret, "order.deleted", order(at)),
    },
  },
});

const all = storeSettings.parse({});

describe("woocommerce: a change with a token in the cookie's place", () => {
  it("is not asked for by cookie, which is another cart's", async () => {
    const sample = answer("POST", `${api}/cart/items`, item(), { status: 201 });
    expect(await observe(woocommerce, sample)).toEqual({ changed: true });
    expect(await observe(woocommerce, { ...sample, headers: { "cart-token": "eyJ0" } })).toEqual({});
  });
});

describe("woocommerce: a shopper in a classic theme, through the edge", () => {
  it("has their variation kept as it was put in, so that it can be put in again in any session", async () => {
    const world = await World.create({ dialect: "woocommerce" });
    const slugs = { Slate: "grey-3", Sea: "blue-1" };
    world.origin = behind(openClassicShop(slugs));
    const device = world.device();
    await device.post("/product/linen-apron/", {
      attribute_pa_colour: "grey-3",
      attribute_size: "Long",
      quantity: "2",
      "add-to-cart": "22",
      product_id: "22",
      variation_id: "23",
    });
    const kept = await env.DB.prepare("SELECT lines FROM carts").first<string>("lines");
    expect(JSON.parse(kept ?? "[]")).toMatchObject([
      {
        productId: "23",
        quantity: 2,
        options: [
          { name: "pa_colour", value: "Slate" },
          { name: "Size", value: "Long" },
        ],
        restore: { attribute_pa_colour: "grey-3", attribute_size: "Long" },
      },
    ]);
    const elsewhere = openClassicShop(slugs);
    expect(await woocommerce.addLines(elsewhere, JSON.parse(kept ?? "[]"), all)).toEqual([]);
    expect((await woocommerce.readCart(elsewhere, all))?.lines).toMatchObject([
      { productId: "23", quantity: 2 },
    ]);
  });
});

describe("woocommerce: a webhook", () => {
  it("is another event for another order in the same second, whose delivery has the same id", async () => {
    const at = Date.UTC(2026, 10, 20);
    const ids = await Promise.all(
      [59, 60].map(async (id) => {
        const delivery = await signed("s", "order.updated", order(at, { id }));
        const reading = await woocommerce.webhooks?.read(delivery, ["s"], at, all);
        return reading?.status === "event" ? reading.event.id : null;
      }),
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe("woocommerce: a shop under other names", () => {
  const named = {
    woocommerce: {
      pages: {
        cart: "^/warenkorb/?$",
        checkout: "^/kasse(/|$)",
        product: "^/produkt/[^/]+/?$",
        account: "^/konto",
      },
      cart: "/warenkorb/",
      checkout: "/kasse/",
      orderReceived: "bestellung-eingegangen",
      thankYou: "^/danke/\\?(?:.*&)?bestellung=(\\d+)",
      restBase: "/?rest_route=/",
    },
  };
  const visit = (path: string) => ({ method: "GET", path, body: "<title>Danke" });

  it("has its pages and its orders told by them", async () => {
    const settings = storeSettings.parse(named);
    const page = (path: string) => woocommerce.pageOf(new URL(path, "https://shop.example"), settings);
    expect(page("/warenkorb/")).toEqual({ kind: "cart", step: "cart" });
    expect(page("/kasse/")).toEqual({ kind: "checkout", step: "contact" });
    expect(page("/produkt/muetze/").kind).toBe("product");
    expect(page("/danke/?bestellung=7").kind).toBe("confirmation");
    expect(woocommerce.checkout(settings)[1]?.path).toBe("/kasse/");
    for (const path of ["/kasse/bestellung-eingegangen/59/?key=wc_order_x", "/danke/?utm=1&bestellung=59"]) {
      expect(await observe(woocommerce, visit(path), named)).toMatchObject({ order: { number: "59" } });
    }
    expect(await observe(woocommerce, post("/konto/", { username: "ada" }), named)).toBe("unwatched");
  });

  it("is asked for its cart where its WordPress has the API", async () => {
    const asked: string[] = [];
    const shop = {
      ...openClassicShop(),
      async fetch(path: string) {
        asked.push(path);
        return Response.json(cart([item()]));
      },
    };
    expect(await woocommerce.readCart(shop, storeSettings.parse(named))).toMatchObject(beanies);
    expect(asked).toEqual(["/?rest_route=/wc/store/v1/cart"]);
  });
});

describe("woocommerce: a cart rebuilt", () => {
  const names = async (shop: ReturnType<typeof openClassicShop>) =>
    (await woocommerce.readCart(shop, all))?.lines.map(({ name, quantity, options }) => [
      quantity,
      name,
      ...options.map(({ value }) => value),
    ]);

  it("has a variation whose slug is not its name put in by the slug that was sent when it was added", async () => {
    const line = buy("23", "Linen apron", [
      { name: "pa_colour", value: "Slate" },
      { name: "Size", value: "Long" },
    ]);
    const slugs = { Slate: "grey-3", Sea: "blue-1" };
    expect(await woocommerce.addLines(openClassicShop(slugs), [line], all)).toEqual([line]);
    const shop = openClassicShop(slugs);
    const restore = { attribute_pa_colour: "grey-3", attribute_size: "Long", "add-to-cart": "22" };
    expect(await woocommerce.addLines(shop, [{ ...line, restore }], all)).toEqual([]);
    expect(await names(shop)).toEqual([[1, "Linen apron", "Slate", "Long"]]);
  });

  it("has an engraving put in again through the thing's own form, and told when the shop refuses it", async () => {
    const shop = openClassicShop();
    const restore = { engraving: "Ada & Charles", "add-to-cart": "17" };
    const mug = { ...buy("17", "Enamel mug & lid", [], 2), restore };
    const gone = { ...buy("31", "Walnut board"), restore: { engraving: "x", "add-to-cart": "31" } };
    expect(await woocommerce.addLines(shop, [mug, gone], all)).toEqual([gone]);
    expect(await names(shop)).toEqual([[2, "Enamel mug & lid", "Ada & Charles"]]);
  });

  it("leaves what is in a bundle to the bundle", async () => {
    const shop = openClassicShop();
    const part = { ...buy("17", "Enamel mug & lid"), restore: { "part-of": "bundle" } };
    expect(await woocommerce.addLines(shop, [part], all)).toEqual([]);
    expect(await names(shop)).toEqual([]);
  });

  it("takes few requests however long it is", async () => {
    const shop = openClassicShop();
    let requests = 0;
    const counted = {
      ...shop,
      fetch: (...call: Parameters<typeof shop.fetch>) => {
        requests++;
        return shop.fetch(...call);
      },
    };
    const lines = Array.from({ length: 60 }, () => buy("17", "Enamel mug & lid"));
    expect(await woocommerce.addLines(counted, lines, all)).toEqual([]);
    expect(requests).toBe(4);
    expect(await names(shop)).toEqual([[60, "Enamel mug & lid"]]);
  });

  it("is the same in the demo shop", async () => {
    const shop = demoSession("woocommerce");
    const lines = [
      buy("107", "Sea salt flakes", [], 3),
      buy("101", "Enamel mug", [{ name: "pa_colour", value: "rust" }], 2),
    ];
    const soldOut = buy("108", "Oyster shucking knife");
    expect(await woocommerce.addLines(shop, [...lines, soldOut], all)).toEqual([soldOut]);
    const seen = await woocommerce.readCart(shop, all);
    expect(seen?.lines.map(({ quantity }) => quantity).sort()).toEqual([2, 3]);
  });
});

describe("woocommerce: what is gone", () => {
  it("has beside it what is related and in stock, with its price", async () => {
    const apron = { name: "Linen apron", url: "https://shop.example/product/23/" };
    expect(await woocommerce.availability?.(openClassicShop(), buy("31", "Walnut board"), all)).toEqual({
      status: "gone",
      alternatives: [
        {
          name: "Enamel mug & lid",
          url: "https://shop.example/product/17/",
          price: { minor: 1850, currency: "USD" },
        },
        { ...apron, price: { minor: 4200, currency: "USD" } },
      ],
    });
  });

  it("is told by the demo shop, too", async () => {
    const status = async (id: string) =>
      (await woocommerce.availability?.(demoSession("woocommerce"), buy(id, "x"), all))?.status;
    expect([await status("107"), await status("108"), await status("9999")]).toEqual([
      "there",
      "gone",
      "gone",
    ]);
  });

  it.each([
    ["for members alone", 200, { id: 31, is_in_stock: true, is_purchasable: false }],
    ["behind an API that is shut", 404, { code: "rest_no_route" }],
    ["behind one that asks for a name", 401, { code: "rest_not_logged_in" }],
  ])("does not count what is sold %s", async (_, status, body) => {
    const shop = {
      base: new URL("https://shop.example"),
      fetch: async () => Response.json(body, { status }),
    };
    expect(await woocommerce.availability?.(shop, buy("31", "Walnut board"), all)).toEqual({
      status: "unknown",
    });
  });
});

describe("woocommerce: what delivery costs", () => {
  const ask = (region: string | null, lines: LineItem[], country = "US") =>
    woocommerce.estimateDelivery?.(
      openClassicShop(),
      { country, region, currency: "USD", value: 3700 },
      lines,
      all,
    );
  const mugs = [buy("17", "Enamel mug & lid", [], 2)];

  it("is that of the state, where it has one of its own", async () => {
    expect(await ask("US-AK", mugs)).toMatchObject({ price: 800, total: 4950, tax: 450 });
    expect(await ask("US-CA", mugs)).toMatchObject({ price: 500 });
  });

  it("has the tax in it where the shop shows prices with the tax in them", async () => {
    const shop = openClassicShop();
    const taxed = {
      ...shop,
      async fetch(path: string, init?: RequestInit) {
        const told = await shop.fetch(path, init);
        return new Response((await told.text()).replaceAll('"price":"1850"', '"price":"2035"'), told);
      },
    };
    const parcel = { country: "US", region: null, currency: "USD", value: 4070 };
    expect(await woocommerce.estimateDelivery?.(taxed, parcel, mugs, all)).toMatchObject({
      price: 550,
      goods: 4070,
      total: 4620,
    });
  });

  it("is asked for by the slugs that a variation was put in with", async () => {
    const restore = { attribute_pa_colour: "slate", attribute_size: "Long", "add-to-cart": "22" };
    expect(await ask(null, [{ ...buy("23", "Linen apron"), restore }])).toMatchObject({ goods: 4200 });
  });

  it("is not asked for what comes with a bundle, nor for more than the answer of a batch can hold", async () => {
    expect(
      await ask(null, [{ ...buy("17", "Enamel mug & lid"), restore: { "part-of": "bundle" } }]),
    ).toBeNull();
    expect(
      await ask(
        null,
        Array.from({ length: 13 }, () => buy("17", "Enamel mug & lid")),
      ),
    ).toBeNull();
  });
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
