import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { sha256Hex, utf8 } from "../domain/keys.ts";
import { openMedusaShop, publishableKey } from "../testing/shops/medusa.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { medusa } from "./medusa.ts";

const id = "cart_01JDXA";
const ref = await sha256Hex(utf8(id));
const carts = "/api/store/carts";
const settings = { medusa: { apiPath: "/api", publishableKey, productPath: "/{handle}" } };

interface Given {
  name?: string;
  quantity?: unknown;
  price?: unknown;
  variant?: string | null;
  image?: string | null;
  handle?: string | null;
  metadata?: object | null;
}

function item(given: Given = {}) {
  const {
    name = "Enamel mug",
    quantity = 2,
    price = 18.5,
    variant = "Rust / 0.4 l",
    metadata = null,
  } = given;
  return {
    id: "cali_01JDXB",
    variant_id: "variant_01JDXC",
    product_id: "prod_01JDXD",
    product_title: name,
    product_handle: given.handle === undefined ? "enamel-mug" : given.handle,
    title: variant,
    variant_title: variant,
    variant_sku: "MUG-R",
    thumbnail: given.image === undefined ? "/static/mug.jpg" : given.image,
    quantity,
    unit_price: price,
    is_tax_inclusive: false,
    metadata,
    tax_lines: [],
    adjustments: [],
  };
}

function cart(items: unknown, more: object = {}) {
  return {
    id,
    currency_code: "eur",
    region_id: "reg_eu",
    email: null,
    item_total: 45.51,
    item_subtotal: 37,
    item_tax_total: 8.51,
    total: 50.51,
    promotions: [],
    items,
    shipping_address: null,
    ...more,
  };
}

const answer = (method: string, path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method,
  path: `${carts}${path}`,
  headers: { "x-publishable-api-key": "pk_1" },
  responseHeaders: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
  ...more,
});
const get = (body: unknown, more: Partial<Sample> = {}) => answer("GET", `/${id}`, { cart: body }, more);
const post = (path: string, body: unknown, more: Partial<Sample> = {}) =>
  answer("POST", `/${id}${path}`, body, more);

const mug: LineItem = {
  productId: "variant_01JDXC",
  name: "Enamel mug",
  options: [{ name: "Variant", value: "Rust / 0.4 l" }],
  quantity: 2,
  unitMinor: 1850,
  image: "https://shop.example/static/mug.jpg",
  url: "https://shop.example/enamel-mug",
  restore: { region: "reg_eu" },
};
const mugs: CartSnapshot = { currency: "EUR", lines: [mug], totalMinor: 3700, coupons: [], ref };

const action = (path: string, more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path,
  headers: { "next-action": "7f3a", cookie: `_medusa_cache_id=1; _medusa_cart_id=${id}` },
  requestBody: "[]",
  responseHeaders: { "content-type": "text/x-component" },
  body: "0:{}",
  ...more,
});
const addressForm = (path: string): Sample =>
  action(path, {
    headers: {
      "next-action": "7f3a",
      cookie: `_medusa_cart_id=${id}`,
      "content-type": "multipart/form-data; boundary=b",
    },
    requestBody: [
      ["1_shipping_address.city", "Gdynia"],
      ["1_email", "ada@example.com"],
      ["0", '["$K1"]'],
    ]
      .map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .concat("--b--\r\n")
      .join(""),
  });

const order = (more: object = {}) => ({
  type: "order",
  order: {
    id: "order_01JDXE",
    display_id: 12,
    email: "ada@example.com",
    currency_code: "eur",
    total: 50.51,
    items: [],
    ...more,
  },
});
const seenOrder = { number: "order_01JDXE", totalMinor: 5051, currency: "EUR", email: "ada@example.com" };
const page: Sample = { method: "GET", path: "/pl/order/order_01JDXE/confirmed", body: "<html>Thank you" };

const buy = (productId: string, name: string, variant?: string, quantity = 1): LineItem => ({
  productId,
  name,
  options: variant ? [{ name: "Variant", value: variant }] : [],
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});

