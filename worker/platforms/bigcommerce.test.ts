import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { utf8 } from "../domain/keys.ts";
import { openBigcommerce, optionIds } from "../testing/shops/bigcommerce.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { bigcommerce } from "./bigcommerce.ts";
import { conformance, observe, type Sample, type SignedSample } from "./conformance.ts";

const cartId = "5b0e7a5c-1f2d-4c3b-9a8e-7d6c5b4a3f21";
const api = "/api/storefront";
const include = "?include=lineItems.physicalItems.options,lineItems.digitalItems.options";
const checkoutInclude =
  "?include=cart.lineItems.physicalItems.options%2Ccart.lineItems.digitalItems.options%2Ccustomer";
const settings = storeSettings.parse({});

function item(given: object = {}) {
  return {
    id: "9c1d2e3f",
    parentId: null,
    variantId: 310,
    productId: 88,
    sku: "KETTLE-RED",
    name: "Camp kettle",
    url: "https://shop.example/camp-kettle/",
    quantity: 2,
    imageUrl: "https://cdn.shop.example/kettle.jpg",
    discountAmount: 0,
    couponAmount: 0,
    originalPrice: 42,
    listPrice: 39.95,
    salePrice: 35.955,
    extendedListPrice: 79.9,
    extendedSalePrice: 71.91,
    addedByPromotion: false,
    options: [
      { name: "Colour", nameId: 125, value: "Red", valueId: 201 },
      { name: "Engraving", nameId: 140, value: "Ada & Bob", valueId: null },
    ],
    ...given,
  };
}

const cart = (physicalItems: unknown[], more: object = {}, items: object = {}) => ({
  id: cartId,
  customerId: 0,
  email: "",
  currency: { name: "US Dollars", code: "USD", symbol: "$", decimalPlaces: 2 },
  isTaxIncluded: false,
  baseAmount: 79.9,
  discountAmount: 0,
  cartAmount: 71.91,
  coupons: [],
  discounts: [],
  lineItems: { physicalItems, digitalItems: [], giftCertificates: [], customItems: [], ...items },
  locale: "en",
  version: 1,
  ...more,
});

const certificate = {
  id: "gc1",
  name: "$50 Gift Certificate",
  theme: "General",
  amount: 50,
  sender: { name: "Ada", email: "ada@example.com" },
  recipient: { name: "Bob", email: "bob@example.com" },
};

const answer = (method: string, path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method,
  path: api + path,
  responseHeaders: { "content-type": "application/json" },
  body: JSON.stringify(body),
  ...more,
});
const get = (body: unknown, more: Partial<Sample> = {}) => answer("GET", `/carts${include}`, [body], more);
const checkout = (method: string, path: string, more: object = {}, sample: Partial<Sample> = {}) =>
  answer(
    method,
    `/checkouts/${cartId}${path}${checkoutInclude}`,
    { id: cartId, cart: cart([item()]), coupons: [], grandTotal: 80.91, ...more },
    sample,
  );

const plainKettle: LineItem = {
  productId: "88",
  name: "Camp kettle",
  options: [],
  quantity: 2,
  unitMinor: 3596,
  image: "https://cdn.shop.example/kettle.jpg",
  url: "https://shop.example/camp-kettle/",
};
const kettle: LineItem = {
  ...plainKettle,
  options: [
    { name: "Colour", value: "Red" },
    { name: "Engraving", value: "Ada & Bob" },
  ],
  restore: { "choice[125]": "201", "text[140]": "Ada & Bob" },
};
const kettles: CartSnapshot = {
  currency: "USD",
  lines: [kettle],
  totalMinor: 7191,
  coupons: [],
  ref: cartId,
};

const order = (more: object = {}) => ({
  orderId: 252,
  cartId,
  currency: { code: "USD", decimalPlaces: 2 },
  isComplete: true,
  status: "AWAITING_FULFILLMENT",
  orderAmount: 80.91,
  billingAddress: { firstName: "Ada", email: "ada@example.com" },
  lineItems: { physicalItems: [item()], digitalItems: [], giftCertificates: [] },
  ...more,
});
const placed = { number: "252", totalMinor: 8091, currency: "USD", email: "ada@example.com" };

