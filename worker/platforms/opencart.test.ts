import { encodeHTML } from "entities";
import { describe, expect, it } from "vitest";
import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { goodCoupon } from "../testing/shops/fake-shop.ts";
import { openOpencart } from "../testing/shops/opencart.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { opencart } from "./opencart.ts";

const route = (name: string, more = "") => `/index.php?route=${name}${more}`;
const cookie = "OCSESSID=4f0d1c2b3a49586776655443a2; currency=USD";
const html = { "content-type": "text/html; charset=utf-8", date: "Sun, 22 Nov 2026 08:55:08 GMT" };
const json = { "content-type": "application/json", date: "Sun, 22 Nov 2026 08:55:08 GMT" };

interface Given {
  id?: string;
  url?: string;
  image?: string;
  name?: string;
  notes?: string[];
  quantity?: string;
  unit?: string;
  total?: string;
}

/** A line as 4.1 prints it: no column for the model, which comes first among what is printed under the name. */
function row41(given: Given = {}): string {
  const {
    id = "43",
    name = "Teapot",
    notes = [],
    quantity = "2",
    unit = "$602.00",
    total = "$1,204.00",
  } = given;
  const url = encodeHTML(
    given.url ?? `https://shop.example${route("product/product", `&language=en-gb&product_id=${id}`)}`,
  );
  const list = ["Model: TP 16", ...notes].map((note) => `<li><small> - ${note}</small></li>`);
  return `<tr>
    <td class="text-center"><a href="${url}"><img src="${encodeHTML(given.image ?? "/image/cache/teapot-47x47.jpg")}" alt="" class="img-thumbnail"/></a></td>
    <td class="text-start text-wrap"><a href="${url}">${encodeHTML(name)}</a> <ul class="list-unstyled mb-0">${list.join("")}</ul></td>
    <td><form method="post"><div class="input-group">
      <input type="text" name="quantity" value="${quantity}" size="1" class="form-control"/>
      <input type="hidden" name="key" value="17"/>
      <a href="https://shop.example${route("checkout/cart.remove", "&amp;key=17")}" class="btn btn-danger"><i></i></a></div></form></td>
    <td class="text-end">${unit}</td><td class="text-end">${total}</td></tr>`;
}

/** A line as 3.x and 4.0 print it: the model in a column of its own, options under the name. */
function row3({
  id = "43",
  name = "Teapot",
  notes = [],
  quantity = "2",
  unit = "$602.00",
  total = "$1,204.00",
}: Given = {}) {
  const url = `https://shop.example${route("product/product", `&amp;product_id=${id}`)}`;
  return `<tr>
    <td class="text-center"> <a href="${url}"><img src="/image/cache/teapot-47x47.jpg" class="img-thumbnail" /></a> </td>
    <td class="text-left"><a href="${url}">${name}</a> ${notes.map((note) => `<br/><small>${note}</small>`).join("")}</td>
    <td class="text-left">TP 16</td>
    <td class="text-left"><div><input type="text" name="quantity[90]" value="${quantity}" size="1" />
      <button type="button" onclick="cart.remove('90');"><i></i></button></div></td>
    <td class="text-right">${unit}</td><td class="text-right">${total}</td></tr>`;
}

const voucherRow = `<tr><td></td><td class="text-start">$20.00 Gift Certificate for Ada</td><td></td>
  <td><input type="text" name="quantity" value="1" disabled/></td><td>$20.00</td><td>$20.00</td></tr>`;

const table = (rows: string[], { coupon = "" } = {}) => `<h1>Shopping Cart</h1>
  <div class="table-responsive"><table class="table"><thead><tr><td>Image</td><td>Product</td></tr></thead>
  <tbody>${rows.join("")}</tbody>
  <tfoot><tr><td colspan="4"><strong>Sub-Total</strong></td><td>$1,000.00</td></tr>
  <tr><td colspan="4"><strong>Total</strong></td><td>$1,204.00</td></tr></tfoot></table></div>
  <form id="form-coupon"><input type="text" name="coupon" value="${coupon}" id="input-coupon"/></form>`;