conformance(medusa, {
  settings,
  pages: {
    "/": { kind: "home", step: null },
    "/pl": { kind: "home", step: null },
    "/pl/store": { kind: "listing", step: null },
    "/pl/collections/summer": { kind: "listing", step: null },
    "/categories/kitchen/mugs": { kind: "listing", step: null },
    "/pl/products/enamel-mug": { kind: "product", step: null },
    "/products/enamel-mug": { kind: "product", step: null },
    "/pl/cart": { kind: "cart", step: "cart" },
    "/pl/checkout": { kind: "checkout", step: "contact" },
    "/pl/checkout?step=address": { kind: "checkout", step: "contact" },
    "/pl/checkout?step=delivery": { kind: "checkout", step: "delivery" },
    "/pl/checkout?step=payment": { kind: "checkout", step: "payment" },
    "/pl/checkout?step=review": { kind: "checkout", step: "payment" },
    "/pl/order/order_01JDXE/confirmed": { kind: "confirmation", step: "done" },
    "/pl/account/orders/details/order_01JDXE": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/pl/cart" },
    { method: "GET", path: "/pl/checkout" },
    { method: "POST", path: "/pl/checkout" },
    { method: "OPTIONS", path: `${carts}/${id}` },
    { method: "GET", path: "/store/carts/cart_1" },
    { method: "GET", path: "/api/store/cartsmith" },
    { method: "GET", path: "/api/store/products?limit=12" },
    { method: "GET", path: "/api/store/customers/me" },
    { method: "POST", path: "/api/auth/customer/emailpass" },
    { method: "POST", path: "/api/store/payment-collections/pay_col_1/payment-sessions" },
    { method: "GET", path: "/_next/static/chunks/checkout.js" },
    { method: "GET", path: "/pl/account/orders/details/order_01JDXE" },
  ],
  carts: {
    "the cart asked for": { sample: get(cart([item()])), cart: mugs },
    "a cart begun": { sample: answer("POST", "", { cart: cart([item()]) }), cart: mugs },
    "a line put in": { sample: post("/line-items", { cart: cart([item()]) }), cart: mugs },
    "a line taken out, the cart as its parent": {
      sample: answer("DELETE", `/${id}/line-items/cali_2`, {
        id: "cali_2",
        object: "line-item",
        deleted: true,
        parent: cart([item()]),
      }),
      cart: mugs,
    },
    "a coupon put in, and one of the shop's own": {
      sample: post("/promotions", {
        cart: cart([item()], {
          promotions: [
            { code: "TEN-OFF", is_automatic: false },
            { code: "SUMMER", is_automatic: true },
          ],
          item_total: 40.96,
          item_tax_total: 7.66,
        }),
      }),
      cart: { ...mugs, totalMinor: 3330, coupons: ["TEN-OFF"] },
    },
    "what could not be paid, with 200": {
      sample: post("/complete", {
        type: "cart",
        cart: cart([item()]),
        error: { type: "payment_authorization_error" },
      }),
      cart: mugs,
    },
    "prices with tax": {
      sample: get(cart([{ ...item({ price: 22.76 }), is_tax_inclusive: true }], { item_total: 45.52 })),
      cart: { ...mugs, totalMinor: 4552, lines: [{ ...mug, unitMinor: 2276 }] },
    },
    "a currency without decimals": {
      sample: get(
        cart([item({ price: 1850 })], { currency_code: "jpy", item_total: 3700, item_tax_total: 0 }),
      ),
      cart: { ...mugs, currency: "JPY" },
    },
    "a currency with three decimals": {
      sample: get(
        cart([item({ price: "1.255" })], { currency_code: "kwd", item_total: 2.51, item_tax_total: 0 }),
      ),
      cart: { ...mugs, currency: "KWD", totalMinor: 2510, lines: [{ ...mug, unitMinor: 1255 }] },
    },
    "a thing of one kind, with a personal text": {
      sample: get(cart([item({ variant: "Default variant", metadata: { engraving: "For Ada" } })])),
      cart: {
        ...mugs,
        lines: [{ ...mug, options: [], restore: { region: "reg_eu", metadata: '{"engraving":"For Ada"}' } }],
      },
    },
    "no totals and no coupons asked for": {
      sample: get(cart([item()], { item_total: undefined, promotions: undefined })),
      cart: { currency: "EUR", lines: [mug], totalMinor: null, ref },
    },
  },
  emptied: {
    "nothing in it": get(cart([])),
    "the last thing taken out": answer("DELETE", `/${id}/line-items/cali_1`, {
      id: "cali_1",
      object: "line-item",
      deleted: true,
      parent: cart([]),
    }),
  },
  changes: {
    "an action of the storefront's server": action("/pl/products/enamel-mug"),
    "an action that begins a cart": action("/pl/products/enamel-mug", {
      headers: { "next-action": "7f3a" },
      responseHeaders: { "set-cookie": `_medusa_cart_id=${id}; Path=/; HttpOnly; SameSite=strict` },
    }),
    "an action that ends one, and leads on": action("/pl/checkout?step=review", {
      status: 303,
      responseHeaders: { "set-cookie": "_medusa_cart_id=; Path=/; Max-Age=-1" },
    }),
    "a change whose answer holds a part": post(
      "/line-items?fields=id",
      { cart: { id } },
      { headers: { cookie: `_medusa_cart_id=${id}` } },
    ),
  },
  unreadable: {
    "no key, 400": get(null, { status: 400, body: '{"type":"not_allowed","message":"Publishable API key"}' }),
    "not found, 404": get(null, { status: 404, body: '{"type":"not_found","message":"Cart id not found"}' }),
    "sold out, 400": post("/line-items", { type: "not_allowed", message: "No inventory" }, { status: 400 }),
    "a part of a cart": get({ id, region_id: "reg_eu" }),
    "a cart that was bought": get(cart([item()], { completed_at: "2026-11-20T12:00:00.000Z" })),
    "no currency": get(cart([item()], { currency_code: null })),
    "things that are no list": get(cart({ 0: item() })),
    "a line without a quantity": get(cart([item(), item({ quantity: null })])),
    "half of a thing": get(cart([item({ quantity: 0.5 })])),
    "a line without a price": get(cart([item({ price: null })])),
    "a line that is none": get(cart([null])),
    "a line deleted from nothing": answer("DELETE", `/${id}/line-items/x`, { id: "x", deleted: true }),
    "an action without a cart that can be read": action("/pl/cart", { headers: { "next-action": "7f3a" } }),
    "an action refused": action("/pl/cart", { status: 500 }),
  },
  addresses: {
    "with the cart": {
      sample: post("", { cart: cart([item()], { email: "ada@example.com" }) }),
      email: "ada@example.com",
    },
    "with the cart, and where to send it": {
      sample: post("", {
        cart: cart([item()], { email: "ada@example.com", shipping_address: { first_name: "Ada" } }),
      }),
      email: "ada@example.com",
      name: "Ada",
    },
    "with the order": { sample: post("/complete", order()), email: "ada@example.com" },
    "by the checkout's own form, to the storefront's server": {
      sample: addressForm("/pl/checkout?step=address"),
      email: "ada@example.com",
    },
  },
  orders: {
    placed: { sample: post("/complete", order()), order: seenOrder },
    "placed, without a total": {
      sample: post("/complete", order({ total: null, email: null })),
      order: { ...seenOrder, totalMinor: null, email: null },
    },
    "its page": { sample: page, order: { ...seenOrder, totalMinor: null, currency: null, email: null } },
  },
  notOrders: {
    "what could not be paid, with 200": post("/complete", { type: "cart", cart: cart([item()]) }),
    "what is being completed already, 409": post("/complete", { type: "conflict" }, { status: 409 }),
    "an order without an id": post("/complete", order({ id: null })),
    "an order that something else tells of": post("/line-items", order()),
    "its page, which leads away": { ...page, status: 307 },
    "its page, not found": { ...page, status: 404 },
  },
  cartOf: ({ name, image, url }) =>
    // A product's page is told by its name in addresses alone.
    get(cart([item({ name, image, handle: url.startsWith("/") ? url.slice(1) : null })])),
  shop: {
    open: openMedusaAtApi,
    simple: buy("variant_17", "Enamel mug & lid"),
    optioned: [
      buy("variant_23_Sea_Long", "Linen apron", "Sea / Long", 2),
      buy("variant_23_Slate_Regular", "Linen apron", "Slate / Regular"),
    ],
    soldOut: buy("variant_31", "Walnut board"),
    unknown: buy("variant_999", "Nothing we know"),
    coupon: "TEN-OFF",
  },
  delivery: {
    there: {
      parcel: { country: "PL", region: null, currency: "EUR" },
      estimate: { currency: "EUR", price: 450, days: null, goods: 3700, total: 4150, tax: 377 },
    },
    nowhere: { country: "AQ", region: null, currency: "EUR" },
  },
});

