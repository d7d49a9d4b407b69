import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { utf8 } from "../domain/keys.ts";
import { openShopify, variantOf } from "../testing/shops/shopify.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample, type SignedSample } from "./conformance.ts";
import type { ShopSession } from "./contract.ts";
import { shopify } from "./shopify.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const settings = storeSettings.parse({});

function item(given: object = {}) {
  return {
    id: 4101,
    variant_id: 4101,
    key: "4101:9f8e7d",
    product_id: 41,
    quantity: 2,
    title: "Rain jacket - Moss / M",
    product_title: "Rain jacket",
    price: 9900,
    original_price: 9900,
    discounted_price: 8900,
    final_price: 8900,
    url: "/products/rain-jacket?variant=4101",
    featured_image: { url: "//cdn.shop.example/jacket.jpg?v=3", alt: "" },
    image: "https://cdn.shop.example/jacket-small.jpg",
    options_with_values: [
      { name: "Colour", value: "Moss" },
      { name: "Size", value: "M" },
    ],
    properties: {},
    ...given,
  };
}

const cart = (items: unknown[], more: object = {}) => ({
  token: "Z2NwLXRlc3Q6MDFK?key=5e6f7a",
  note: null,
  attributes: {},
  total_price: items.length === 0 ? 0 : 17800,
  total_discount: 0,
  item_count: items.length,
  items,
  requires_shipping: items.length > 0,
  currency: "GBP",
  items_subtotal_price: items.length === 0 ? 0 : 17800,
  cart_level_discount_applications: [],
  discount_codes: [],
  ...more,
});

const answer = (method: string, path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method,
  path,
  responseHeaders: json,
  body: JSON.stringify(body),
  ...more,
});
const get = (body: unknown, more: Partial<Sample> = {}) => answer("GET", "/cart.js", body, more);
const redirect = (method: string, path: string, to = "/cart"): Sample => ({
  method,
  path,
  headers: form,
  status: 302,
  responseHeaders: { location: to },
  body: "",
});

const jacket: LineItem = {
  productId: "4101",
  name: "Rain jacket",
  options: [
    { name: "Colour", value: "Moss" },
    { name: "Size", value: "M" },
  ],
  quantity: 2,
  unitMinor: 8900,
  image: "https://cdn.shop.example/jacket.jpg?v=3",
  url: "https://shop.example/products/rain-jacket?variant=4101",
};
const jackets: CartSnapshot = {
  currency: "GBP",
  lines: [jacket],
  totalMinor: 17800,
  coupons: [],
  ref: "Z2NwLXRlc3Q6MDFK",
};

const order = {
  id: 5678901234,
  admin_graphql_api_id: "gid://shopify/Order/5678901234",
  order_number: 1042,
  name: "#1042",
  email: "ada@example.com",
  cart_token: "Z2NwLXRlc3Q6MDFK",
  checkout_token: "c0ffee",
  created_at: "2026-11-20T12:59:58+01:00",
  updated_at: "2026-11-20T13:00:01+01:00",
  cancelled_at: null,
  financial_status: "paid",
  currency: "GBP",
  total_price: "182.95",
  total_price_set: {
    shop_money: { amount: "182.95", currency_code: "GBP" },
    presentment_money: { amount: "182.95", currency_code: "GBP" },
  },
  customer: { id: 7, email: "ada@example.com" },
};
const placedAt = Date.UTC(2026, 10, 20, 11, 59, 58);

/** A delivery as Shopify makes it. The signature covers the body and nothing else. */
const deliver =
  (topic: string, content: unknown, more: Record<string, string> = {}) =>
  async (secret: string) => {
    const body = utf8(typeof content === "string" ? content : JSON.stringify(content));
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["sign"]);
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, body));
    const headers = new Headers({
      "x-shopify-topic": topic,
      "x-shopify-hmac-sha256": btoa(String.fromCharCode(...signature)),
      "x-shopify-shop-domain": "shop.myshopify.example",
      "x-shopify-webhook-id": "b54557e4",
      "x-shopify-event-id": "98880550",
      "x-shopify-triggered-at": "2026-11-20T12:00:00.000Z",
      ...more,
    });
    return { headers, body };
  };

const signed =
  (topic: string, content: object, event: Partial<SignedSample["event"]> = {}) =>
  async (secret: string): Promise<SignedSample> => ({
    delivery: await deliver(topic, content)(secret),
    event: {
      id: "placed/5678901234",
      at: placedAt,
      kind: "placed",
      order: { number: "5678901234", totalMinor: 18295, currency: "GBP", email: "ada@example.com" },
      cartRef: "Z2NwLXRlc3Q6MDFK",
      emailSha256: null,
      ...event,
    },
  });

