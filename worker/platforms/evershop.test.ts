import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { sha256Hex, utf8 } from "../domain/keys.ts";
import { openEvershop } from "../testing/shops/evershop.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { evershop } from "./evershop.ts";

const id = "7daf28e5-cea5-4e34-8df6-71bbec10d0b4";
const ref = await sha256Hex(utf8(id));
const orderId = "e9870167-eace-4a34-a604-36650ae5ac53";
const itemId = "6950e1c6-26fc-4a61-85b1-4cfd24199642";
const json = { "content-type": "application/json; charset=utf-8", "ratelimit-limit": "120" };
const money = (value: number) => ({ value, text: `$${value.toFixed(2)}`, __typename: "Price" });

interface Given {
  sku?: string;
  name?: string;
  qty?: unknown;
  price?: number;
  image?: string | null;
  url?: string;
  options?: unknown[];
}

const black = {
  attributeCode: "color",
  attributeName: "Color",
  attributeId: 1,
  optionId: 2,
  optionText: "Black",
  __typename: "ItemVariantOption",
};

/** A line as the shop's own pages ask for it. */
function item(given: Given = {}) {
  const { sku = "CUP-001-BLK", name = "Coffee Cup", qty = 2, price = 15, options = [] } = given;
  return {
    uuid: itemId,
    productId: "2",
    productSku: sku,
    productName: name,
    thumbnail: given.image === undefined ? "/assets/catalog/1475/2936/cup.jpg" : given.image,
    productPrice: money(20),
    productPriceInclTax: money(20),
    qty,
    finalPrice: money(price),
    finalPriceInclTax: money(price),
    lineTotal: money(price * Number(qty)),
    variantGroupId: options.length > 0 ? 1 : null,
    variantOptions: options,
    productUrl: given.url ?? "/kitchen/coffee-cup",
    cartItemId: "8",
    removeApi: `/api/cart/${id}/items/${itemId}`,
    errors: [],
    __typename: "CartItem",
  };
}

function cart(items: unknown, more: object = {}) {
  return {
    uuid: id,
    currency: "USD",
    customerId: null,
    customerEmail: null,
    coupon: null,
    shippingMethodName: null,
    discountAmount: money(0),
    subTotal: money(30),
    subTotalInclTax: money(30),
    subTotalWithDiscount: money(30),
    subTotalWithDiscountInclTax: money(30),
    grandTotal: money(35),
    addItemApi: `/api/cart/${id}/items`,
    items,
    __typename: "Cart",
    ...more,
  };
}

const answer = (method: string, path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method,
  path,
  headers: { "content-type": "application/json", "x-locale": "en" },
  responseHeaders: json,
  body: JSON.stringify(body),
  ...more,
});
const graphql = (data: unknown, more: Partial<Sample> = {}) =>
  answer("POST", "/api/graphql", { data }, { requestBody: '{"query":"query Query { myCart }"}', ...more });
const told = (items: unknown, more: object = {}) => graphql({ myCart: cart(items, more), customer: null });

const cup: LineItem = {
  productId: "CUP-001-BLK",
  name: "Coffee Cup",
  options: [],
  quantity: 2,
  unitMinor: 1500,
  image: "https://shop.example/assets/catalog/1475/2936/cup.jpg",
  url: "https://shop.example/kitchen/coffee-cup",
};
const cups: CartSnapshot = { currency: "USD", lines: [cup], totalMinor: 3000, coupons: [], ref };

const added = {
  item: { uuid: itemId, product_sku: "CUP-001-BLK", qty: 1, final_price: 15, errors: {} },
  count: 1,
  cartId: id.replaceAll("-", ""),
};

const email = "ada@example.com";
const placed = {
  order_id: 3,
  uuid: orderId,
  integration_order_id: null,
  order_number: "10003",
  status: "new",
  cart_id: 10,
  currency: "USD",
  customer_email: email,
  coupon: "SAVE10",
  sub_total: "27.0000",
  grand_total: "29.3000",
  payment_method: "cod",
  payment_status: "pending",
};
const checkout = (body: unknown, more: Partial<Sample> = {}) =>
  answer("POST", `/api/carts/${id}/checkout`, body, {
    requestBody: JSON.stringify({ cart_id: id, customer: { email }, paymentMethod: "cod" }),
    ...more,
  });
const successPage: Sample = {
  method: "GET",
  path: `/checkout/success/${orderId}`,
  body: "<!DOCTYPE html><html id=root>",
};

const wanted = (productId: string, name: string, options: LineItem["options"] = []): LineItem => ({
  productId,
  name,
  options,
  quantity: 1,
  unitMinor: 0,
  image: null,
  url: null,
});
const apron = (colour: string, size: string) =>
  wanted(`SKU-23-${colour}-${size}`.toUpperCase(), `Linen apron - ${colour} - ${size}`, [
    { name: "colour", value: colour },
    { name: "size", value: size },
  ]);

