import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { LineItem } from "../domain/cart.ts";
import { demoSession } from "../testing/demo-session.ts";
import { behind, openFakeShop } from "../testing/shops/fake-shop.ts";
import { openZenCart, zenCartSettings } from "../testing/shops/zen-cart.ts";
import { World } from "../testing/world.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { conformance, observe, type Sample } from "./conformance.ts";
import { generic } from "./generic.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };

const page = (main: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Your cart</title></head>
<body class="cart-page"><header><a href="/cart" data-count="2">Cart</a></header>
<main id="main"><div class="wrap"><h1>Your cart</h1>
${main}
</div></main></body></html>`;

const cartPage = (main: string, status = 200): Sample => ({
  method: "GET",
  path: "/cart",
  status,
  body: page(main),
});

const line = (attributes: string, inner = "") => `<li class="cart-line" ${attributes}>${inner}</li>`;

const mug = line(
  `data-key="k1" data-product-id="101" data-name="Enamel mug &amp; spoon" data-quantity="2" data-unit-price="1400" data-options="{&quot;colour&quot;:&quot;sea&quot;}"`,
  `<a href="/products/enamel-mug?colour=sea&amp;x=1"><img src="/img/mug.svg" alt=""></a><p>£28.00</p>`,
);
const salt = line(
  `data-product-id="107" data-name="Sea salt flakes" data-quantity="1" data-unit-price="650" data-options="{}"`,
);
const filled = `<ul data-cart-total="3450">${mug}${salt}</ul>`;

const empty = `<p class="cart-empty">Nothing in it yet.</p>`;

const buy = (productId: string, name: string, options: LineItem["options"] = [], quantity = 1): LineItem => ({
  productId,
  name,
  options,
  quantity,
  unitMinor: 0,
  image: null,
  url: null,
});

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

conformance(generic, {
  settings: { generic: { estimate: "/delivery-estimate" } },
  pages: {
    "/": { kind: "home", step: null },
    "/?utm_source=x": { kind: "home", step: null },
    "/shop/": { kind: "listing", step: null },
    "/collections/summer": { kind: "listing", step: null },
    "/products/enamel-mug": { kind: "product", step: null },
    "/product/enamel-mug/": { kind: "product", step: null },
    "/products": { kind: "other", step: null },
    "/about": { kind: "other", step: null },
    "/cart": { kind: "cart", step: "cart" },
    "/cart?x=1": { kind: "cart", step: "cart" },
    "/cartoons": { kind: "other", step: null },
    "/checkout": { kind: "checkout", step: null },
    "/checkout/contact": { kind: "checkout", step: "contact" },
    "/checkout/delivery/": { kind: "checkout", step: "delivery" },
    "/checkout/payment": { kind: "checkout", step: "payment" },
    "/checkout/payments": { kind: "checkout", step: null },
    "/checkout/done/1001": { kind: "confirmation", step: "done" },
    "/checkout/thank-you/AB-1/": { kind: "confirmation", step: "done" },
  },
  unwatched: [
    { method: "GET", path: "/" },
    { method: "GET", path: "/products/enamel-mug" },
    { method: "GET", path: "/cartoons" },
    { method: "GET", path: "/checkout/contact" },
    { method: "GET", path: "/cart/add" },
    { method: "POST", path: "/login" },
    { method: "HEAD", path: "/cart" },
    { method: "OPTIONS", path: "/cart" },
    { method: "DELETE", path: "/checkout/contact" },
  ],
  carts: {
    "two lines, one with options": {
      sample: cartPage(filled),
      cart: {
        currency: "GBP",
        totalMinor: null,
        lines: [
          {
            productId: "101",
            name: "Enamel mug & spoon",
            options: [{ name: "colour", value: "sea" }],
            quantity: 2,
            unitMinor: 1400,
            image: "https://shop.example/img/mug.svg",
            url: "https://shop.example/products/enamel-mug?colour=sea&x=1",
          },
          { ...buy("107", "Sea salt flakes"), unitMinor: 650 },
        ],
      },
    },
    "edited to one line": {
      sample: cartPage(`<ul>${salt}</ul>`),
      cart: {
        currency: "GBP",
        totalMinor: null,
        lines: [{ ...buy("107", "Sea salt flakes"), unitMinor: 650 }],
      },
    },
    "options that are not JSON, or not all text": {
      sample: cartPage(
        line(`data-product-id=1 data-quantity=1 data-unit-price=0 data-options="colour: sea"`) +
          line(
            `data-product-id=2 data-quantity=1 data-unit-price=5 data-options='{"size":12,"gift":null,"extra":{}}'`,
          ),
      ),
      cart: {
        currency: "GBP",
        totalMinor: null,
        lines: [buy("1", "1"), { ...buy("2", "2", [{ name: "size", value: "12" }]), unitMinor: 5 }],
      },
    },
  },
  emptied: { "an empty cart page": cartPage(empty) },
  changes: {
    "a form that leads to the cart": {
      method: "POST",
      path: "/cart/add",
      headers: form,
      requestBody: "product_id=101",
      status: 303,
      body: "",
    },
    "a form that is answered with a page": { method: "POST", path: "/basket/update", body: page(empty) },
  },
  unreadable: {
    "a page without lines that does not say it is empty": cartPage("<p>Something else</p>"),
    "a change that failed": { method: "POST", path: "/cart/add", status: 422, body: "" },
    "an error page that looks empty": cartPage(empty, 500),
    "a page for those who are logged in": cartPage(empty, 403),
    "a line without a quantity": cartPage(
      `${mug}${line('data-product-id="1" data-quantity="" data-unit-price="1"')}`,
    ),
    "a quantity of none": cartPage(
      `${mug}${line('data-product-id="1" data-quantity="0" data-unit-price="1"')}`,
    ),
    "a quantity of half": cartPage(line('data-product-id="1" data-quantity="1.5" data-unit-price="1"')),
    "a quantity below none": cartPage(line('data-product-id="1" data-quantity="-1" data-unit-price="1"')),
    "a price in words": cartPage(line('data-product-id="1" data-quantity="1" data-unit-price="free"')),
    "a price with decimals where minor units belong": cartPage(
      line('data-product-id="1" data-quantity="1" data-unit-price="14.00"'),
    ),
    "no price": cartPage(`${mug}${line('data-product-id="1" data-quantity="1"')}`),
    "a line without an id": cartPage(line('data-product-id="" data-quantity="1" data-unit-price="1"')),
    "a page that the parser gives up on": cartPage(`${filled}<select><option>x<style>a{}</style>`),
    "an empty page that the parser gives up on": cartPage(`${empty}<select><option>x<style>a{}</style>`),
    "lines in a comment and in a script": cartPage(`<!-- ${filled} --><script>'${salt}'</script>`),
  },
  addresses: {
    "the checkout's contact form": {
      sample: {
        method: "POST",
        path: "/checkout/contact",
        headers: form,
        requestBody: "name=Ada+Lovelace&email=Ada%40Example.com&phone=",
        status: 303,
        body: null,
      },
      email: "Ada@Example.com",
    },
    "with a charset in its type": {
      sample: {
        method: "POST",
        path: "/checkout/contact",
        headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
        requestBody: "email=ada@example.com",
        body: "",
      },
      email: "ada@example.com",
    },
    "with a first name": {
      sample: {
        method: "POST",
        path: "/checkout/contact",
        headers: form,
        requestBody: "email=ada@example.com&firstname=+Ada+",
        body: "",
      },
      email: "ada@example.com",
      name: "Ada",
    },
  },
  orders: {
    "its page, with a total": {
      sample: {
        method: "GET",
        path: "/checkout/done/1001",
        body: page(
          '<main data-order-number="1001" data-order-total="3895" data-currency="GBP"><h1>Thank you</h1>',
        ),
      },
      order: { number: "1001", totalMinor: 3895, currency: "GBP", email: null },
    },
    "its page, without one": {
      sample: { method: "GET", path: "/checkout/success/AB-1/?x", body: page("Thank you") },
      order: { number: "AB-1", totalMinor: null, currency: "GBP", email: null },
    },
    "its page, with a total nobody can read": {
      sample: { method: "GET", path: "/checkout/done/7", body: page('<p data-order-total="£3.00">') },
      order: { number: "7", totalMinor: null, currency: "GBP", email: null },
    },
  },
  notOrders: {
    "somebody else's, which the shop does not show": {
      method: "GET",
      path: "/checkout/done/1001",
      status: 404,
      body: page("Not found"),
    },
    "one that needs a login": { method: "GET", path: "/checkout/done/1001", status: 302, body: "" },
    "the payment form": {
      method: "POST",
      path: "/checkout/payment",
      headers: form,
      requestBody: "payment=cod",
      status: 303,
      body: null,
    },
    "a page of the checkout": { method: "GET", path: "/checkout/done/", body: page("Thank you") },
  },
  cartOf: ({ name, image, url }) =>
    cartPage(
      line(
        `data-product-id="1" data-name="${escaped(name)}" data-quantity="1" data-unit-price="1"`,
        `<a href="${escaped(url)}"><img src="${escaped(image)}"></a>`,
      ),
    ),
  shop: {
    open: () => demoSession("generic"),
    simple: buy("107", "Sea salt flakes"),
    optioned: [
      buy("101", "Enamel mug", [{ name: "colour", value: "rust" }], 2),
      buy("104", "Harbour apron", [
        { name: "colour", value: "slate" },
        { name: "size", value: "long" },
      ]),
    ],
    soldOut: buy("108", "Oyster shucking knife"),
    unknown: buy("999", "Nothing we know"),
    coupon: null,
  },
  delivery: {
    there: {
      parcel: { country: "GB", region: null, currency: "GBP" },
      estimate: { currency: "GBP", price: 450, days: [2, 3], goods: null, total: 550, tax: 92 },
    },
    nowhere: { country: "AQ", region: null, currency: "GBP" },
  },
});

/** A shop whose cart is a table of texts, in a currency without decimals. */
const tableSettings = {
  generic: {
    pages: { cart: "^/korb$", confirmation: "^/danke/(\\d+)$" },
    cart: {
      path: "/korb",
      line: "table.korb tr.zeile",
      empty: "#leer",
      productId: "input.id@value",
      name: "a.name",
      quantity: "input[name=menge]@value",
      unitPrice: ".preis",
      priceAs: "text",
      currency: "JPY",
      options: null,
      image: "picture img@data-src",
      url: "a.name@href",
    },
    address: { parameters: ["nichts", "kunde[mail]"] },
    order: { total: ".summe" },
  },
};

describe("generic: a shop that is told by its settings", () => {
  const row = (name: string, price: string, id = "7") => `<tr class="zeile">
    <td><a class="name" href="p/${id}"><picture><img data-src="b/${id}.png"></picture></a>
    <td><a class="name" href="p/${id}">${name}</a><td><input class=id type=hidden value=${id}>
    <input name=menge value="3"><td><span class="preis"><b>${price}</b></span><span class="preis">Steuer 10</span></tr>`;
  const korb = (rows: string): Sample => ({
    method: "GET",
    path: "/korb",
    body: page(`<table class=korb>${rows}</table>`),
  });

  it("has its cart read by its own selectors, prices as printed, without decimals where the currency has none", async () => {
    const seen = await observe(generic, korb(row("Tee &amp; Kanne", "¥1,500")), tableSettings);
    expect(seen).toMatchObject({
      cart: {
        currency: "JPY",
        lines: [
          {
            productId: "7",
            name: "Tee & Kanne",
            quantity: 3,
            unitMinor: 1500,
            options: [],
            image: "https://shop.example/b/7.png",
            url: "https://shop.example/p/7",
          },
        ],
      },
    });
  });

  it("has a name that is printed twice read once", async () => {
    const twice = row("Kanne", "¥5").replace("Kanne</a>", "Kanne</a><a class=name>Kanne</a>");
    expect(await observe(generic, korb(twice), tableSettings)).toMatchObject({
      cart: { lines: [{ name: "Kanne" }] },
    });
  });

  it("has each line's own name and price", async () => {
    const rows = row("A", "¥1", "1") + row("B", "¥2", "2") + row("C", "¥3", "3");
    const seen = await observe(generic, korb(rows), tableSettings);
    expect(seen).toMatchObject({
      cart: {
        lines: [
          { name: "A", unitMinor: 1 },
          { name: "B", unitMinor: 2 },
          { name: "C", unitMinor: 3 },
        ],
      },
    });
  });

  it.each([
    ["£1,234.50", "GBP", 123_450],
    ["14,90 zł", "PLN", 1490],
    ["1 299,00 kr", "SEK", 129_900],
    ["CHF 1’299.–", "CHF", 129_900],
    ["₩12,000", "KRW", 12_000],
    ["KD 1.250", "KWD", 1250],
    ["&pound;5", "GBP", 500],
  ])("reads %s in %s as %d", async (price, currency, unitMinor) => {
    const settings = {
      generic: { ...tableSettings.generic, cart: { ...tableSettings.generic.cart, currency } },
    };
    expect(await observe(generic, korb(row("x", price)), settings)).toMatchObject({
      cart: { currency, lines: [{ unitMinor }] },
    });
  });

  it.each(["", "kostenlos", "auf Anfrage"])("reads no cart where a price is %j", async (price) => {
    const plain = row("x", price).replace('<span class="preis">Steuer 10</span>', "");
    expect(await observe(generic, korb(plain), tableSettings)).toEqual({});
  });

  it("has its empty cart, its address field and its orders found where they are", async () => {
    expect(await observe(generic, korb("<tr id=leer><td>Leer"), tableSettings)).toMatchObject({
      cart: { lines: [] },
    });
    const contact = {
      method: "POST",
      path: "/checkout/x",
      headers: form,
      requestBody: "email=no@x.example&kunde%5Bmail%5D=ada@example.com",
      body: null,
    };
    expect(await observe(generic, contact, tableSettings)).toEqual({ email: "ada@example.com" });
    const done = {
      method: "GET",
      path: "/danke/12",
      body: page('<p class="summe">Summe: ¥ 4,500</p><p class="summe">99</p>'),
    };
    expect(await observe(generic, done, tableSettings)).toEqual({
      order: { number: "12", totalMinor: 4500, currency: "JPY", email: null },
    });
  });

  it("gets a line through its own form, with the token of the page that has one", async () => {
    const sent: { path: string; body: string }[] = [];
    const shop = {
      base: new URL("https://shop.example"),
      cookie: () => null,
      setCookie: () => {},
      async fetch(path: string, init?: RequestInit) {
        if (init?.method !== "POST")
          return new Response('<form><input name="_token" value="t&amp;1"></form>');
        sent.push({ path, body: String(init.body) });
        return new Response(null, { status: sent.length === 1 ? 302 : 419 });
      },
    };
    const settings = storeSettings.parse({
      generic: {
        add: {
          path: "/warenkorb/hinzu",
          fields: { artikel: "{productId}", menge: "{quantity}", text: "{name} {nichts}", fest: "1" },
          optionField: "merkmal[{option}]",
          token: { page: "/", field: "_token" },
        },
      },
    });
    const lines = [buy("7", "Tee & Kanne", [{ name: "Größe", value: "L" }], 3), buy("8", "Tasse")];
    expect(await generic.addLines(shop, lines, settings)).toEqual([lines[1]]);
    expect(sent[0]?.path).toBe("/warenkorb/hinzu");
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toEqual({
      artikel: "7",
      menge: "3",
      text: "Tee & Kanne {nichts}",
      fest: "1",
      "merkmal[Größe]": "L",
      _token: "t&1",
    });
  });

  it("is asked for no address in forms of another kind", async () => {
    const upload = {
      method: "POST",
      path: "/checkout/x",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      requestBody: "email=a@b.example",
      body: null,
    };
    expect(await observe(generic, upload)).toEqual({});
    expect(await observe(generic, { ...upload, headers: form, requestBody: "name=x" })).toEqual({});
  });
});

/** Zen Cart: pages by query, a token of the session in every form, what was chosen by number. */
const zenPage = (main: string, path = "/index.php?main_page=shopping_cart", status = 200): Sample => ({
  method: "GET",
  path,
  status,
  body: `<!DOCTYPE html><html dir="ltr" lang="en"><body id="pageBody"><div class="centerColumn">${main}</div></body></html>`,
});
const zenRow = (
  id: string,
  name: string,
  price: string,
  { more = "", image = "images/17.jpg", url = `index.php?main_page=product_info&products_id=${id}` } = {},
) => `<tr class="rowOdd"><td class="cartQuantity"><input type="text" name="cart_quantity[]" value="2" size="4" /></td>
<td class="cartQuantityUpdate"><input type="hidden" name="products_id[]" value="${id}" /></td>
<td class="cartProductDisplay"><a href="${escaped(url)}"><span class="cartImage back"><img src="${escaped(image)}" alt="x" /></span><span class="cartProdTitle">${escaped(name)}<span class="alert bold">***</span></span></a>
${more}</td><td class="cartUnitDisplay">${price}</td><td class="cartTotalDisplay">$99.00</td></tr>`;
const zenCart = (rows: string) =>
  zenPage(
    `<table id="cartContentsDisplay"><tr class="tableHeading"><th>Qty.</th></tr>${rows}</table><div id="cartSubTotal">Sub-Total: $1,263.00</div>`,
  );
const zenOptions = `<input type="hidden" name="id[23:9f1c][1]" value="10" /><input type="hidden" name="id[23:9f1c][txt_2]" value="Ada &amp; Charles" />
<div class="cartAttribsList"><ul><li>Colour&nbsp;-&nbsp;Slate</li><li>Name on it&nbsp;-&nbsp;Ada &amp; Charles - twins</li></ul></div>`;
const zenMug: LineItem = {
  ...buy("17", "Enamel mug", [], 2),
  unitMinor: 1850,
  image: "https://shop.example/images/17.jpg",
  url: "https://shop.example/index.php?main_page=product_info&products_id=17",
};
const zenPost = (query: string, fields: Record<string, string>, status = 302): Sample => ({
  method: "POST",
  path: `/index.php?${query}`,
  headers: form,
  requestBody: new URLSearchParams({ securityToken: "f3a9", ...fields }).toString(),
  status,
  body: "",
});

describe("Zen Cart, by its settings", () => {
  conformance(generic, {
    settings: zenCartSettings,
    pages: {
      "/": { kind: "home", step: null },
      "/index.php?main_page=product_info&cPath=1_2&products_id=17": { kind: "product", step: null },
      "/index.php?main_page=index&cPath=1_2": { kind: "listing", step: null },
      "/index.php?main_page=shopping_cart": { kind: "cart", step: "cart" },
      "/index.php?main_page=create_account": { kind: "checkout", step: "contact" },
      "/index.php?main_page=checkout_shipping&x=1": { kind: "checkout", step: "delivery" },
      "/index.php?main_page=checkout_payment": { kind: "checkout", step: "payment" },
      "/index.php?main_page=checkout_confirmation": { kind: "checkout", step: null },
      "/index.php?main_page=checkout_success": { kind: "confirmation", step: "done" },
      "/index.php?main_page=about_us": { kind: "other", step: null },
    },
    unwatched: [
      { method: "GET", path: "/index.php?main_page=product_info&products_id=17" },
      { method: "POST", path: "/index.php?main_page=login&action=process" },
      { method: "POST", path: "/index.php?main_page=contact_us&action=send" },
      { method: "GET", path: "/index.php?main_page=checkout_payment" },
    ],
    carts: {
      "prices as printed, with a total": {
        sample: zenCart(zenRow("17", "Enamel mug", "$1,231.50")),
        cart: { currency: "USD", totalMinor: 126_300, lines: [{ ...zenMug, unitMinor: 123_150 }] },
      },
      "options as they are shown, and as they are sent": {
        sample: zenCart(
          zenRow("17", "Enamel mug", "$18.50") + zenRow("23:9f1c", "Apron", "$42.00", { more: zenOptions }),
        ),
        cart: {
          currency: "USD",
          totalMinor: 126_300,
          lines: [
            zenMug,
            {
              ...buy("23", "Apron", [], 2),
              unitMinor: 4200,
              image: "https://shop.example/images/17.jpg",
              url: "https://shop.example/index.php?main_page=product_info&products_id=23:9f1c",
              options: [
                { name: "Colour", value: "Slate" },
                { name: "Name on it", value: "Ada & Charles - twins" },
              ],
              restore: { "id[1]": "10", "id[txt_2]": "Ada & Charles" },
            },
          ],
        },
      },
    },
    emptied: { "its page": zenPage('<h2 id="cartEmptyText">Your Shopping Cart is empty.</h2>') },
    changes: {
      "a thing put in": zenPost("main_page=product_info&products_id=17&action=add_product", {
        products_id: "17",
      }),
      "quantities changed": zenPost("main_page=shopping_cart&action=update_product", {
        "cart_quantity[]": "3",
      }),
      "a thing taken out": zenPage(
        "",
        "/index.php?main_page=shopping_cart&action=remove_product&product_id=17",
        302,
      ),
    },
    added: {
      "what was chosen, by number": {
        sample: zenPost("main_page=product_info&products_id=23&action=add_product", {
          products_id: "23",
          cart_quantity: "1",
          "id[1]": "10",
          "id[txt_2]": "Ada",
        }),
        added: { productId: "23", restore: { "id[1]": "10", "id[txt_2]": "Ada" } },
      },
    },
    unreadable: {
      "a page for those who were away too long": zenPage("<h1>Whoops! Your session has expired.</h1>"),
      "a line without a number": zenCart(zenRow("", "Enamel mug", "$18.50")),
      "a line without a price": zenCart(zenRow("17", "Enamel mug", "Call for price")),
    },
    addresses: {
      "with a new account": {
        sample: zenPost("main_page=create_account", { email_address: "ada@example.com", password: "x" }),
        email: "ada@example.com",
      },
    },
    orders: {
      "its number, in a sentence": {
        sample: zenPage(
          '<h1 id="checkoutSuccessHeading">Thank You!</h1><div id="checkoutSuccessOrderNumber">Your Order Number is: 1042</div>',
          "/index.php?main_page=checkout_success",
        ),
        order: { number: "1042", totalMinor: null, currency: "USD", email: null },
      },
    },
    notOrders: {
      "the page without an order": zenPage("<h1>Thank You!</h1>", "/index.php?main_page=checkout_success"),
      "the page for those who must log in": zenPage("", "/index.php?main_page=checkout_success", 302),
    },
    cartOf: ({ name, image, url }) => zenCart(zenRow("17", name, "$18.50", { image, url })),
    shop: {
      open: openZenCart,
      simple: buy("17", "Enamel mug & lid"),
      optioned: [
        {
          ...buy("23", "Linen apron", [
            { name: "Colour", value: "Slate" },
            { name: "Size", value: "Long" },
          ]),
          restore: { "id[1]": "10", "id[2]": "21" },
        },
      ],
      soldOut: buy("31", "Walnut board"),
      unknown: buy("999", "Nothing we know"),
      coupon: null,
    },
  });

  it("has a cart kept as soon as something is put in, with its numbers, and again when it is changed", async () => {
    const world = await World.create({ settings: zenCartSettings });
    world.origin = behind(openZenCart());
    const device = world.device();
    const kept = async () => {
      const lines = await env.DB.prepare("SELECT lines FROM carts WHERE status = 'active'").first<string>(
        "lines",
      );
      return JSON.parse(lines ?? "[]");
    };
    const at = (query: string) => `/index.php?main_page=${query}`;
    const page = await (await device.get(at("product_info&products_id=23"))).text();
    const securityToken = /name="securityToken" value="(\w+)"/.exec(page)?.[1] ?? "";
    const add = { securityToken, products_id: "23", cart_quantity: "1", "id[1]": "11", "id[2]": "20" };
    await device.post(at("product_info&products_id=23&action=add_product"), { ...add, securityToken: "x" });
    expect(await kept()).toEqual([]);
    await device.post(at("product_info&products_id=23&action=add_product"), add);
    expect(await kept()).toMatchObject([
      { productId: "23", quantity: 1, restore: { "id[1]": "11", "id[2]": "20" } },
    ]);
    await device.post(at("shopping_cart&action=update_product"), {
      securityToken,
      "products_id[]": "23:1",
      "cart_quantity[]": "0",
    });
    expect(await kept()).toEqual([]);
  });

  it("does not take a thing whose options are not known any more", async () => {
    const apron = buy("23", "Linen apron", [{ name: "Colour", value: "Slate" }]);
    expect(await generic.addLines(openZenCart(), [apron], storeSettings.parse(zenCartSettings))).toEqual([
      apron,
    ]);
  });
});

/** A shop whose pages get their cart as JSON. */
const apiSettings = {
  generic: {
    api: {
      requests: [
        { method: "GET", path: "^/api/basket$" },
        { method: "POST", path: "^/api/basket/lines" },
      ],
      read: "/api/basket",
      lines: "/basket/lines",
      productId: "/article/no",
      name: "/article/title",
      unitPrice: "/price~1unit",
      options: "/choices",
      image: "/article/pictures/0",
      url: "/article/href",
      currency: "/basket/currency",
      total: "/basket/sum",
      coupons: "/basket/vouchers",
    },
    add: {
      path: "/api/basket/lines",
      as: "json",
      fields: { no: "{productId}", quantity: "{quantity}" },
      optionField: null,
    },
    address: { parameters: ["mail", "/buyer/mail"] },
    coupon: { method: "GET", path: "/basket?voucher={code}", accepted: ".voucher-in" },
  },
};
const jsonLine = (more: object = {}) => ({
  article: { no: 17, title: "Tea & salt", pictures: ["/17.png"], href: "/t/17" },
  "price/unit": 18.5,
  quantity: 2,
  choices: [{ name: "size", value: "L" }, { name: "gift" }],
  ...more,
});
const basket = (lines: unknown, more: object = {}) =>
  JSON.stringify({ basket: { lines, currency: "eur", sum: "37.00", vouchers: ["TEN"], ...more } });
const jsonSample = (method: string, path: string, body: string, status = 200): Sample => ({
  method,
  path,
  body,
  status,
});
const teas = {
  currency: "EUR",
  totalMinor: 3700,
  coupons: ["TEN"],
  lines: [
    {
      productId: "17",
      name: "Tea & salt",
      options: [{ name: "size", value: "L" }],
      quantity: 2,
      unitMinor: 1850,
      image: "https://shop.example/17.png",
      url: "https://shop.example/t/17",
    },
  ],
};

describe("generic: a shop that answers its cart as JSON", () => {
  it("has it read by JSON pointers, decimals as minor units, however options are listed", async () => {
    const seen = await observe(generic, jsonSample("GET", "/api/basket", basket([jsonLine()])), apiSettings);
    expect(seen).toEqual({ cart: teas });
    const named = jsonLine({ choices: { size: "L", none: null } });
    expect(
      await observe(generic, jsonSample("POST", "/api/basket/lines", basket([named])), apiSettings),
    ).toEqual({ cart: teas });
  });

  it("has an empty list told from none, and from one that cannot be read", async () => {
    const get = (body: string) => observe(generic, jsonSample("GET", "/api/basket", body), apiSettings);
    expect(await get(basket([]))).toMatchObject({ cart: { lines: [] } });
    for (const body of [
      '{"basket":{}}',
      basket(null),
      basket([jsonLine({ quantity: 0 })]),
      "{",
      basket([null]),
    ])
      expect(await get(body)).toEqual({});
  });

  it("has its cart read again after a change that did not tell it, and not after one that failed", async () => {
    const put = (status: number) =>
      observe(generic, jsonSample("POST", "/api/basket/lines", '{"ok":true}', status), apiSettings);
    expect(await put(200)).toEqual({ changed: true });
    expect(await put(409)).toEqual({});
  });

  it("has an address found in a JSON body, by key or by pointer", async () => {
    const send = (body: object) =>
      observe(
        generic,
        {
          ...jsonSample("PUT", "/checkout/buyer", "{}"),
          headers: { "content-type": "application/json" },
          requestBody: JSON.stringify(body),
        },
        apiSettings,
      );
    expect(await send({ mail: "ada@example.com" })).toEqual({ email: "ada@example.com" });
    expect(await send({ buyer: { mail: "ada@example.com" } })).toEqual({ email: "ada@example.com" });
    expect(await send({ buyer: [] })).toEqual({});
  });

  it("has lines put in as JSON, and its coupon by a link, each believed only once the shop shows it", async () => {
    const sent: unknown[] = [];
    let isIn = false;
    const lines: object[] = [];
    const shop = openFakeShop(({ method, url, body }) => {
      if (method === "POST") {
        sent.push(JSON.parse(body));
        // It takes the first, and says that it took the second.
        if (sent.length === 1) lines.push(jsonLine({ choices: [] }));
        return Response.json({ ok: true });
      }
      if (url.pathname === "/api/basket") return new Response(basket(lines));
      if (url.searchParams.get("voucher") === "A&B") isIn = true;
      if (url.searchParams.has("voucher"))
        return new Response(null, { status: 302, headers: { location: "/cart" } });
      return new Response(`<p class="${isIn ? "voucher-in" : "no-voucher"}">`);
    });
    const settings = storeSettings.parse(apiSettings);
    const [tea, other] = [buy("17", "Tea & salt", [], 2), buy("18", "Other")];
    expect(await generic.addLines(shop, [tea, other], settings)).toEqual([other]);
    expect(sent).toEqual([
      { no: "17", quantity: 2 },
      { no: "18", quantity: 1 },
    ]);
    expect(await generic.applyCoupon(shop, "NONE", settings)).toBe(false);
    expect(await generic.applyCoupon(shop, "A&B", settings)).toBe(true);
  });

  it("may have it in a script of the cart's page", async () => {
    const settings = {
      generic: { api: { ...apiSettings.generic.api, requests: [], read: null, script: "script#basket" } },
    };
    const seen = await observe(
      generic,
      cartPage(`<script id="basket" type="application/json">${basket([jsonLine()])}</script>`),
      settings,
    );
    expect(seen).toEqual({ cart: teas });
    expect(await observe(generic, cartPage("<script id=basket>var x = 1</script>"), settings)).toEqual({});
  });
});

describe("generic: a page with several currencies, coupons and structured data", () => {
  const settings = {
    generic: {
      cart: {
        currencyField: "html@data-currency",
        coupons: ".coupon ~ ^(\\S+) applied",
        total: "#sum@data-minor",
      },
      order: { jsonLd: true, total: null },
    },
  };
  const inCurrency = (currency: string, main: string): Sample => ({
    ...cartPage(""),
    body: page(main).replace("<html", `<html data-currency="${currency}"`),
  });

  it("has the currency and the coupons read from the page, where it says them", async () => {
    const coupons =
      "<p class=coupon>TEN applied</p><p class=coupon>Enter a code</p><p id=sum data-minor=3450>";
    expect(await observe(generic, inCurrency("usd", filled + coupons), settings)).toMatchObject({
      cart: { currency: "USD", coupons: ["TEN"], totalMinor: 3450 },
    });
    expect(await observe(generic, inCurrency("dollars", filled), settings)).toMatchObject({
      cart: { currency: "GBP", coupons: [], totalMinor: null },
    });
  });

  it("has an order read from its structured data, alone or in a graph", async () => {
    const order = {
      "@type": "Order",
      orderNumber: "R-17",
      price: "38.95",
      priceCurrency: "EUR",
      customer: { "@type": "Person", email: "ada@example.com" },
    };
    for (const data of [
      order,
      [{ "@type": "WebPage" }, order],
      { "@graph": [{ ...order, "@type": ["Thing", "Order"] }] },
    ]) {
      const done: Sample = {
        method: "GET",
        path: "/checkout/done/x",
        body: page(`<script type="application/ld+json">${JSON.stringify(data)}</script>`),
      };
      expect(await observe(generic, done, settings)).toEqual({
        order: { number: "R-17", totalMinor: 3895, currency: "EUR", email: "ada@example.com" },
      });
    }
  });

  it("is not broken by a selector that is none", async () => {
    const broken = { generic: { cart: { line: "li:has(", name: "a[" } } };
    expect(await observe(generic, cartPage(filled), broken)).toEqual({});
  });
});