const off = (at: number) => ({ id: "cancelled/5678901234", kind: "cancelled", at }) as const;

const buy = (
  productId: string,
  name: string,
  chosen: Record<string, string> = {},
  quantity = 1,
): LineItem => ({
  productId: variantOf(productId, chosen) || productId,
  name,
  options: Object.entries(chosen).map(([name, value]) => ({ name, value })),
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});

conformance(shopify, {
  pages: {
    "/": { kind: "home", step: null },
    "/fr": { kind: "home", step: null },
    "/en-ca/": { kind: "home", step: null },
    "/collections/all": { kind: "listing", step: null },
    "/collections": { kind: "listing", step: null },
    "/zh-hant/collections/coats/moss": { kind: "listing", step: null },
    "/search?q=coat": { kind: "listing", step: null },
    "/products/rain-jacket?variant=4101": { kind: "product", step: null },
    "/collections/coats/products/rain-jacket": { kind: "product", step: null },
    "/pt-BR/products/rain-jacket": { kind: "product", step: null },
    "/cart": { kind: "cart", step: "cart" },
    "/de/cart/": { kind: "cart", step: "cart" },
    "/cart/4101:2": { kind: "other", step: null },
    "/checkouts/cn/Z2NwLXRlc3Q/information": { kind: "other", step: null },
    "/checkouts/cn/Z2NwLXRlc3Q/thank-you": { kind: "other", step: null },
    "/account": { kind: "other", step: null },
    "/pages/cart": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/cart" },
    { method: "GET", path: "/cart?section_id=cart-drawer" },
    { method: "GET", path: "/cart/shipping_rates.json?shipping_address[zip]=1" },
    { method: "OPTIONS", path: "/cart.js" },
    { method: "GET", path: "/products/rain-jacket.js" },
    { method: "GET", path: "/collections/cart.js" },
    { method: "GET", path: "/contact" },
    { method: "POST", path: "/account/login" },
    { method: "POST", path: "/checkouts/cn/Z2NwLXRlc3Q" },
    { method: "POST", path: "/api/2026-01/graphql.json" },
    { method: "GET", path: "/checkout" },
  ],
  carts: {
    "the cart asked for": { sample: get(cart([item()])), cart: jackets },
    "in another language": { sample: { ...get(cart([item()])), path: "/fr/cart.js" }, cart: jackets },
    "by its other name": { sample: { ...get(cart([item()])), path: "/cart.json" }, cart: jackets },
    "a quantity changed, with the sections of the page": {
      sample: answer(
        "POST",
        "/en-ca/cart/change",
        cart([item()], { sections: { "cart-drawer": "<div>…</div>", "cart-icon-bubble": null } }),
      ),
      cart: jackets,
    },
    "several changed at once": { sample: answer("POST", "/cart/update.js", cart([item()])), cart: jackets },
    "coupons, of which one has no use": {
      sample: get(
        cart([item()], {
          total_price: 16020,
          discount_codes: [
            { code: "AUTUMN", applicable: true },
            { code: "SPRING", applicable: false },
          ],
        }),
      ),
      cart: { ...jackets, totalMinor: 16020, coupons: ["AUTUMN"] },
    },
    "a currency without decimals, in hundredths all the same": {
      sample: get(cart([item({ final_price: 150000 })], { currency: "JPY", total_price: 300000 })),
      cart: { ...jackets, currency: "JPY", lines: [{ ...jacket, unitMinor: 1500 }], totalMinor: 3000 },
    },
    "a currency with three decimals, in hundredths all the same": {
      sample: get(cart([item({ final_price: 1250 })], { currency: "KWD", total_price: 2500 })),
      cart: { ...jackets, currency: "KWD", lines: [{ ...jacket, unitMinor: 12500 }], totalMinor: 25000 },
    },
    "a thing without options": {
      sample: get(cart([item({ options_with_values: [{ name: "Title", value: "Default Title" }] })])),
      cart: { ...jackets, lines: [{ ...jacket, options: [] }] },
    },
    "what the buyer gave the line: shown, hidden, a file": {
      sample: get(
        cart([
          item({
            properties: {
              Engraving: "A & B",
              _bundle: "x1",
              Photo: "https://cdn.shop.example/uploads/1.png",
              Gift: true,
              Empty: "",
            },
          }),
        ]),
      ),
      cart: {
        ...jackets,
        lines: [
          {
            ...jacket,
            options: [
              ...jacket.options,
              { name: "Engraving", value: "A & B" },
              { name: "Gift", value: "true" },
            ],
            restore: {
              "properties[Engraving]": "A & B",
              "properties[_bundle]": "x1",
              "properties[Photo]": "https://cdn.shop.example/uploads/1.png",
              "properties[Gift]": "true",
            },
          },
        ],
      },
    },
    "a selling plan": {
      sample: get(
        cart([
          item({ selling_plan_allocation: { selling_plan: { id: 183638, name: "Delivered every month" } } }),
        ]),
      ),
      cart: {
        ...jackets,
        lines: [
          {
            ...jacket,
            options: [...jacket.options, { name: "selling_plan", value: "Delivered every month" }],
            restore: { selling_plan: "183638" },
          },
        ],
      },
    },
    "without what older shops do not send": {
      sample: get(
        cart([item({ options_with_values: undefined, properties: null, final_price: undefined })], {
          discount_codes: undefined,
          total_price: null,
          token: undefined,
        }),
      ),
      cart: { currency: "GBP", lines: [{ ...jacket, options: [], unitMinor: 9900 }], totalMinor: null },
    },
  },
  emptied: {
    "the cart asked for": get(cart([])),
    "the last thing taken out": answer("POST", "/cart/change.js", cart([])),
  },
  changes: {
    "a thing added, told alone": answer("POST", "/cart/add.js", item()),
    "several things added": answer("POST", "/fr/cart/add", { items: [item(), item()] }),
    "a thing added by a form": redirect("POST", "/cart/add"),
    "a thing added by a link": redirect("GET", "/cart/add?id=4101&quantity=1"),
    "a thing taken out by a link": redirect("GET", "/cart/change?line=1&quantity=0"),
    "the cart page's form": redirect("POST", "/cart"),
    "on the way to the checkout": redirect("POST", "/cart", "/checkout"),
    "emptied, without a currency": answer("POST", "/cart/clear.js", {
      token: "Z2NwLXRlc3Q6MDFK?key=5e6f7a",
      item_count: 0,
      items: [],
      total_price: 0,
    }),
    "told off, having taken what there was": answer(
      "POST",
      "/cart/add.js",
      {
        status: 422,
        message: "Cart Error",
        description: "Only 3 items were added to your cart due to availability.",
      },
      { status: 422 },
    ),
  },
  unreadable: {
    "a line that is none": get(cart([null])),
    "a line without a quantity": get(cart([item(), item({ quantity: null })])),
    "a quantity of none": get(cart([item({ quantity: 0 })])),
    "a price that is no whole number": get(cart([item({ final_price: "89.00" })])),
    "items that are no list": get(cart([], { items: {} })),
    "no currency": get(cart([item()], { currency: null })),
    "a currency that is none": get(cart([item()], { currency: "pounds" })),
    "an unknown thing, 404": answer(
      "POST",
      "/cart/update.js",
      { status: 404, message: "Cart Error", description: "Cannot find variant" },
      { status: 404 },
    ),
    "too many requests": { ...get(null), status: 429, body: "" },
    "a page of maintenance": { ...get(null), status: 503, body: "<html>Back soon</html>" },
    "the shop's password page": { ...get(null), status: 302, responseHeaders: { location: "/password" } },
  },
  addresses: {
    "the newsletter's form": {
      sample: {
        ...redirect("POST", "/contact", "/?customer_posted=true"),
        requestBody: "form_type=customer&utf8=%E2%9C%93&contact%5Bemail%5D=ada%40example.com",
      },
      email: "ada@example.com",
    },
    "a question, in another language": {
      sample: {
        ...redirect("POST", "/fr/contact", "/fr/pages/contact?contact_posted=true"),
        requestBody: "form_type=contact&contact%5Bemail%5D=ada%40example.com&contact%5Bbody%5D=Hello",
      },
      email: "ada@example.com",
    },
  },
  orders: {},
  notOrders: {
    "the cart page's form, on the way to the checkout": redirect("POST", "/cart", "/checkout"),
    "a cart": get(cart([item()])),
  },
  cartOf: ({ name, image, url }) =>
    get(cart([item({ product_title: name, featured_image: { url: image }, url })])),
  shop: {
    open: openShopify,
    simple: buy("17", "Enamel mug & lid"),
    optioned: [
      {
        ...buy("23", "Linen apron", { Colour: "Slate", Size: "Regular" }, 2),
        options: [
          { name: "Colour", value: "Slate" },
          { name: "Size", value: "Regular" },
          { name: "selling_plan", value: "Every month" },
          { name: "Embroidery", value: "J & K" },
        ],
        restore: { selling_plan: "183638", "properties[Embroidery]": "J & K", "properties[_from]": "quiz" },
      },
      buy("23", "Linen apron", { Colour: "Sea", Size: "Long" }),
    ],
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    gone: [
      { ...buy("31", "Walnut board"), url: "https://shop.example/products/31?variant=3100" },
      { ...buy("23", "Linen apron, a variant that is no more"), url: "https://shop.example/products/23" },
      { ...buy("999", "Nothing we know"), url: "https://shop.example/collections/new/products/999" },
    ],
    coupon: "TEN-OFF",
  },
  webhooks: {
    isTimed: false,
    events: {
      "an order": signed("orders/create", order),
      "an order seen once more, as it is paid": signed("orders/updated", {
        ...order,
        updated_at: "2026-11-21T09:00:00Z",
      }),
      "an order in another currency than the shop's": signed(
        "orders/create",
        {
          ...order,
          total_price_set: { presentment_money: { amount: "35000", currency_code: "JPY" } },
        },
        { order: { number: "5678901234", totalMinor: 35000, currency: "JPY", email: "ada@example.com" } },
      ),
      "an order typed in by the merchant, without cart or address": signed(
        "orders/create",
        {
          ...order,
          cart_token: null,
          email: "",
          contact_email: null,
          customer: null,
          total_price_set: undefined,
        },
        {
          cartRef: null,
          order: { number: "5678901234", totalMinor: 18295, currency: "GBP", email: null },
        },
      ),
      "an order whose cart is named with its key": signed("orders/create", {
        ...order,
        cart_token: "Z2NwLXRlc3Q6MDFK?key=5e6f7a",
      }),
      "an order that is cancelled": signed(
        "orders/cancelled",
        { ...order, cancelled_at: "2026-11-20T14:00:00Z" },
        off(Date.UTC(2026, 10, 20, 14)),
      ),
      "an order that is refunded whole": signed(
        "orders/updated",
        { ...order, financial_status: "refunded", updated_at: "2026-11-20T15:00:00Z" },
        off(Date.UTC(2026, 10, 20, 15)),
      ),
      "a checkout that names its order": signed("checkouts/update", {
        ...order,
        id: 99,
        admin_graphql_api_id: undefined,
        order_number: undefined,
        abandoned_checkout_url: "https://shop.example/checkouts/c0ffee/recover",
        completed_at: order.created_at,
        order_id: order.id,
      }),
    },
    ignored: {
      "a checkout under way": deliver("checkouts/update", {
        id: 99,
        token: "c0ffee",
        completed_at: null,
        abandoned_checkout_url: "https://shop.example/x",
      }),
      "a checkout that is over and does not say as which order": deliver("checkouts/update", {
        id: 99,
        token: "c0ffee",
        completed_at: order.created_at,
        abandoned_checkout_url: "https://shop.example/x",
      }),
      "another topic": deliver("refunds/create", {
        id: 5,
        order_id: 5678901234,
        admin_graphql_api_id: "gid://shopify/Refund/5",
      }),
      "a test from the merchant's settings": deliver("orders/create", order, { "x-shopify-test": "true" }),
    },
    unreadable: {
      "no JSON": deliver("orders/create", "<order/>"),
      "no object": deliver("orders/create", []),
      "not an order": deliver("orders/create", { id: 1 }),
      "no id": deliver("orders/create", { ...order, id: null }),
      "no time": deliver("orders/create", { ...order, created_at: "yesterday" }),
    },
  },
});