conformance(evershop, {
  pages: {
    "/": { kind: "home", step: null },
    "/fr": { kind: "home", step: null },
    "/cart": { kind: "cart", step: "cart" },
    "/fr/cart?ajax=true": { kind: "cart", step: "cart" },
    "/checkout": { kind: "checkout", step: "contact" },
    [`/checkout/success/${orderId}`]: { kind: "confirmation", step: "done" },
    "/checkout/success": { kind: "other", step: null },
    "/search?keyword=cup": { kind: "listing", step: null },
    "/kitchen": { kind: "other", step: null },
    "/kitchen/coffee-cup?color=2": { kind: "other", step: null },
    "/account/login": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/cart" },
    { method: "GET", path: "/cart?ajax=true" },
    { method: "GET", path: "/kitchen/coffee-cup?ajax=true&color=2" },
    { method: "GET", path: "/checkout" },
    { method: "GET", path: "/checkout/success" },
    { method: "GET", path: "/api/graphql?query={}" },
    { method: "POST", path: "/api/admin/graphql" },
    { method: "POST", path: "/api/carts" },
    { method: "GET", path: "/api/carts" },
    { method: "POST", path: `/api/carts/${id}/addresses` },
    { method: "POST", path: `/api/carts/${id}/shippingMethods` },
    { method: "GET", path: `/api/carts/${id}/coupons` },
    { method: "POST", path: "/api/user/tokens" },
    { method: "POST", path: "/api/products" },
    { method: "POST", path: "/customer/login" },
  ],
  carts: {
    "as the shop's pages ask for it after each change": { sample: told([item()]), cart: cups },
    "as little as can be asked for": {
      sample: graphql({
        myCart: {
          uuid: id,
          currency: "USD",
          items: [
            {
              productSku: "CUP-001-BLK",
              productName: "Coffee Cup",
              qty: 2,
              thumbnail: "/assets/catalog/1475/2936/cup.jpg",
              productUrl: "/kitchen/coffee-cup",
              productPrice: { value: 15 },
            },
          ],
          subTotal: { value: 30 },
        },
      }),
      cart: { currency: "USD", lines: [cup], totalMinor: 3000, ref },
    },
    "a colour, by the code of what was chosen": {
      sample: told([item({ options: [black], name: "Coffee Cup - Black" })]),
      cart: {
        ...cups,
        lines: [{ ...cup, name: "Coffee Cup - Black", options: [{ name: "color", value: "Black" }] }],
      },
    },
    "a coupon, taken off": {
      sample: told([item()], {
        coupon: "SAVE10",
        discountAmount: money(3),
        subTotalWithDiscount: money(27),
        subTotalWithDiscountInclTax: money(27),
      }),
      cart: { ...cups, totalMinor: 2700, coupons: ["SAVE10"] },
    },
    "prices with their tax": {
      sample: told([{ ...item(), finalPrice: money(15), finalPriceInclTax: money(18.45) }], {
        subTotalWithDiscountInclTax: money(36.9),
      }),
      cart: { ...cups, lines: [{ ...cup, unitMinor: 1845 }], totalMinor: 3690 },
    },
    "a currency without decimals": {
      sample: told([item({ price: 1500 })], {
        currency: "JPY",
        subTotalWithDiscountInclTax: money(3000),
      }),
      cart: { ...cups, currency: "JPY" },
    },
    "without a picture": {
      sample: told([item({ image: null })]),
      cart: { ...cups, lines: [{ ...cup, image: null }] },
    },
  },
  emptied: { "its last line was taken out": told([], { subTotalWithDiscountInclTax: money(0) }) },
  changes: {
    "a first thing put in": answer("POST", "/api/cart/mine/items", { data: added }),
    "another, into the cart by its id": answer("POST", `/api/cart/${id}/items`, { data: added }),
    "one more of it": answer(
      "PATCH",
      `/api/cart/mine/items/${itemId}`,
      { data: added },
      { requestBody: '{"qty":1,"action":"increase"}' },
    ),
    "a line taken out": answer("DELETE", `/api/cart/${id}/items/${itemId}`, { data: { item: {} } }),
    "a coupon entered": answer("POST", `/api/carts/${id}/coupons`, { data: { coupon: "SAVE10" } }),
    "a coupon taken off": answer("DELETE", `/api/carts/${id}/coupons/SAVE10`, { data: {} }),
  },
  addresses: {
    "given to the cart": {
      sample: answer(
        "POST",
        `/api/carts/${id}/contacts`,
        { data: { email } },
        {
          requestBody: JSON.stringify({ email }),
        },
      ),
      email,
    },
    "known to the cart": { sample: told([item()], { customerEmail: email }), email },
    "sent with the order, as this shop's pages do": { sample: checkout({ data: placed }), email },
  },
  orders: {
    "the checkout's answer": {
      sample: checkout({ data: placed }),
      order: { number: orderId, totalMinor: 2930, currency: "USD", email },
    },
    "the page after it, which only its buyer is shown": {
      sample: successPage,
      order: { number: orderId, totalMinor: null, currency: null, email: null },
    },
  },
  notOrders: {
    "a checkout that failed": checkout(
      { error: { message: "Payment method is invalid", status: 500 } },
      { status: 500 },
    ),
    "an answer without an order in it": checkout({ data: { uuid: id } }),
    "somebody else's order page": { ...successPage, status: 302, responseHeaders: { location: "/" } },
  },
  unreadable: {
    "no cart, or none that could be read": graphql({ myCart: null }),
    "an error": answer("POST", "/api/graphql", { errors: [{ message: "no" }] }),
    "a question about something else": graphql({ allowedCountries: [{ value: "US" }] }),
    "a question about delivery alone": graphql({
      myCart: { availableShippingMethods: [{ code: "1a549eab", cost: money(5) }], __typename: "Cart" },
    }),
    "lines without their prices": graphql({
      myCart: { uuid: id, currency: "USD", items: [{ productSku: "CUP-001-BLK", qty: 1 }] },
    }),
    "one line of two that is broken": told([item(), { ...item(), qty: "many" }]),
    "no currency": told([item()], { currency: null }),
    "an unknown product": answer(
      "POST",
      "/api/cart/mine/items",
      { error: { status: 400, message: "Product not found" } },
      { status: 400 },
    ),
    "too many calls": graphql({ myCart: cart([item()]) }, { status: 429 }),
    "a coupon that is not one": answer(
      "POST",
      `/api/carts/${id}/coupons`,
      { error: { message: "Field resolvers returned different value - coupon, NOPE, null", status: 500 } },
      { status: 500 },
    ),
    "a contact without an address": answer("POST", `/api/carts/${id}/contacts`, {}, { requestBody: "{}" }),
  },
  cartOf: ({ name, image, url }) => told([item({ name, image, url, qty: 1 })]),
  shop: {
    open: openEvershop,
    simple: wanted("SKU-17", "Enamel mug & lid"),
    optioned: [apron("Sea", "Regular"), apron("Slate", "Long")],
    soldOut: wanted("SKU-31", "Walnut board"),
    unknown: wanted("NOPE", "Gone"),
    coupon: "TEN-OFF",
  },
  delivery: {
    there: {
      parcel: { country: "US", region: null, currency: "USD" },
      estimate: { currency: "USD", price: 500, days: null, goods: 3700, total: null, tax: null },
    },
    nowhere: { country: "AQ", region: null, currency: "USD" },
  },
});

