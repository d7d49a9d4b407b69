import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { openMagentoShop } from "../testing/shops/magento.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { magento } from "./magento.ts";

const load = "/customer/section/load/?sections=cart%2Cdirectory-data&force_new_section_timestamp=true";

interface Given {
  id?: string;
  name?: string;
  qty?: unknown;
  price?: unknown;
  printed?: string;
  options?: unknown[];
  image?: string;
  url?: string;
  hasUrl?: boolean;
}

function item(given: Given = {}) {
  const { id = "17", name = "Enamel mug &amp; lid", qty = 2, options = [] } = given;
  return {
    product_type: "simple",
    options,
    qty,
    item_id: "901",
    product_id: id,
    product_name: name,
    product_sku: "mug",
    product_url: given.url ?? "https://shop.example/enamel-mug.html",
    product_has_url: given.hasUrl ?? true,
    product_price: given.printed ?? '<span class="price">$18.50</span>',
    ...("price" in given ? { product_price_value: given.price } : { product_price_value: 18.5 }),
    product_image: {
      src: given.image ?? "https://shop.example/media/mug.jpg",
      alt: "Mug",
      width: 75,
      height: 75,
    },
    canApplyMsrp: false,
    message: "",
  };
}

function section(items: unknown[], more: object = {}) {
  return {
    summary_count: items.length * 2,
    subtotalAmount: items.length === 0 ? null : "37.0000",
    subtotal: '<span class="price">$37.00</span>',
    possible_onepage_checkout: items.length > 0,
    items,
    extra_actions: "",
    isGuestCheckoutAllowed: true,
    website_id: "1",
    storeId: "1",
    data_id: 1795176000,
    ...more,
  };
}

const answer = (cart: unknown, more: Partial<Sample> = {}): Sample => ({
  method: "GET",
  path: load,
  headers: { "x-requested-with": "XMLHttpRequest" },
  responseHeaders: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify({ cart, "directory-data": { data_id: 1 } }),
  ...more,
});

const mug: LineItem = {
  productId: "17",
  name: "Enamel mug & lid",
  options: [],
  quantity: 2,
  unitMinor: 1850,
  image: "https://shop.example/media/mug.jpg",
  url: "https://shop.example/enamel-mug.html",
};
const mugs: CartSnapshot = { currency: "USD", lines: [mug], totalMinor: 3700 };

const colour = { label: "Colour", value: "Sea &amp; sand", option_id: 93, option_value: "57" };
const apron = item({ id: "23", options: [colour] });
const apronLine: LineItem = {
  ...mug,
  productId: "23",
  options: [{ name: "Colour", value: "Sea & sand" }],
  restore: { "super_attribute[93]": "57" },
};

const form = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
const post = (path: string, requestBody = "form_key=abc", more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path,
  headers: form,
  requestBody,
  body: "[]",
  ...more,
});
const rest = (path: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path: `/rest/default/V1/${path}`,
  headers: { "content-type": "application/json" },
  requestBody: JSON.stringify(body),
  body: "true",
  ...more,
});
const placed = (body: string, more: Partial<Sample> = {}): Sample => ({
  ...rest("guest-carts/Qf3hL0/payment-information", { email: "ada@example.com", paymentMethod: {} }),
  body,
  ...more,
});
const successPage = (main: string, more: Partial<Sample> = {}): Sample => ({
  method: "GET",
  path: "/checkout/onepage/success/",
  body: `<!doctype html><html><body class="checkout-onepage-success"><p><span>Hello</span></p>
<div class="checkout-success">${main}</div></body></html>`,
  ...more,
});
const order = (number: string | null) => ({ number, totalMinor: null, currency: null, email: null });