const smallCart = (filled: boolean) =>
  `<div id="cart"><button>Cart</button><ul>${
    filled
      ? '<li><table><tr><td><a href="/x">Teapot</a></td><td>x 1</td><td>$602.00</td></tr></table></li>'
      : '<li class="text-center p-4">Your shopping cart is empty!</li>'
  }</ul></div>`;

const page = (content: string, { filled = true } = {}) =>
  `<!DOCTYPE html><html lang="en"><head><title>Shop</title></head><body>${smallCart(filled)}<main>${content}</main></body></html>`;

const cartView = (body: string, more: Partial<Sample> = {}): Sample => ({
  method: "GET",
  path: route("checkout/cart", "&language=en-gb"),
  headers: { cookie },
  responseHeaders: html,
  body,
  ...more,
});

const call = (name: string, body: unknown, more: Partial<Sample> = {}): Sample => ({
  method: "POST",
  path: route(name, "&language=en-gb"),
  headers: {
    cookie,
    "content-type": "application/x-www-form-urlencoded",
    "x-requested-with": "XMLHttpRequest",
  },
  responseHeaders: json,
  body: body === null ? null : JSON.stringify(body),
  ...more,
});

const addedAnswer = (link: string) => ({
  success: `Success: You have added <a href="${encodeHTML(link)}">Teapot</a> to your <a href="/cart">shopping cart</a>!`,
});
const plainLink = "https://shop.example/index.php?route=product/product&language=en-gb&product_id=43";

const teapot: LineItem = {
  productId: "43",
  name: "Teapot",
  options: [],
  quantity: 2,
  unitMinor: 60200,
  image: "https://shop.example/image/cache/teapot-47x47.jpg",
  url: "https://shop.example/index.php?route=product/product&language=en-gb&product_id=43",
};
const teapots: CartSnapshot = { currency: "USD", lines: [teapot], totalMinor: 120400, coupons: [] };

const success = (more: Partial<Sample> = {}): Sample => ({
  method: "GET",
  path: route("checkout/success", "&language=en-gb"),
  headers: { cookie },
  responseHeaders: html,
  body: page('<div id="common-success"><h1>Your order has been placed!</h1></div>', { filled: false }),
  ...more,
});
const confirm = (more: Partial<Sample> = {}) =>
  call(
    "extension/opencart/payment/cod.confirm",
    { redirect: `https://shop.example${route("checkout/success", "&language=en-gb")}` },
    { method: "GET", ...more },
  );
const order = { number: null, totalMinor: null, currency: null, email: null };

const buy = (productId: string, name: string, options: LineItem["options"] = [], quantity = 1): LineItem => ({
  productId,
  name,
  options,
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});
const mug = buy("17", "Enamel mug & lid");
const aprons = [
  buy(
    "23",
    "Linen apron",
    [
      { name: "Colour", value: "Sea" },
      { name: "Size", value: "Long" },
    ],
    2,
  ),
  buy("23", "Linen apron", [
    { name: "Colour", value: "Slate" },
    { name: "Size", value: "Regular" },
  ]),
];