describe("evershop", () => {
  const settings = storeSettings.parse({});

  it("takes a change that the shop refused for none", async () => {
    const sample = answer("POST", "/api/cart/mine/items", { error: {} }, { status: 400 });
    expect(await observe(evershop, sample)).toEqual({});
  });

  it("begins a session on a page before its first call, and not again where there is one", async () => {
    const shop = openEvershop();
    const asked: string[] = [];
    const counting = {
      ...shop,
      fetch: (path: string, init?: RequestInit) => {
        asked.push(`${init?.method ?? "GET"} ${path}`);
        return shop.fetch(path, init);
      },
    };
    await evershop.addLines(counting, [wanted("SKU-17", "Enamel mug & lid")], settings);
    await evershop.readCart(counting, settings);
    expect(asked).toEqual(["GET /cart?ajax=true", "POST /api/cart/mine/items", "POST /api/graphql"]);
  });

  it("empties a cart line by line", async () => {
    const shop = openEvershop();
    await evershop.addLines(shop, [wanted("SKU-17", "Enamel mug & lid"), apron("Sea", "Long")], settings);
    expect(await evershop.clearCart?.(shop, settings)).toBe(true);
    expect((await evershop.readCart(shop, settings))?.lines).toEqual([]);
  });

  it("puts nothing in while no session can be begun", async () => {
    const closed = {
      ...openEvershop(),
      fetch: async (path: string) => {
        expect(path).toBe("/cart?ajax=true");
        return new Response("Too Many Requests", { status: 429 });
      },
    };
    const lines = [wanted("SKU-17", "Enamel mug & lid")];
    expect(await evershop.addLines(closed, lines, settings)).toEqual(lines);
    expect(await evershop.readCart(closed, settings)).toBeNull();
    expect(await evershop.applyCoupon(closed, "TEN-OFF", settings)).toBe(false);
  });
});
