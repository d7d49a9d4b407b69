import { describe, expect, it } from "vitest";
import type { LineItem } from "../domain/cart.ts";
import { demoSession } from "../testing/demo-session.ts";
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
    { method: "POST", path: "/cart/add" },
    { method: "POST", path: "/login" },
    { method: "HEAD", path: "/cart" },
    { method: "OPTIONS", path: "/cart" },
    { method: "PUT", path: "/checkout/contact" },
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
  unreadable: {
    "a page without lines that does not say it is empty": cartPage("<p>Something else</p>"),
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
    emailParameter: "kunde[mail]",
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