conformance(opencart, {
  pages: {
    "/": { kind: "home", step: null },
    "/index.php": { kind: "home", step: null },
    "/en-gb": { kind: "home", step: null },
    "/index.php?route=common/home&language=en-gb": { kind: "home", step: null },
    "/index.php?route=product/category&path=20": { kind: "listing", step: null },
    "/index.php?route=product/manufacturer.info&manufacturer_id=8": { kind: "listing", step: null },
    "/index.php?route=product/product&product_id=43": { kind: "product", step: null },
    "/en-gb/product/teapot": { kind: "product", step: null },
    "/en-gb/catalog/kitchen/pots": { kind: "listing", step: null },
    "/index.php?route=checkout/cart": { kind: "cart", step: "cart" },
    "/shopping-cart": { kind: "cart", step: "cart" },
    "/de/cart/": { kind: "cart", step: "cart" },
    "/index.php?route=checkout/checkout": { kind: "checkout", step: "contact" },
    "/index.php?route=extension/quickcheckout/checkout": { kind: "checkout", step: "contact" },
    "/checkout": { kind: "checkout", step: "contact" },
    "/index.php?route=checkout/success": { kind: "confirmation", step: "done" },
    "/en-gb/checkout/success": { kind: "confirmation", step: "done" },
    "/index.php?route=account/login": { kind: "other", step: null },
    "/index.php?route=checkout/cart.list": { kind: "other", step: null },
    "/teapot": { kind: "other", step: null },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/teapot" },
    { method: "GET", path: route("product/product", "&product_id=43") },
    { method: "GET", path: route("checkout/cart.add") },
    { method: "GET", path: route("common/cart.info") },
    { method: "GET", path: route("checkout/checkout") },
    { method: "GET", path: route("checkout/confirm.confirm") },
    { method: "POST", path: route("checkout/payment_method.save") },
    { method: "POST", path: route("checkout/shipping_method.save") },
    { method: "POST", path: route("checkout/login.save") },
    { method: "POST", path: route("checkout/login/save") },
    { method: "POST", path: route("account/login.login") },
    { method: "POST", path: route("account/wishlist.add") },
    { method: "GET", path: route("account/order") },
    { method: "GET", path: "/image/cache/teapot-47x47.jpg" },
  ],
  carts: {
    "its page in 4.1": { sample: cartView(page(table([row41()]))), cart: teapots },
    "its table alone, loaded after a change": {
      sample: cartView(table([row41()]), { path: route("checkout/cart.list", "&language=en-gb") }),
      cart: teapots,
    },
    "its page behind an address without a route": {
      sample: cartView(page(table([row41()])), { path: "/en-gb/cart" }),
      cart: teapots,
    },
    "its page in 3.x": {
      sample: cartView(page(table([row3({ notes: ["Colour: Sea blue", "Reward Points: 600"] })]))),
      cart: {
        ...teapots,
        lines: [
          {
            ...teapot,
            options: [{ name: "Colour", value: "Sea blue" }],
            url: "https://shop.example/index.php?route=product/product&product_id=43",
          },
        ],
      },
    },
    "options, several of one name, beside what is none": {
      sample: cartView(
        page(
          table([
            row41({
              notes: [
                "Engraving: To &quot;A&quot;: love",
                "Extras: Lid",
                "Extras: Sieve",
                "Subscription: monthly",
                "Reward Points: 600",
              ],
            }),
          ]),
        ),
      ),
      cart: {
        ...teapots,
        lines: [
          {
            ...teapot,
            options: [
              { name: "Engraving", value: 'To "A": love' },
              { name: "Extras", value: "Lid" },
              { name: "Extras", value: "Sieve" },
            ],
          },
        ],
      },
    },
    "a coupon in its field": {
      sample: cartView(page(table([row41()], { coupon: "1111" }))),
      cart: { ...teapots, coupons: ["1111"] },
    },
    "a product named by its path": {
      sample: cartView(page(table([row41({ url: "https://shop.example/en-gb/product/teapot" })]))),
      cart: {
        ...teapots,
        lines: [
          { ...teapot, productId: "/en-gb/product/teapot", url: "https://shop.example/en-gb/product/teapot" },
        ],
      },
    },
    "a gift voucher beside, which is no product": {
      sample: cartView(page(table([row41(), voucherRow]))),
      cart: teapots,
    },
    "a struck-out price before the price": {
      sample: cartView(page(table([row41({ unit: "<s>$700.00</s> $602.00" })]))),
      cart: teapots,
    },
    "a total alone": {
      sample: cartView(page(table([row41({ unit: "", total: "$1,204.00" })]))),
      cart: teapots,
    },
    "a currency whose sign stands behind, with a comma": {
      sample: cartView(page(table([row41({ unit: "1.602,50€", total: "3.205,00€" })])), {
        headers: { cookie: "OCSESSID=a; currency=EUR" },
      }),
      cart: { ...teapots, currency: "EUR", lines: [{ ...teapot, unitMinor: 160250 }], totalMinor: 320500 },
    },
    "a currency without decimals": {
      sample: cartView(page(table([row41({ unit: "¥1,500", total: "¥3,000" })])), {
        headers: { cookie: "currency=JPY" },
      }),
      cart: { ...teapots, currency: "JPY", lines: [{ ...teapot, unitMinor: 1500 }], totalMinor: 3000 },
    },
    "a currency that is set by this very answer": {
      sample: cartView(page(table([row41()])), {
        headers: {},
        responseHeaders: { ...html, "set-cookie": "currency=USD; path=/; SameSite=Lax" },
      }),
      cart: teapots,
    },
  },
  emptied: {
    "its page in 4.x": cartView(
      page('<div id="shopping-cart"><h1>Shopping Cart</h1><p>Your shopping cart is empty!</p></div>', {
        filled: false,
      }),
    ),
    "its page in 3.x": cartView(
      page('<div id="error-not-found"><p>Your shopping cart is empty!</p></div>', { filled: false }),
    ),
    "by an order": success(),
  },
  changes: {
    "a thing added": call("checkout/cart.add", addedAnswer(plainLink), {
      requestBody: "quantity=1&product_id=43",
    }),
    "a thing added in 3.x": call("checkout/cart/add", {
      ...addedAnswer(plainLink),
      total: "1 item(s) - $602.00",
    }),
    "a quantity changed": call("checkout/cart.edit", {
      success: "Success: You have modified your shopping cart!",
    }),
    "a quantity changed in 3.x": call("checkout/cart/edit", null, {
      status: 302,
      responseHeaders: { location: "https://shop.example/index.php?route=checkout/cart" },
    }),
    "a thing taken out, by a link": call(
      "checkout/cart.remove&key=17",
      { success: "Success" },
      { method: "GET" },
    ),
    "a thing taken out of the small cart": call("common/cart.remove", { success: "Success" }),
    "the last thing taken out": call("checkout/cart.remove&key=17", {
      redirect: "https://shop.example/cart",
    }),
    "a coupon in 4.1": call("extension/opencart/checkout/coupon.save", { success: "Success" }),
    "a coupon in 3.x": call("extension/total/coupon/coupon", { redirect: "https://shop.example/cart" }),
  },
  added: {
    "options by their numbers, several of one, and a subscription": {
      sample: call("checkout/cart.add", addedAnswer(plainLink), {
        requestBody:
          "option%5B218%5D=5&option%5B223%5D%5B%5D=8&option%5B223%5D%5B%5D=10&option%5B208%5D=For+Ada&option%5B209%5D=&quantity=1&product_id=43&subscription_plan_id=2",
      }),
      added: {
        productId: "43",
        restore: {
          "option[218]": "5",
          "option[223][0]": "8",
          "option[223][1]": "10",
          "option[208]": "For Ada",
          subscription_plan_id: "2",
        },
      },
    },
    "the product's number, where its address hides it": {
      sample: call("checkout/cart/add", addedAnswer("https://shop.example/teapot"), {
        requestBody: "quantity=1&product_id=43",
      }),
      added: { productId: "/teapot", restore: { product_id: "43" } },
    },
  },
  unreadable: {
    "an option missing, 200": call("checkout/cart.add", {
      error: { option_218: "Radio required!" },
      redirect: plainLink,
    }),
    "no such product, 200": call("checkout/cart.add", {
      error: { warning: "No such product" },
      redirect: plainLink,
    }),
    "no such product in 3.x": call("checkout/cart/add", []),
    "a coupon refused, 200": call("extension/opencart/checkout/coupon.save", { error: "Warning: invalid" }),
    "a page of maintenance": cartView("<html><body>Back soon</body></html>", { status: 503 }),
    "a table without lines": cartView(table([]), { path: route("checkout/cart.list") }),
    "a theme that shows its cart without a table": cartView(
      page(
        '<div class="cart-line"><a href="/teapot">Teapot</a><input type="number" name="quantity[90]" value="2"></div>',
        {
          filled: false,
        },
      ),
    ),
    "a theme whose small cart is no table": cartView(
      `<html><body><div id="cart"><div><img src="/teapot.jpg"> Teapot</div></div><main>Cart</main></body></html>`,
    ),
    "a page cut off behind its head": cartView(`<html><body>${smallCart(false)}<main>`),
    "prices that only customers see": cartView(page(table([row41({ unit: "", total: "" })]))),
    "a line without a quantity": cartView(page(table([row41(), row41({ quantity: "" })]))),
    "half of a thing": cartView(page(table([row41({ quantity: "1.5" })]))),
    "prices that contradict each other": cartView(page(table([row41({ unit: "$1.00", total: "$5.01" })]))),
    "no currency": cartView(page(table([row41()])), { headers: {} }),
    "a currency that is none": cartView(page(table([row41()])), { headers: { cookie: "currency=<b>" } }),
  },
  addresses: {
    "of a guest in 4.x": {
      sample: call(
        "checkout/register.save",
        { success: "Success" },
        { requestBody: "account=0&email=ada%40example.com&password=" },
      ),
      email: "ada@example.com",
    },
    "of a guest in 3.x": {
      sample: call("checkout/guest/save", [], { requestBody: "firstname=Ada&email=ada%40example.com" }),
      email: "ada@example.com",
      name: "Ada",
    },
  },
  orders: {
    "the payment taken": { sample: confirm(), order },
    "the payment taken in 3.x": { sample: confirm({ path: route("extension/payment/cod/confirm") }), order },
    "the success page": { sample: success(), order },
    "the success page under another address": { sample: success({ path: "/checkout/success" }), order },
    "the success page again, minutes later": {
      sample: success({ responseHeaders: { ...html, date: "Sun, 22 Nov 2026 08:59:00 GMT" } }),
      order,
    },
    "the success page of a theme that shows no cart": {
      sample: success({ body: "<html><body><h1>Thank you</h1></body></html>" }),
      order,
    },
    "the success page of a session begun with it": {
      sample: success({
        headers: {},
        responseHeaders: { ...html, "set-cookie": "OCSESSID=4f0d1c2b3a49586776655443a2; path=/; HttpOnly" },
      }),
      order,
    },
  },
  notOrders: {
    "the success page with something in the cart": success({
      body: page("<h1>Your order has been placed!</h1>"),
    }),
    "the success page, sent elsewhere": success({ status: 302 }),
    "the success page of nobody": success({ headers: {} }),
    "the payment refused": confirm({ body: JSON.stringify({ error: "Payment method required!" }) }),
    "the payment sent to its provider": confirm({
      body: JSON.stringify({ redirect: "https://pay.example/x" }),
    }),
    "the payment failed": confirm({
      body: JSON.stringify({ redirect: "https://shop.example/index.php?route=checkout/failure" }),
    }),
  },
  cartOf: ({ name, image, url }) => cartView(page(table([row41({ name, image, url })]))),
  shop: {
    open: () => openOpencart(4),
    simple: mug,
    optioned: aprons,
    soldOut: buy("31", "Walnut board"),
    unknown: buy("999", "Nothing we know"),
    coupon: goodCoupon,
  },
});