describe("shopify: other people's addresses", () => {
  const id = Number(variantOf("17"));
  const card = item({
    id,
    variant_id: id,
    properties: { "Recipient email": "bob@example.com", Message: "Happy birthday" },
  });

  it("in a gift card's line are not kept, and the line is not put in again without them", async () => {
    const seen = await observe(shopify, get(cart([card])));
    expect(JSON.stringify(seen)).not.toContain("bob@");
    if (seen === "unwatched" || !seen.cart) throw new Error("no cart");
    const shop = openShopify();
    expect(await shopify.addLines(shop, seen.cart.lines, settings)).toEqual(seen.cart.lines);
    expect(shop.visit.lines).toEqual([]);
  });
});

describe("shopify: a cart in the shop", () => {
  it("tells how many of a line the shop did not have, also when it says 200", async () => {
    const fetch = async () => Response.json(item({ quantity: 3 }));
    const shop: ShopSession = { ...openShopify(), fetch };
    const line = { ...jacket, quantity: 5 };
    expect(await shopify.addLines(shop, [line], settings)).toEqual([{ ...line, quantity: 2 }]);
  });

  it("is emptied when that is asked for, and not said to be while it is not", async () => {
    const shop = openShopify();
    await shopify.addLines(shop, [buy("17", "Enamel mug & lid")], settings);
    expect(await shopify.clearCart?.(shop, settings)).toBe(true);
    expect(await shopify.readCart(shop, settings)).toMatchObject({ lines: [] });
    const closed = { ...shop, fetch: async () => new Response("<html>Back soon</html>") };
    expect(await shopify.clearCart?.(closed, settings)).toBe(false);
  });

  it("keeps its coupons when one more is tried, and when that is refused", async () => {
    const shop = openShopify();
    await shopify.addLines(shop, [buy("17", "Enamel mug & lid")], settings);
    expect(await shopify.applyCoupon(shop, "TEN-OFF", settings)).toBe(true);
    expect(await shopify.applyCoupon(shop, "NO-SUCH-CODE", settings)).toBe(false);
    expect(await shopify.applyCoupon(shop, "TWO,CODES", settings)).toBe(false);
    const left = (await (await shop.fetch("/cart.js")).json()) as { discount_codes: unknown };
    expect(left.discount_codes).toEqual([{ code: "TEN-OFF", applicable: true }]);
  });
});