const converted = {
  scope: "store/cart/converted",
  store_id: "1025646",
  data: { type: "cart", id: cartId, orderId: 252 },
  hash: "b86db7c77d7ef8f90d6a8aefa56de32ccd776923",
  created_at: 1795175998,
  producer: "stores/abcde",
};
const statusUpdated = (new_status_id: number) => ({
  scope: "store/order/statusUpdated",
  store_id: "1025646",
  data: { type: "order", id: 252, status: { previous_status_id: 11, new_status_id } },
  hash: "3f9ea420af83450d7ef9f78b08c8af25b2213637",
  created_at: 1795180000,
  producer: "stores/abcde",
});

/** A delivery as Standard Webhooks has it signed. */
const deliver =
  (content: unknown, others = "") =>
  async (secret: string, at: number) => {
    const body = utf8(typeof content === "string" ? content : JSON.stringify(content));
    const id = "msg_2Kw8";
    const timestamp = String(Math.floor(at / 1000));
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["sign"]);
    const signed = utf8(`${id}.${timestamp}.${new TextDecoder().decode(body)}`);
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
    const headers = new Headers({
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `${others}v1,${btoa(String.fromCharCode(...signature))}`,
    });
    return { headers, body };
  };

const signed =
  (content: object, event: Partial<SignedSample["event"]> = {}, others = "") =>
  async (secret: string, at: number): Promise<SignedSample> => ({
    delivery: await deliver(content, others)(secret, at),
    event: {
      id: converted.hash,
      at: converted.created_at * 1000,
      kind: "placed",
      order: { number: "252", totalMinor: null, currency: null, email: null },
      cartRef: cartId,
      emailSha256: null,
      ...event,
    },
  });

const off = {
  id: "3f9ea420af83450d7ef9f78b08c8af25b2213637",
  at: 1795180000_000,
  kind: "cancelled",
  cartRef: null,
} as const;

const buy = (
  productId: string,
  name: string,
  chosen: Record<string, string> = {},
  quantity = 1,
): LineItem => {
  const restore = Object.entries(chosen).map(([option, value]) => {
    const { id, values } = optionIds[option] ?? { id: 0, values: {} };
    return [`choice[${id}]`, String(values[value])];
  });
  return {
    productId,
    name,
    options: Object.entries(chosen).map(([option, value]) => ({ name: option, value })),
    quantity,
    unitMinor: 0,
    image: null,
    url: null,
    ...(restore.length > 0 && { restore: Object.fromEntries(restore) }),
  };
};