const multipart = (fields: [string, string][]) => ({
  headers: { "content-type": "multipart/form-data; boundary=b" },
  requestBody: `${fields
    .map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")}--b--\r\n`,
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

conformance(magento, {
  settings: {
    magento: { pages: { product: "^/things/[^/]+\\.html$", listing: "^/[a-z-]+\\.html$" }, path: "" },
  },
  pages: {
    "/": { kind: "home", step: null },
    "/things/enamel-mug.html": { kind: "product", step: null },
    "/kitchen.html": { kind: "listing", step: null },
    "/catalog/product/view/id/17": { kind: "product", step: null },
    "/en/catalog/product/view/id/17/s/mug/category/3/": { kind: "product", step: null },
    "/catalog/category/view/id/3": { kind: "listing", step: null },
    "/catalogsearch/result/?q=mug": { kind: "listing", step: null },
    "/checkout/cart/": { kind: "cart", step: "cart" },
    "/en/checkout/cart": { kind: "cart", step: "cart" },
    "/index.php/checkout/cart/index/": { kind: "cart", step: "cart" },
    "/checkout/": { kind: "checkout", step: "contact" },
    "/pl/checkout/index/index/": { kind: "checkout", step: "contact" },
    "/checkout/onepage/success/": { kind: "confirmation", step: "done" },
    "/en/checkout/onepage/success": { kind: "confirmation", step: "done" },
    "/checkout/cart-covers/": { kind: "other", step: null },
    "/customer/account/login/": { kind: "other", step: null },
    "/sales/order/history/": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/enamel-mug.html" },
    { method: "GET", path: "/checkout/cart/" },
    { method: "GET", path: "/checkout/" },
    { method: "GET", path: "/customer/section/load/?sections=messages%2Ccustomer" },
    { method: "POST", path: "/customer/account/loginPost/" },
    { method: "POST", path: "/customer/ajax/login" },
    { method: "POST", path: "/customer/account/createpost/" },
    { method: "POST", path: "/rest/V1/integration/customer/token" },
    { method: "GET", path: "/rest/default/V1/customers/me" },
    { method: "POST", path: "/rest/default/V1/guest-carts/Qf3hL0/estimate-shipping-methods" },
    { method: "POST", path: "/rest/default/V1/guest-carts/Qf3hL0/set-payment-information" },
    { method: "GET", path: "/rest/default/V1/guest-carts/Qf3hL0/payment-information" },
    { method: "POST", path: "/rest/default/V1/carts/mine/shipping-information" },
    { method: "GET", path: "/static/version1/frontend/Magento/luma/en_US/checkout/cart.js" },
    { method: "POST", path: "/newsletter/subscriber/new/" },
  ],
  carts: {
    "the section asked for": { sample: answer(section([item()])), cart: mugs },
    "all sections asked for": {
      sample: answer(section([item()]), { path: "/customer/section/load/" }),
      cart: mugs,
    },
    "behind a store's code": {
      sample: answer(section([item()]), { path: `/en${load}` }),
      cart: mugs,
    },
    "choices with the ids that put them in again, the newest first": {
      sample: answer(section([apron, item()])),
      cart: { ...mugs, lines: [mug, apronLine] },
    },
    "a personal text, whose field only the add request knows": {
      sample: answer(
        section([
          item({
            options: [
              colour,
              {
                label: "Engraving",
                value: "For &lt;Ada&gt;",
                print_value: "x",
                option_id: "5",
                option_type: "field",
              },
            ],
          }),
        ]),
      ),
      cart: {
        ...mugs,
        lines: [
          {
            ...mug,
            options: [
              { name: "Colour", value: "Sea & sand" },
              { name: "Engraving", value: "For <Ada>" },
            ],
          },
        ],
      },
    },
    "a bundle, its parts as HTML": {
      sample: answer(
        section([
          item({
            options: [
              { label: "Ball", value: ['1 x Big &amp; blue <span class="price">$5.00</span>', "2 x Strap"] },
            ],
          }),
        ]),
      ),
      cart: {
        ...mugs,
        lines: [{ ...mug, options: [{ name: "Ball", value: "1 x Big & blue $5.00, 2 x Strap" }] }],
      },
    },
    "prices as texts": {
      sample: answer(section([item({ price: "18.5000", qty: "2" })])),
      cart: mugs,
    },
    "prices with and without tax": {
      sample: answer(section([item({ price: { incl_tax: 22.76, excl_tax: 18.5 } })])),
      cart: { currency: "USD", totalMinor: null, lines: [{ ...mug, unitMinor: 2276 }] },
    },
    "prices only as printed, as before 2.2": {
      sample: answer(section([item({ price: undefined })], { subtotalAmount: undefined })),
      cart: { ...mugs, totalMinor: null },
    },
    "a thing without a page": {
      sample: answer(section([item({ hasUrl: false })])),
      cart: { ...mugs, lines: [{ ...mug, url: null }] },
    },
  },
  emptied: {
    "nothing in it": answer(section([])),
    "nothing in it, counted in words": answer(section([], { summary_count: "0", subtotal: 0 })),
  },
  changes: {
    "a quantity in the mini cart": post("/checkout/sidebar/updateItemQty/"),
    "a line out of the mini cart": post("/en/checkout/sidebar/removeItem/"),
    "the cart's own form": post("/checkout/cart/updatePost/", "form_key=a", { status: 302, body: null }),
    "a line taken out": post("/checkout/cart/delete/"),
    "a line configured anew": post("/checkout/cart/updateItemOptions/id/901/"),
    "a thing put in": post("/checkout/cart/add/uenc/aHR0/product/17/", "product=17&qty=1&form_key=a"),
  },
  added: {
    "a personal text": {
      sample: post(
        "/checkout/cart/add/",
        "product=17&form_key=a&qty=1&related_product=&item=17&options%5B5%5D=For+Ada&options%5B6%5D=",
      ),
      added: { productId: "17", restore: { "options[5]": "For Ada" } },
    },
    "sent by the product page's script, with choices beside": {
      sample: post("/checkout/cart/add/uenc/aHR0/product/23/", "", {
        ...multipart([
          ["product", "23"],
          ["super_attribute[93]", "57"],
          ["options[7][]", "31"],
          ["options[7][]", "32"],
          ["form_key", "a"],
        ]),
      }),
      added: {
        productId: "23",
        restore: { "super_attribute[93]": "57", "options[7][1]": "31", "options[7][2]": "32" },
      },
    },
    "a bundle, its id in the address": {
      sample: post(
        "/checkout/cart/add/uenc/aHR0/product/46/",
        "bundle_option[1]=1&bundle_option_qty[1]=2&form_key=a",
      ),
      added: { productId: "46", restore: { "bundle_option[1]": "1", "bundle_option_qty[1]": "2" } },
    },
  },
  unreadable: {
    "other sections": answer(undefined, { body: '{"customer":{"fullname":"Ada","data_id":1}}' }),
    "a section without its things": answer({ data_id: 1 }),
    "none shown, though some are counted": answer(section([], { summary_count: 3 })),
    "none shown, and no count": answer(section([], { summary_count: null })),
    "a line without a quantity": answer(section([item(), item({ qty: null })])),
    "half a metre of cloth": answer(section([item({ qty: 0.5 })])),
    "a line that is none": answer(section([null])),
    "a price that is none": answer(section([item({ price: "on request" })])),
    "things that are no list": answer(section([], { items: { 0: item() } })),
    "a section that failed, 400": answer(null, { status: 400, body: '{"message":"Bad Request"}' }),
    "a page of maintenance": answer(null, { status: 503, body: "<h1>Service Temporarily Unavailable</h1>" }),
    "a change refused": post("/checkout/cart/updatePost/", "", { status: 403 }),
  },
  addresses: {
    "as soon as a guest has typed it": {
      sample: rest("customers/isEmailAvailable", { customerEmail: "ada@example.com" }),
      email: "ada@example.com",
    },
    "without a store's code, behind a prefix": {
      sample: {
        ...rest("", { customerEmail: "ada@example.com" }),
        path: "/en/rest/V1/customers/isEmailAvailable",
      },
      email: "ada@example.com",
    },
    "with where to send it": {
      sample: rest("guest-carts/Qf3hL0/shipping-information", {
        addressInformation: {
          shipping_address: { city: "Gdynia", firstname: "Ada", email: "ada@example.com" },
        },
      }),
      email: "ada@example.com",
      name: "Ada",
    },
  },
  orders: {
    "placed by a guest": { sample: placed('"123"'), order: order(null) },
    "placed by a customer": {
      sample: { ...placed("124"), path: "/rest/pl/V1/carts/mine/payment-information" },
      order: order(null),
    },
    "placed by PUT, as some ways to pay do": {
      sample: { ...placed("125"), method: "PUT", path: "/rest/V1/guest-carts/Qf3hL0/order" },
      order: order(null),
    },
    "a guest's page, with the number people see": {
      sample: successPage("<p>Your order # is: <span>000000123</span>.</p>"),
      order: order("000000123"),
    },
    "a customer's page, which leads to it by its id": {
      sample: successPage(
        `<p>Your order number is: <a href="https://shop.example/sales/order/view/order_id/123/" class="order-number"><strong>000000123</strong></a>.</p>`,
      ),
      order: order("000000123"),
    },
    "a page without a number": { sample: successPage("<p>Thank you!</p>"), order: order(null) },
    "a page that prints something else there": {
      sample: successPage("<p><span>Your parcel is on its way</span></p>"),
      order: order(null),
    },
  },
  notOrders: {
    "payment refused": placed('{"message":"The card was declined."}', { status: 400 }),
    "an answer that is no id": placed("true"),
    "an answer of nothing": placed("null"),
    "the page asked for again, which leads away": successPage("", { status: 302, body: "" }),
  },
  cartOf: ({ name, image, url }) =>
    answer(section([item({ name: name.replaceAll("&", "&amp;").replaceAll("<", "&lt;"), image, url })])),
  shop: {
    open: openMagentoShop,
    simple: buy("17", "Enamel mug & lid"),
    optioned: [
      {
        ...buy(
          "23",
          "Linen apron",
          [
            { name: "Colour", value: "Sea" },
            { name: "Size", value: "Long" },
          ],
          2,
        ),
        restore: { "super_attribute[93]": "57", "super_attribute[144]": "167" },
      },
      {
        ...buy("23", "Linen apron", [
          { name: "Colour", value: "Slate" },
          { name: "Size", value: "Regular" },
        ]),
        restore: { "super_attribute[93]": "56", "super_attribute[144]": "166" },
      },
    ],
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    coupon: "TEN-OFF",
  },
  delivery: {
    there: {
      parcel: { country: "US", region: null, currency: "USD" },
      estimate: { currency: "USD", price: 500, days: null, goods: 3700, total: 4620, tax: 420 },
    },
    nowhere: { country: "AQ", region: null, currency: "USD" },
  },
});

describe("magento: what delivery costs", () => {
  it("is that of the part of the country, which the shop knows by a number of its own", async () => {
    const parcel = { country: "US", region: "US-AK", currency: "USD", value: 3700 };
    const lines = [buy("17", "Enamel mug & lid", [], 2)];
    expect(
      await magento.estimateDelivery?.(openMagentoShop(), parcel, lines, storeSettings.parse({})),
    ).toEqual(expect.objectContaining({ price: 800, total: 4950 }));
  });

  it("has the tax in it where the shop shows prices with the tax in them", async () => {
    const parcel = { country: "US", region: null, currency: "USD", value: 4070 };
    const lines = [{ ...buy("17", "Enamel mug & lid", [], 2), unitMinor: 2035 }];
    expect(
      await magento.estimateDelivery?.(openMagentoShop(), parcel, lines, storeSettings.parse({})),
    ).toEqual(expect.objectContaining({ price: 550, goods: 4070, total: 4620 }));
  });
});

describe("magento: the currency", () => {
  const seen = async (currencies: string[], printed: string) => {
    const cart = section([item({ printed })], { subtotal: printed });
    const observation = await observe(magento, answer(cart), { magento: { currencies } });
    return observation === "unwatched" ? undefined : observation.cart?.currency;
  };

  it.each([
    ['<span class="price">€18,50</span>', "EUR"],
    ['<span class="price">18,50 zł</span>', "PLN"],
    ['<span class="price">￥1,850</span>', "JPY"],
    ['<span class="price">CA$18.50</span>', "CAD"],
    ['<span class="price">$18.50</span>', "USD"],
    ['<span class="price">CHF 18.50</span>', "CHF"],
  ])("is told by the sign that the shop prints: %s", async (printed, currency) => {
    expect(await seen(["USD", "CAD", "EUR", "PLN", "JPY", "CHF"], printed)).toBe(currency);
  });

  it("is unknown, and the cart with it, where no sign of the shop's is printed", async () => {
    expect(await seen(["USD", "EUR"], "18.50 ₽")).toBeUndefined();
  });

  it("needs no sign where the shop has only one", async () => {
    expect(await seen(["PLN"], "18.50")).toBe("PLN");
  });

  it("has its own decimals", async () => {
    const cart = section([item({ price: "1850.0000" })], { subtotalAmount: "3700.0000" });
    expect(await observe(magento, answer(cart), { magento: { currencies: ["JPY"] } })).toMatchObject({
      cart: { currency: "JPY", totalMinor: 3700, lines: [{ unitMinor: 1850 }] },
    });
  });
});

describe("magento: a cart on another device", () => {
  const settings = storeSettings.parse({});
  const mugs = (quantity: number) => buy("17", "Enamel mug & lid", [], quantity);

  it("is put in under a form key of the session's own, which the browser is given", async () => {
    const shop = openMagentoShop();
    expect(await magento.addLines(shop, [mugs(1)], settings)).toEqual([]);
    expect(shop.cookie("form_key")).toMatch(/^\w{16}$/);
  });

  it("uses the form key that the shopper has", async () => {
    const shop = openMagentoShop();
    shop.setCookie("form_key=0123456789abcdef; Path=/");
    expect(await magento.addLines(shop, [mugs(1)], settings)).toEqual([]);
    expect(shop.cookie("form_key")).toBe("0123456789abcdef");
  });

  it("leaves no pile of messages for the next page", async () => {
    const shop = openMagentoShop();
    await magento.addLines(shop, [mugs(1), mugs(2)], settings);
    const answer = await shop.fetch("/customer/section/load/?sections=messages");
    expect(await answer.json()).toMatchObject({ messages: { messages: [] } });
  });

  it("tells a line of which there is not enough, beside one of the same thing that was taken", async () => {
    const shop = openMagentoShop();
    const tooMany = mugs(999);
    expect(await magento.addLines(shop, [mugs(2), tooMany], settings)).toEqual([tooMany]);
    expect(await magento.readCart(shop, settings)).toMatchObject({ lines: [{ quantity: 2 }] });
  });

  it("tells a line whose choices are not known any more", async () => {
    const shop = openMagentoShop();
    const unchosen = buy("23", "Linen apron", [{ name: "Colour", value: "Sea" }]);
    expect(await magento.addLines(shop, [unchosen], settings)).toEqual([unchosen]);
  });
});

describe("magento: what is paid with", () => {
  it("is never copied", () => {
    for (const path of ["guest-carts/x/payment-information", "carts/mine/payment-information"]) {
      const url = new URL(`https://shop.example/rest/default/V1/${path}`);
      const watch = magento.watch({ method: "POST", url, headers: new Headers() }, storeSettings.parse({}));
      expect(watch).toEqual({ request: false, response: true });
    }
  });
});
