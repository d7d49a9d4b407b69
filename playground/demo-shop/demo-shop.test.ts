import { describe, expect, it, vi } from "vitest";
import { allProducts } from "./catalog.ts";
import { createDemoShop } from "./index.ts";
import { Visitor } from "./visitor.ts";

const bowl = { product_id: "102", quantity: "1", "option[colour]": "sea" };
const longApron = { product_id: "104", quantity: "1", "option[colour]": "rust", "option[size]": "long" };
const address = { address1: "1 Staithe Lane", city: "Wells", postcode: "nr23 1aa", method: "standard" };

function open() {
  const onChange = vi.fn();
  const shop = createDemoShop({ dialect: "generic", onChange });
  return { shop, onChange, ada: new Visitor(shop) };
}

async function atPayment() {
  const opened = open();
  await opened.ada.submit("/cart/add", bowl);
  await opened.ada.submit("/checkout/contact", { name: "Ada Lovelace", email: "ada@example.com" });
  await opened.ada.submit("/checkout/delivery", address);
  return opened;
}

describe("the shop window", () => {
  it.each(["generic", "woocommerce"] as const)(
    "shows every product of the %s shop with pictures that exist",
    async (dialect) => {
      const visitor = new Visitor(createDemoShop({ dialect }));
      const folder = dialect === "generic" ? "/products/" : "/product/";
      for (const { slug, name } of allProducts()) {
        const response = await visitor.get(folder + slug + (dialect === "generic" ? "" : "/"));
        const page = await response.text();
        expect(page).toContain(name);
        for (const [, src = ""] of page.matchAll(/<img src="([^"]+)"/g)) {
          const picture = await visitor.get(src);
          expect(picture.headers.get("content-type")).toContain("image/svg+xml");
          expect(picture.headers.get("cache-control")).toContain("max-age=31536000");
        }
      }
      expect(visitor.cookies.size).toBe(0);
    },
  );

  it("lets shared caches keep what is the same for everyone, and nothing that shows a shopper's own cart", async () => {
    const { ada } = open();
    for (const path of ["/", "/shop/", "/shop/?category=table", "/products/enamel-mug"]) {
      expect((await ada.get(path)).headers.get("cache-control")).toBe("public, max-age=60");
    }
    await ada.submit("/cart/add", bowl);
    expect((await ada.get("/")).headers.get("cache-control")).toBe("private, no-cache");
    for (const path of ["/cart", "/checkout", "/checkout/contact"]) {
      expect((await ada.get(path)).headers.get("cache-control")).toBe("no-store");
    }
  });

  it("answers 404 with a page for what it does not have", async () => {
    const { ada } = open();
    for (const path of [
      "/nope",
      "/products/nope",
      "/img/enamel-mug-plaid.svg",
      "/img/constructor.svg",
      "/checkout/done/1001",
    ]) {
      expect((await ada.get(path)).status).toBe(404);
    }
  });

  it("escapes what a shopper typed", async () => {
    const { ada } = await atPayment();
    await ada.submit("/checkout/contact", { name: "<script>alert(1)</script>", email: "ada@example.com" });
    expect(await (await ada.get("/checkout/payment")).text()).not.toContain("<script");
  });
});