/** The shop as its merchant routes it: the API under a path of its own. */
function openMedusaAtApi() {
  const shop = openMedusaShop();
  return {
    ...shop,
    fetch: (path: string, init?: RequestInit) => shop.fetch(path.replace(/^\/api\//, "/"), init),
  };
}

describe("medusa: a cart on another device", () => {
  const all = storeSettings.parse(settings);
  const cookie = "_medusa_cart_id";
  const mugs = (quantity = 1) => buy("variant_17", "Enamel mug & lid", undefined, quantity);

  it("is a new cart, which the browser is told of", async () => {
    const shop = openMedusaAtApi();
    await medusa.addLines(shop, [mugs()], all);
    const first = shop.cookie(cookie);
    await medusa.addLines(shop, [mugs()], all);
    expect(shop.cookie(cookie)).not.toBe(first);
    expect(shop.carts.size).toBe(2);
  });

  it("holds what was in the cart there, with its codes and address", async () => {
    const shop = openMedusaAtApi();
    await medusa.addLines(shop, [buy("variant_23_Sea_Long", "Linen apron")], all);
    await medusa.applyCoupon(shop, "TEN-OFF", all);
    const own = shop.carts.get(shop.cookie(cookie) ?? "");
    if (own) own.email = "own@example.com";
    await medusa.addLines(shop, [mugs()], all);
    expect(await medusa.readCart(shop, all)).toMatchObject({
      lines: [{ productId: "variant_23_Sea_Long" }, { productId: "variant_17" }],
      coupons: ["TEN-OFF"],
    });
    expect(shop.carts.get(shop.cookie(cookie) ?? "")?.email).toBe("own@example.com");
  });

  it("loses nothing of a cart whose things the shop does not sell again", async () => {
    const shop = openMedusaAtApi();
    await medusa.addLines(shop, [mugs(999)], all);
    const own = shop.cookie(cookie);
    const line = shop.carts.get(own ?? "")?.visit.lines[0];
    if (line) line.quantity = 2000;
    expect(await medusa.addLines(shop, [buy("variant_23_Sea_Long", "Linen apron")], all)).toEqual([]);
    expect(shop.cookie(cookie)).toBe(own);
    expect(await medusa.readCart(shop, all)).toMatchObject({ lines: [{ quantity: 2000 }, { quantity: 1 }] });
  });

  it("is a new one where the old one was bought", async () => {
    const shop = openMedusaAtApi();
    await medusa.addLines(shop, [mugs(5)], all);
    shop.complete(shop.cookie(cookie) ?? "");
    expect(await medusa.readCart(shop, all)).toMatchObject({ lines: [] });
    expect(await medusa.addLines(shop, [mugs(2)], all)).toEqual([]);
    expect(await medusa.readCart(shop, all)).toMatchObject({ lines: [{ quantity: 2 }] });
  });

  it("has the personal text of each line again", async () => {
    const shop = openMedusaAtApi();
    await medusa.addLines(
      shop,
      [{ ...mugs(), restore: { region: "reg_eu", metadata: '{"text":"For Ada"}' } }],
      all,
    );
    const cart = await medusa.readCart(shop, all);
    expect(cart?.lines[0]?.restore?.metadata).toBe('{"text":"For Ada"}');
  });

  it("is not begun, and not taken for empty, without the storefront's key", async () => {
    const keyless = storeSettings.parse({ medusa: { ...settings.medusa, publishableKey: null } });
    const shop = openMedusaAtApi();
    expect(await medusa.readCart(shop, keyless)).toBeNull();
    expect(await medusa.addLines(shop, [mugs()], keyless)).toEqual([mugs()]);
    expect(shop.carts.size).toBe(0);
  });

  it("is told by nothing that opens the shopper's cart", async () => {
    const seen = await observe(medusa, get(cart([item()], { email: "ada@example.com" })), settings);
    expect(JSON.stringify((seen as { cart: unknown }).cart)).not.toContain(id);
  });
});

describe("medusa: accounts", () => {
  it.each(["/pl/account", "/account/addresses", "/pl/login"])("are not looked into: %s", async (path) => {
    expect(await observe(medusa, addressForm(path), settings)).toBe("unwatched");
  });

  it("are not looked into on any page but the checkout, whatever field is called email", async () => {
    expect(await observe(medusa, addressForm("/pl/products/enamel-mug"), settings)).toEqual({
      changed: true,
    });
  });
});

describe("medusa: what is paid with", () => {
  it.each(["delivery", "payment", "review"])("is never copied, at the step of %s", async (step) => {
    expect(await observe(medusa, addressForm(`/pl/checkout?step=${step}`), settings)).toEqual({
      changed: true,
    });
  });
});