const settings = storeSettings.parse({});

describe("opencart: orders without numbers", () => {
  it("are seen on a page that was cut off, which says nothing of the cart", async () => {
    const seen = await observe(opencart, success({ body: `<html><body>${smallCart(false)}<main>` }));
    expect(seen).toEqual({ order });
  });

  it("never carry the session itself", async () => {
    expect(JSON.stringify(await observe(opencart, success()))).not.toContain("4f0d1c2b");
  });
});

describe("opencart: the currency", () => {
  const fromSwitch = (sign: string, choices: string) =>
    observe(
      opencart,
      cartView(
        page(
          `<form id="form-currency"><strong>${sign}</strong><ul>${choices}</ul></form>${table([row41()])}`,
        ),
        {
          headers: {},
        },
      ),
    );

  it("is told by the page's switch where no cookie does, in 4.x and in 3.x", async () => {
    const four = '<li><span data-code="EUR">€ Euro</span></li><li><span data-code="PLN">Złoty zł</span></li>';
    const three =
      '<li><button type="button" name="EUR">€ Euro</button></li><li><button name="PLN">Złoty zł</button></li>';
    for (const choices of [four, three]) {
      expect(await fromSwitch("zł", choices)).toMatchObject({ cart: { currency: "PLN" } });
      expect(await fromSwitch("€", choices)).toMatchObject({ cart: { currency: "EUR" } });
    }
  });

  it("is not guessed among several dollars", async () => {
    const dollars =
      '<li><span data-code="USD">$ US Dollar</span></li><li><span data-code="CAD">$ Canadian</span></li>';
    expect(await fromSwitch("$", dollars)).toEqual({});
  });

  it("is the merchant's word in a shop that has one alone", async () => {
    const seen = await observe(opencart, cartView(page(table([row41()])), { headers: {} }), {
      opencart: { currency: "USD" },
    });
    expect(seen).toMatchObject({ cart: teapots });
  });
});