conformance(bigcommerce, {
  settings: { bigcommerce: { currency: "USD" } },
  pages: {
    "/": { kind: "home", step: null },
    "/es/": { kind: "home", step: null },
    "/products/camp-kettle/": { kind: "product", step: null },
    "/shop-all/": { kind: "listing", step: null },
    "/brands/northwind/": { kind: "listing", step: null },
    "/search.php?search_query=kettle": { kind: "listing", step: null },
    "/cart.php": { kind: "cart", step: "cart" },
    "/cart.php?suggest=9c1d2e3f": { kind: "cart", step: "cart" },
    "/es/cart": { kind: "cart", step: "cart" },
    "/checkout": { kind: "checkout", step: "contact" },
    "/checkout/": { kind: "checkout", step: "contact" },
    "/fr/checkout.php": { kind: "checkout", step: "contact" },
    "/checkout/order-confirmation": { kind: "confirmation", step: "done" },
    "/checkout/order-confirmation/252?t=abc": { kind: "confirmation", step: "done" },
    "/finishorder.php": { kind: "confirmation", step: "done" },
    "/camp-kettle/": { kind: "other", step: null },
    "/account.php?action=order_status": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/cart.php" },
    { method: "GET", path: "/checkout" },
    { method: "OPTIONS", path: `${api}/carts` },
    { method: "GET", path: `${api}/cartography` },
    { method: "GET", path: `${api}/checkout-settings` },
    { method: "GET", path: `${api}/customers/current` },
    { method: "POST", path: `${api}/orders/252` },
    { method: "GET", path: "/remote/v1/cart/content" },
    { method: "POST", path: "/remote/v1/product-attributes/88" },
    { method: "POST", path: "/internalapi/v1/checkout/order" },
    { method: "POST", path: "/internalapi/v1/checkout/customer" },
    { method: "POST", path: "/login.php?action=check_login" },
    { method: "POST", path: "/graphql" },
  ],
  carts: {
    "the cart asked for, with its options": { sample: get(cart([item()])), cart: kettles },
    "in another language": {
      sample: { ...get(cart([item()])), path: `/es${api}/carts${include}` },
      cart: kettles,
    },
    "a cart begun": { sample: answer("POST", `/carts${include}`, cart([item()])), cart: kettles },
    "a thing added": {
      sample: answer("POST", `/carts/${cartId}/items${include}`, cart([item()])),
      cart: kettles,
    },
    "a quantity changed": {
      sample: answer("PUT", `/carts/${cartId}/items/9c1d2e3f${include}`, cart([item({ quantity: 1 })])),
      cart: { ...kettles, lines: [{ ...kettle, quantity: 1 }] },
    },
    "something to download": {
      sample: get(cart([], {}, { digitalItems: [item({ options: [] })] })),
      cart: { ...kettles, lines: [{ ...plainKettle, restore: { variantId: "310" } }] },
    },
    "a thing without options, which are not sent then": {
      sample: get(cart([item({ options: undefined, variantId: undefined })])),
      cart: { ...kettles, lines: [plainKettle] },
    },
    "a coupon": {
      sample: checkout("POST", "/coupons", {
        cart: cart([item()], { cartAmount: 64.72, coupons: [{ code: "AUTUMN", discountedAmount: 7.19 }] }),
      }),
      cart: { ...kettles, totalMinor: 6472, coupons: ["AUTUMN"] },
    },
    "the checkout opened": {
      sample: { ...checkout("GET", ""), path: `${api}/checkout/${cartId}${checkoutInclude}` },
      cart: kettles,
    },
    "a currency without decimals": {
      sample: get(cart([item({ salePrice: 1500 })], { currency: { code: "JPY" }, cartAmount: 3000 })),
      cart: { ...kettles, currency: "JPY", lines: [{ ...kettle, unitMinor: 1500 }], totalMinor: 3000 },
    },
    "a currency with three decimals": {
      sample: get(cart([item({ salePrice: 1.25 })], { currency: { code: "KWD" }, cartAmount: 2.5 })),
      cart: { ...kettles, currency: "KWD", lines: [{ ...kettle, unitMinor: 1250 }], totalMinor: 2500 },
    },
    "beside a gift certificate, which is left alone": {
      sample: get(cart([item()], { cartAmount: 121.91 }, { giftCertificates: [certificate] })),
      cart: { ...kettles, totalMinor: null },
    },
    "a bundle, without its parts and a promotion's gift": {
      sample: get(
        cart([
          item(),
          item({ id: "part", parentId: "9c1d2e3f", productId: 89, salePrice: 0 }),
          item({ id: "gift", productId: 90, addedByPromotion: true, salePrice: 0 }),
        ]),
      ),
      cart: kettles,
    },
    "what a merchant made for this cart": {
      sample: get(
        cart(
          [item()],
          {},
          {
            customItems: [{ id: "c1", sku: "SM-456", name: "Custom cover", quantity: 1, listPrice: 10 }],
          },
        ),
      ),
      cart: {
        ...kettles,
        lines: [
          kettle,
          {
            productId: "SM-456",
            name: "Custom cover",
            options: [],
            quantity: 1,
            unitMinor: 1000,
            image: null,
            url: null,
            restore: { withheld: "custom" },
          },
        ],
      },
    },
  },
  emptied: {
    "the cart asked for: there is none": answer("GET", `/carts${include}`, []),
    "the cart thrown away": { ...answer("DELETE", `/carts/${cartId}`, null), status: 204, body: null },
    "the last thing taken out": answer("DELETE", `/carts/${cartId}/items/9c1d2e3f${include}`, cart([])),
  },
  emptyAnswers: ["[]"],
  changes: {
    "a thing added by the theme": {
      method: "POST",
      path: "/remote/v1/cart/add",
      body: '{"data":{"cart_id":"x","cart_item":{"id":"9c1d2e3f"}}}',
    },
    "a coupon entered in the theme": { method: "POST", path: "/remote/v1/apply-code", body: "{}" },
    "a thing added by a form": { method: "POST", path: "/cart.php", status: 302, body: "" },
    "a thing added by a link": {
      method: "GET",
      path: "/cart.php?action=add&product_id=88",
      status: 302,
      body: "",
    },
    "a thing added, its options not asked for": answer(
      "POST",
      `/carts/${cartId}/items`,
      cart([item({ options: undefined })]),
    ),
    "a list where a cart was to come": answer("POST", `/carts${include}`, []),
    "a thing taken out, without a word": {
      ...answer("DELETE", `/carts/${cartId}/items/9c1d2e3f`, null),
      status: 204,
      body: null,
    },
    "a coupon taken off, told in another form": checkout("DELETE", "/coupons/AUTUMN", { cart: undefined }),
  },
  unreadable: {
    "options not asked for, so that no line says which it is": answer("GET", "/carts", [
      cart([item({ options: undefined })]),
    ]),
    "only a gift certificate": get(cart([], {}, { giftCertificates: [certificate] })),
    "a line that is none": get(cart([null])),
    "a line without a quantity": get(cart([item(), item({ quantity: null })])),
    "half of a thing": get(cart([item({ quantity: 1.5 })])),
    "a price that is no number": get(cart([item({ salePrice: "free" })])),
    "an option without its id": get(cart([item({ options: [{ name: "Colour", value: "Red" }] })])),
    "no lines": get({ ...cart([]), lineItems: null }),
    "no list of lines": get(cart([], {}, { physicalItems: {} })),
    "no currency": get(cart([item()], { currency: null })),
    "a conflict, 409": answer("POST", `/carts/${cartId}/items`, { status: 409 }, { status: 409 }),
    "out of stock, 422": answer("POST", `/carts${include}`, { status: 422 }, { status: 422 }),
    "a page of maintenance": { ...get(null), status: 503, body: "<html>Down for maintenance</html>" },
  },
  addresses: {
    "the customer step, in the answer": {
      sample: checkout(
        "POST",
        "/billing-address",
        { billingAddress: { id: "1", email: "ada@example.com" } },
        { requestBody: '{"email":"ada@example.com"}' },
      ),
      email: "ada@example.com",
    },
    "the customer step, in the request alone": {
      sample: checkout(
        "PUT",
        "/billing-address/5f",
        {},
        { requestBody: '{"email":"ada@example.com","firstName":"Ada"}' },
      ),
      email: "ada@example.com",
      name: "Ada",
    },
    "with the cart": { sample: get(cart([item()], { email: "ada@example.com" })), email: "ada@example.com" },
  },
  orders: {
    "its page": {
      sample: answer("GET", "/orders/252?include=payments", order()),
      order: placed,
    },
    "in yen, without an address": {
      sample: answer(
        "GET",
        "/orders/252",
        order({ currency: { code: "JPY" }, orderAmount: 8091, billingAddress: null }),
      ),
      order: { number: "252", totalMinor: 8091, currency: "JPY", email: null },
    },
    "without an amount": {
      sample: answer("GET", "/orders/252", order({ currency: null })),
      order: { ...placed, totalMinor: null, currency: null },
    },
  },
  notOrders: {
    "paid elsewhere first": answer("GET", "/orders/252", order({ isComplete: false, status: "INCOMPLETE" })),
    "somebody else's": answer("GET", "/orders/251", { status: 404 }, { status: 404 }),
    "a checkout that has a number already": checkout("GET", "", { orderId: 252 }),
  },
  cartOf: ({ name, image, url }) => get(cart([item({ name, imageUrl: image, url })])),
  shop: {
    open: openBigcommerce,
    simple: buy("17", "Enamel mug & lid"),
    optioned: [
      buy("23", "Linen apron", { Colour: "Slate", Size: "Regular" }, 2),
      buy("23", "Linen apron", { Colour: "Sea", Size: "Long" }),
    ],
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    coupon: "TEN-OFF",
  },
  webhooks: {
    isTimed: true,
    events: {
      "a cart that became an order": signed(converted),
      "signed under two keys": signed(converted, {}, "v1,bm90IHRoaXMgb25l v2,eA== "),
      "an order refunded": signed(statusUpdated(4), off),
      "an order cancelled": signed(statusUpdated(5), off),
      "an order declined": signed(statusUpdated(6), off),
    },
    ignored: {
      "an order on its way": deliver(statusUpdated(2)),
      "an order made, paid or not": deliver({ ...statusUpdated(0), scope: "store/order/created" }),
      "a cart changed": deliver({ ...converted, scope: "store/cart/updated" }),
    },
    unreadable: {
      "no JSON": deliver("<order/>"),
      "no order": deliver({ ...converted, data: { type: "cart", id: cartId } }),
      "no hash": deliver({ ...converted, hash: undefined }),
    },
  },
});