describe("the cart in plain forms", () => {
  it("gives a session only to a shopper who puts something in, in a cookie that scripts and other sites cannot use", async () => {
    const { ada } = open();
    expect((await ada.get("/cart")).headers.getSetCookie()).toEqual([]);
    const response = await ada.submit("/cart/add", bowl);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/cart");
    expect(response.headers.getSetCookie().join()).toMatch(
      /^saltmarsh_session=[0-9a-f]{30}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it("says what each line is in data attributes", async () => {
    const { ada } = open();
    await ada.submit("/cart/add", { ...longApron, quantity: "2" });
    const page = await (await ada.get("/cart")).text();
    expect(page).toContain('<ul class="cart-lines" data-cart-total="9200" data-currency="GBP">');
    expect(page).toMatch(
      /<li class="cart-line" data-key="[0-9a-f]{32}" data-product-id="104" data-sku="SM-APRON-RUST-L" data-name="Harbour apron" data-quantity="2" data-unit-price="4600" data-currency="GBP" data-options="{&quot;colour&quot;:&quot;rust&quot;,&quot;size&quot;:&quot;long&quot;}">/,
    );
    expect(page).toMatch(/<span class="cart-count">2</);
  });

  it("merges what is the same, changes quantities, takes lines out and says when it is empty", async () => {
    const { ada, shop, onChange } = open();
    await ada.submit("/cart/add", bowl);
    await ada.submit("/cart/add", bowl);
    await ada.submit("/cart/add", { ...bowl, "option[colour]": "sand" });
    const lines = () => Object.values(shop.state.sessions)[0]?.lines ?? [];
    expect(lines().map(({ quantity }) => quantity)).toEqual([2, 1]);
    const [first = "", second = ""] = lines().map(({ key }) => key);
    await ada.submit("/cart/update", { key: first, quantity: "5" });
    await ada.submit("/cart/remove", { key: second });
    expect(lines()).toMatchObject([{ key: first, quantity: 5 }]);
    await ada.submit("/cart/update", { key: first, quantity: "0" });
    expect(await (await ada.get("/cart")).text()).toContain('<p class="cart-empty">');
    expect(onChange).toHaveBeenCalledTimes(6);
    expect(onChange).toHaveBeenLastCalledWith(shop.state);
  });

  it.each([
    ["without a colour", { product_id: "102", quantity: "1" }, 422, "Please choose a colour"],
    [
      "in a colour it does not come in",
      { ...bowl, "option[colour]": "plaid" },
      422,
      "Please choose a colour",
    ],
    ["of an unknown product", { product_id: "999", quantity: "1" }, 422, "We do not know that product"],
    ["of more than twenty", { ...bowl, quantity: "21" }, 422, "between 1 and 20"],
    ["of half a bowl", { ...bowl, quantity: "0.5" }, 422, "between 1 and 20"],
    ["of what is sold out", { product_id: "108", quantity: "1" }, 409, "sold out"],
  ])("refuses an addition %s, and says why", async (_, fields, status, text) => {
    const { ada, shop } = open();
    const response = await ada.submit("/cart/add", fields);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
    expect(shop.state.sessions).toEqual({});
  });

  it("refuses a body that is too large to be a form of its own", async () => {
    const { ada } = open();
    expect((await ada.submit("/cart/add", { ...bowl, note: "x".repeat(70_000) })).status).toBe(413);
  });

  it("forgets carts that nobody touched for seven days", async () => {
    const { ada, shop } = open();
    await ada.submit("/cart/add", bowl);
    for (const session of Object.values(shop.state.sessions)) session.seenAt -= 8 * 24 * 60 * 60 * 1000;
    expect(await (await ada.get("/cart")).text()).toContain("cart-empty");
    await new Visitor(shop).submit("/cart/add", bowl);
    expect(Object.keys(shop.state.sessions)).toHaveLength(1);
  });
});

describe("the checkout in plain forms", () => {
  it("leads from contact to delivery to payment to the order, and empties the cart", async () => {
    const { ada, shop } = open();
    await ada.submit("/cart/add", bowl);
    const to = async (response: Promise<Response>) => (await response).headers.get("location");
    expect(await to(ada.get("/checkout"))).toBe("/checkout/contact");
    expect(await to(ada.get("/checkout/payment"))).toBe("/checkout/contact");
    expect(await (await ada.get("/checkout/contact")).text()).toContain(
      '<input id="email" name="email" type="email" autocomplete="email"',
    );
    const contact = { name: "Ada Lovelace", email: "ada@example.com" };
    expect(await to(ada.submit("/checkout/contact", contact))).toBe("/checkout/delivery");
    expect(await to(ada.submit("/checkout/delivery", address))).toBe("/checkout/payment");
    expect(await to(ada.submit("/checkout/payment", { payment: "cod" }))).toBe("/checkout/done/1001");
    expect(await (await ada.get("/checkout/done/1001")).text()).toContain(
      '<main id="main" data-order-number="1001" data-order-total="2300" data-currency="GBP">',
    );
    expect(shop.state.orders).toMatchObject([
      { number: 1001, total: 2300, contact, addressLines: ["1 Staithe Lane", "Wells", "NR23 1AA"] },
    ]);
    expect(await to(ada.get("/checkout"))).toBe("/cart");
  });

  it("shows an order only to the session that placed it", async () => {
    const { ada, shop } = await atPayment();
    await ada.submit("/checkout/payment", { payment: "bacs" });
    const stranger = new Visitor(shop);
    await stranger.submit("/cart/add", bowl);
    expect((await stranger.get("/checkout/done/1001")).status).toBe(404);
  });

  it("says beside each field what is wrong with it, and keeps what was typed", async () => {
    const { ada } = await atPayment();
    const contact = await ada.submit("/checkout/contact", { name: "", email: "ada@" });
    expect(contact.status).toBe(422);
    const page = await contact.text();
    expect(page).toContain('<p class="problem" id="name-problem">Enter your name.</p>');
    expect(page).toMatch(
      /<input id="email"[^>]* aria-invalid="true" aria-describedby="email-hint email-problem" value="ada@">/,
    );
    const delivery = await ada.submit("/checkout/delivery", { ...address, postcode: "12345" });
    expect(delivery.status).toBe(422);
    expect(await delivery.text()).toContain("Enter a UK postcode");
    expect((await ada.submit("/checkout/payment", { payment: "cheque" })).status).toBe(422);
  });

  it("charges delivery by what is bought and how fast it should come", async () => {
    const { ada, shop } = await atPayment();
    const total = async () =>
      (await (await ada.get("/checkout/payment")).text()).match(/Place order, (£[\d.]+)/)?.[1];
    expect(await total()).toBe("£23.00");
    await ada.submit("/checkout/delivery", { ...address, method: "express" });
    expect(await total()).toBe("£27.40");
    await ada.submit("/checkout/delivery", address);
    await ada.submit("/cart/add", { ...bowl, quantity: "2" });
    expect(await total()).toBe("£55.50");
    expect(shop.state.orders).toEqual([]);
  });

  it("goes on where it was when its state is given back to it", async () => {
    const { ada, shop } = await atPayment();
    const again = createDemoShop({ dialect: "generic", state: JSON.parse(JSON.stringify(shop.state)) });
    const returning = new Visitor(again);
    for (const [name, value] of ada.cookies) returning.cookies.set(name, value);
    expect((await returning.submit("/checkout/payment", { payment: "cod" })).headers.get("location")).toBe(
      "/checkout/done/1001",
    );
  });
});