describe("shopify: a webhook", () => {
  const read = async (delivery: { headers: Headers; body: Uint8Array<ArrayBuffer> }) =>
    shopify.webhooks?.read(delivery, ["s"], Date.now(), settings);

  it("cannot be made another event by headers, which are not signed", async () => {
    const { headers, body } = await deliver("orders/create", order)("s");
    const first = await read({ headers, body });
    headers.set("x-shopify-topic", "orders/cancelled");
    headers.set("x-shopify-event-id", "another");
    headers.set("x-shopify-triggered-at", "2030-01-01T00:00:00Z");
    expect(await read({ headers, body })).toEqual(first);
  });

  it.each(["", "=", "not base64!", btoa("short")])("with a signature of %j is forged", async (signature) => {
    const { headers, body } = await deliver("orders/create", order)("s");
    headers.set("x-shopify-hmac-sha256", signature);
    expect(await read({ headers, body })).toEqual({ status: "forged" });
  });
});

describe("shopify: an address", () => {
  it("is not read out of forms that are refused, or of another kind", async () => {
    const sample: Sample = {
      method: "POST",
      path: "/contact",
      headers: form,
      requestBody: "contact%5Bemail%5D=ada%40example.com",
      body: null,
    };
    expect(await observe(shopify, { ...sample, status: 429 })).toEqual({});
    expect(await observe(shopify, { ...sample, requestBody: "contact[name]=Ada" })).toEqual({});
    expect(await observe(shopify, { ...sample, headers: { "content-type": "multipart/form-data" } })).toEqual(
      {},
    );
  });
});