describe("bigcommerce: a line in the shop", () => {
  it("is asked for by its options' ids, as number or as what was written, and by its variant only without any", async () => {
    const shop = openBigcommerce();
    const sent: unknown[] = [];
    const { fetch } = shop;
    shop.fetch = async (path, init) => {
      if (init?.method === "POST") sent.push(JSON.parse(String(init.body)));
      return fetch(path, init);
    };
    await bigcommerce.addLines(shop, [kettle, { ...kettle, restore: { variantId: "310" } }], settings);
    expect(sent).toEqual([
      {
        lineItems: [
          {
            productId: 88,
            quantity: 2,
            optionSelections: [
              { optionId: 125, optionValue: 201 },
              { optionId: 140, optionValue: "Ada & Bob" },
            ],
          },
        ],
      },
      { lineItems: [{ productId: 88, quantity: 2, variantId: 310 }] },
    ]);
  });

  it("that comes second goes into the cart that the first one made", async () => {
    const shop = openBigcommerce();
    const { fetch } = shop;
    const paths: string[] = [];
    shop.fetch = async (path, init) => {
      if (init?.method === "POST") paths.push(path);
      return fetch(path, init);
    };
    await bigcommerce.addLines(
      shop,
      [buy("17", "Enamel mug & lid"), buy("17", "Enamel mug & lid")],
      settings,
    );
    const made = (await bigcommerce.readCart(shop, settings))?.ref;
    expect(paths).toEqual([`${api}/carts${include}`, `${api}/carts/${made}/items${include}`]);
  });

  it("with somebody's address in it is not kept so, and not put in again without", async () => {
    const written = { name: "Send to", nameId: 141, value: "bob@example.com", valueId: null };
    const seen = await observe(bigcommerce, get(cart([item({ productId: 17, options: [written] })])));
    expect(JSON.stringify(seen)).not.toContain("bob@");
    if (seen === "unwatched" || !seen.cart) throw new Error("no cart");
    const shop = openBigcommerce();
    expect(await bigcommerce.addLines(shop, seen.cart.lines, settings)).toEqual(seen.cart.lines);
    expect(shop.visit.lines).toEqual([]);
  });

  it("keeps no address of a gift certificate", async () => {
    const seen = await observe(bigcommerce, get(cart([item()], {}, { giftCertificates: [certificate] })));
    expect(JSON.stringify(seen)).not.toContain("@example.com");
  });

  it("is refused as a whole list by a shop that cannot say what is in the cart", async () => {
    const shop = { ...openBigcommerce(), fetch: async () => new Response("", { status: 503 }) };
    expect(await bigcommerce.addLines(shop, [kettle], settings)).toEqual([kettle]);
    expect(await bigcommerce.applyCoupon(shop, "TEN-OFF", settings)).toBe(false);
  });
});