describe.each([3, 4] as const)("opencart %i: a cart in the shop", (version) => {
  it("is rebuilt with options found by their names, and loses what there is too little of", async () => {
    const shop = openOpencart(version);
    const soldOut = buy("31", "Walnut board");
    expect(await opencart.addLines(shop, [mug, soldOut, ...aprons], settings)).toEqual([soldOut]);
    const cart = await opencart.readCart(shop, settings);
    expect(cart).toMatchObject({ currency: "GBP", totalMinor: 1850 + 3 * 4200, coupons: [] });
    expect(cart?.lines.map(({ name, options, quantity }) => ({ name, options, quantity }))).toEqual(
      [mug, ...aprons].map(({ name, options, quantity }) => ({ name, options, quantity })),
    );
  });

  it("is rebuilt from what the first request said, without a look at the product's page", async () => {
    const shop = openOpencart(version);
    const asked: string[] = [];
    const watched = {
      ...shop,
      fetch: (path: string, init?: RequestInit) => {
        asked.push(path);
        return shop.fetch(path, init);
      },
    };
    const restore = { "option[200]": "301", "option[201]": "311" };
    const apron = { ...(aprons[0] as LineItem), restore };
    expect(await opencart.addLines(watched, [apron], settings)).toEqual([]);
    expect(shop.visit.lines).toMatchObject([{ chosen: { Colour: "Sea", Size: "Long" }, quantity: 2 }]);
    expect(asked.filter((path) => path.includes("product/product"))).toEqual([]);
  });

  it("keeps as many as were there of what cannot be had more often", async () => {
    const shop = openOpencart(version);
    await opencart.addLines(shop, [mug], settings);
    const many = { ...mug, quantity: 5000 };
    expect(await opencart.addLines(shop, [many], settings)).toEqual([many]);
    expect((await opencart.readCart(shop, settings))?.lines).toMatchObject([{ quantity: 1 }]);
  });

  it("does not take an option that is not offered any more", async () => {
    const shop = openOpencart(version);
    const gone = buy("23", "Linen apron", [{ name: "Colour", value: "Rose" }]);
    expect(await opencart.addLines(shop, [gone], settings)).toEqual([gone]);
    expect(shop.visit.lines).toEqual([]);
  });

  it("can be emptied", async () => {
    const shop = openOpencart(version);
    await opencart.addLines(shop, [mug, ...aprons], settings);
    expect(await opencart.clearCart?.(shop, settings)).toBe(true);
    expect(await opencart.readCart(shop, settings)).toMatchObject({ lines: [] });
  });

  it("has a name that the shop's server can tell, and that is not its session", async () => {
    const cart = await opencart.readCart(openOpencart(version), settings);
    // printf %s 7c1e5a0b9d8f2e3a4b5c6d7e8f | sha256sum
    expect(cart?.ref).toBe("a4b4b137961f432e5fc27755120ebd000977ffd1a40e0eb9f6fc5446e41701e9");
  });

  it("takes a coupon by this version's own form", async () => {
    const shop = openOpencart(version);
    await opencart.addLines(shop, [mug], settings);
    expect(await opencart.applyCoupon(shop, goodCoupon, settings)).toBe(true);
    expect(await opencart.readCart(shop, settings)).toMatchObject({ coupons: [goodCoupon] });
  });
});

describe("opencart: what is private", () => {
  it("is not copied: no card, no password of a login", () => {
    const watch = (path: string) =>
      opencart.watch(
        { method: "POST", url: new URL(path, "https://shop.example"), headers: new Headers() },
        settings,
      );
    expect(watch(route("extension/opencart/payment/card.confirm"))?.request).toBe(false);
    expect(watch(route("checkout/login.save"))).toBeNull();
  });
});