describe("shopify: what is gone", () => {
  const gone = (url: string) => ({ ...buy("31", "Walnut board"), url });
  const noting = (asked: string[], fetch: ShopSession["fetch"]) => (path: string) => {
    asked.push(path);
    return fetch(path);
  };

  it("has beside it what the shop recommends and still has, without a price that might be another currency's", async () => {
    const asked: string[] = [];
    const shop = openShopify();
    const told = { base: shop.base, fetch: noting(asked, shop.fetch) };
    expect(await shopify.availability?.(told, gone("https://shop.example/products/31"), settings)).toEqual({
      status: "gone",
      alternatives: [
        {
          name: "Enamel mug & lid",
          url: "https://shop.example/products/17?pr_prod_strat=use_description",
          price: null,
        },
        {
          name: "Linen apron",
          url: "https://shop.example/products/23?pr_prod_strat=use_description",
          price: null,
        },
      ],
    });
    expect(asked).toEqual([
      "/products/31.js",
      "/recommendations/products.json?product_id=31&limit=10&intent=related",
    ]);
  });

  it("is asked for in the shopper's own market, and nowhere but at the shop", async () => {
    const asked: string[] = [];
    const told = {
      base: new URL("https://shop.example"),
      fetch: noting(asked, async () => new Response(null, { status: 503 })),
    };
    for (const url of [
      "https://shop.example/en-ca/collections/new/products/31?variant=310001",
      "https://evil.example/products/31",
      "https://shop.example/pages/about",
    ])
      expect(await shopify.availability?.(told, gone(url), settings)).toEqual({ status: "unknown" });
    expect(asked).toEqual(["/en-ca/products/31.js"]);
  });
});