describe("bigcommerce: a cart in the shop", () => {
  it("is emptied when that is asked for, and was empty before", async () => {
    const shop = openBigcommerce();
    expect(await bigcommerce.clearCart?.(shop, settings)).toBe(true);
    await bigcommerce.addLines(shop, [buy("17", "Enamel mug & lid")], settings);
    expect(await bigcommerce.clearCart?.(shop, settings)).toBe(true);
    expect(await bigcommerce.readCart(shop, settings)).toMatchObject({ lines: [] });
  });

  it("is not emptied of what could not be put in again, nor said to be while the shop is closed", async () => {
    const asked: string[] = [];
    const holding = (body: unknown, status = 200) => ({
      ...openBigcommerce(),
      fetch: async (_: string, init?: RequestInit) => {
        asked.push(init?.method ?? "GET");
        return Response.json(body, { status });
      },
    });
    const certificates = [cart([item()], {}, { giftCertificates: [certificate] })];
    expect(await bigcommerce.clearCart?.(holding(certificates), settings)).toBe(false);
    expect(await bigcommerce.clearCart?.(holding({ status: 503 }, 503), settings)).toBe(false);
    expect(asked).toEqual(["GET", "GET"]);
  });
});

describe("bigcommerce: settings", () => {
  it("say where products and listings are, and what an empty cart is counted in", async () => {
    const own = { bigcommerce: { pages: { product: "^/p-", listing: "^/c-" }, currency: "EUR" } };
    const page = (path: string) =>
      bigcommerce.pageOf(new URL(path, "https://shop.example"), storeSettings.parse(own));
    expect(page("/p-kettle/").kind).toBe("product");
    expect(page("/c-camping/").kind).toBe("listing");
    expect(await observe(bigcommerce, answer("GET", "/carts", []), own)).toEqual({
      cart: { currency: "EUR", lines: [], totalMinor: null },
    });
  });
});
