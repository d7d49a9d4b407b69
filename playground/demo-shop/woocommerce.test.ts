import { describe, expect, it, vi } from "vitest";
import { createDemoShop } from "./index.ts";
import { Visitor } from "./visitor.ts";

const api = "/wp-json/wc/store/v1/";
const address = {
  first_name: "Ada",
  last_name: "Lovelace",
  address_1: "1 Staithe Lane",
  city: "Wells",
  postcode: "NR23 1AA",
  country: "GB",
};
const seaBowl = 1021;

async function open() {
  const onChange = vi.fn();
  const shop = createDemoShop({ dialect: "woocommerce", onChange });
  const ada = new Visitor(shop);
  const Nonce = (await ada.get(`${api}cart`)).headers.get("Nonce") ?? "";
  const post = (path: string, body: unknown, headers: Record<string, string> = { Nonce }) =>
    ada.json(api + path, body, headers);
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as a client without types would
  const postJson = async (path: string, body: unknown): Promise<any> => (await post(path, body)).json();
  return { shop, onChange, ada, Nonce, post, postJson };
}

describe("the Store API's cart", () => {
  it("answers an empty cart to a stranger, with a nonce and a token and without a cookie", async () => {
    const { ada } = await open();
    const response = await ada.get(`${api}cart`);
    expect(response.headers.get("Nonce")).toMatch(/^[0-9a-f]{10}$/);
    expect(response.headers.get("Cart-Token")).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);
    expect(response.headers.get("Cart-Hash")).toBe("");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await response.json()).toMatchObject({
      items: [],
      items_count: 0,
      totals: { total_price: "0", total_shipping: null, currency_code: "GBP", currency_minor_unit: 2 },
    });
    expect(ada.cookies.size).toBe(0);
  });

  it("adds by product and attributes, answers 201 with the whole cart and sets the three cookies", async () => {
    const { ada, post, onChange } = await open();
    const response = await post("cart/add-item", {
      id: 104,
      quantity: 2,
      variation: [
        { attribute: "pa_colour", value: "rust" },
        { attribute: "Size", value: "Long" },
      ],
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie().join("\n")).toMatch(
      /wp_woocommerce_session_[0-9a-f]{32}=t_[0-9a-f]{30}%7C\d+%7C\d+%7C[0-9a-f]{32}; Max-Age=172800; Path=\/; Expires=[^;]+; HttpOnly$/m,
    );
    expect([...ada.cookies.keys()].map((name) => name.replace(/_[0-9a-f]{32}$/, "")).sort()).toEqual([
      "woocommerce_cart_hash",
      "woocommerce_items_in_cart",
      "wp_woocommerce_session",
    ]);
    expect(await response.json()).toMatchObject({
      items: [
        {
          id: 1046,
          type: "variation",
          quantity: 2,
          name: "Harbour apron",
          sku: "SM-APRON-RUST-L",
          permalink:
            "https://saltmarsh.test/product/harbour-apron/?attribute_pa_colour=rust&attribute_pa_size=long",
          images: [{ src: "https://saltmarsh.test/img/harbour-apron-rust" }],
          variation: [
            { raw_attribute: "attribute_pa_colour", attribute: "Colour", value: "Rust" },
            { raw_attribute: "attribute_pa_size", attribute: "Size", value: "Long" },
          ],
          prices: { price: "4600", regular_price: "4600", currency_code: "GBP", currency_minor_unit: 2 },
          totals: { line_subtotal: "9200", line_total: "9200" },
        },
      ],
      items_count: 2,
      needs_shipping: true,
      errors: [],
      totals: { total_items: "9200", total_shipping: "0", total_price: "9200" },
      shipping_rates: [
        {
          package_id: 0,
          shipping_rates: [
            { rate_id: "free_shipping:2", price: "0", selected: true },
            { rate_id: "flat_rate:3", price: "890", selected: false },
          ],
        },
      ],
    });
    expect(onChange).toHaveBeenCalledOnce();
  });

  it("changes, empties, and then deletes the two cookies that say something is in it", async () => {
    const { ada, postJson } = await open();
    const [{ key }] = (await postJson("cart/add-item", { id: seaBowl, quantity: 1 })).items;
    expect(await postJson("cart/update-item", { key, quantity: 3 })).toMatchObject({
      items_count: 3,
      totals: { total_price: "5550" },
    });
    expect(await postJson("cart/remove-item", { key })).toMatchObject({ items: [], items_count: 0 });
    expect([...ada.cookies.keys()].filter((name) => name.startsWith("woocommerce_"))).toEqual([]);
  });

  it("changes nothing without a nonce, or with a wrong one", async () => {
    const { post, shop } = await open();
    const missing = await post("cart/add-item", { id: seaBowl }, {});
    expect([missing.status, await missing.json()]).toMatchObject([
      401,
      { code: "woocommerce_rest_missing_nonce", data: { status: 401 } },
    ]);
    const wrong = await post("cart/add-item", { id: seaBowl }, { Nonce: "0123456789" });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      403,
      { code: "woocommerce_rest_invalid_nonce" },
    ]);
    expect(shop.state.sessions).toEqual({});
  });

  it("takes a Cart-Token for the cart it names, without nonce, cookie or session cookie", async () => {
    const { ada, post, shop } = await open();
    await post("cart/add-item", { id: 107, quantity: 1 });
    const robot = new Visitor(shop);
    const token = (await robot.get(`${api}cart`)).headers.get("Cart-Token") ?? "";
    const added = await robot.json(
      `${api}cart/add-item`,
      { id: seaBowl, quantity: 1 },
      { "Cart-Token": token },
    );
    expect(added.status).toBe(201);
    expect([...robot.cookies.keys()]).not.toContainEqual(expect.stringContaining("session"));
    const seenByAda = await ada.get(`${api}cart`, { "Cart-Token": token });
    expect(await seenByAda.json()).toMatchObject({ items: [{ id: seaBowl }], items_count: 1 });
    const forged = await robot.json(`${api}cart/add-item`, { id: seaBowl }, { "Cart-Token": `${token}0` });
    expect(forged.status).toBe(401);
  });

  it.each([
    ["an unknown product", { id: 999 }, "woocommerce_rest_cart_invalid_product"],
    [
      "a product without its options",
      { id: 104, variation: [{ attribute: "pa_colour", value: "rust" }] },
      "woocommerce_rest_missing_variation_data",
    ],
    ["what is sold out", { id: 108 }, "woocommerce_rest_product_out_of_stock"],
    ["more than twenty", { id: seaBowl, quantity: 21 }, "invalid_quantity"],
  ])("refuses %s with 400", async (_, body, code) => {
    const { post } = await open();
    const response = await post("cart/add-item", body);
    expect([response.status, await response.json()]).toMatchObject([400, { code, data: { status: 400 } }]);
  });

  it("takes ten per cent off for SAVE10 and refuses codes it does not know", async () => {
    const { post, postJson } = await open();
    await post("cart/add-item", { id: 109, variation: [{ attribute: "pa_colour", value: "slate" }] });
    expect(await postJson("cart/apply-coupon", { code: "SAVE10" })).toMatchObject({
      coupons: [{ code: "save10", totals: { total_discount: "540" } }],
      totals: { total_discount: "540", total_shipping: "450", total_price: "5310" },
    });
    expect(await postJson("cart/remove-coupon", { code: "save10" })).toMatchObject({
      coupons: [],
      totals: { total_price: "5400" },
    });
    const wrong = await post("cart/apply-coupon", { code: "NOPE" });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      {
        code: "woocommerce_rest_cart_coupon_error",
        message: "Coupon &quot;nope&quot; cannot be applied because it does not exist.",
        data: { status: 400 },
      },
    ]);
  });

  it("runs a batch in order, each request under its own nonce", async () => {
    const { post, Nonce } = await open();
    const request = (path: string, body: unknown, headers: object) => ({
      path: `/wc/store/v1/${path}`,
      method: "POST",
      headers,
      body,
    });
    const response = await post("batch", {
      requests: [
        request("cart/add-item", { id: seaBowl, quantity: 1 }, { Nonce }),
        request("cart/update-customer", { billing_address: { email: "ada@example.com" } }, { Nonce }),
        request("cart/add-item", { id: seaBowl, quantity: 1 }, {}),
      ],
    });
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject({
      responses: [
        { status: 201, body: { items_count: 1 }, headers: { Nonce } },
        {
          status: 200,
          body: { items_count: 1, billing_address: { email: "ada@example.com", country: "GB" } },
        },
        { status: 401, body: { code: "woocommerce_rest_missing_nonce" } },
      ],
    });
  });

  it("says what it cannot read or does not know", async () => {
    const { post, ada } = await open();
    expect((await post("cart/nonsense", {})).status).toBe(404);
    expect((await post("cart/constructor", {})).status).toBe(404);
    expect((await post("batch", { requests: [null] })).status).toBe(400);
    expect((await post("cart/add-item", [1])).status).toBe(400);
    expect((await post("cart/update-customer", { billing_address: { email: "ada@" } })).status).toBe(400);
    expect((await ada.get(`${api}cart`, { "Cart-Token": "a.b.c" })).status).toBe(200);
  });
});

describe("the Store API's checkout", () => {
  it("places the order, answers where to go, and shows it there to whoever has the key", async () => {
    const { ada, post, postJson, shop } = await open();
    await post("cart/add-item", { id: seaBowl, quantity: 1 });
    await post("cart/select-shipping-rate", { package_id: 0, rate_id: "flat_rate:3" });
    const order = await postJson("checkout", {
      billing_address: { ...address, email: "ada@example.com" },
      shipping_address: address,
      payment_method: "cod",
    });
    expect(order).toMatchObject({
      order_id: 1001,
      status: "processing",
      payment_result: {
        payment_status: "success",
        redirect_url: `https://saltmarsh.test/checkout/order-received/1001/?key=${order.order_key}`,
      },
    });
    const page = await (await ada.get(order.payment_result.redirect_url)).text();
    expect(page).toContain("£27.40");
    expect(page).toContain("ada@example.com");
    expect((await ada.get("/checkout/order-received/1001/?key=wc_order_guess")).status).toBe(404);
    expect(shop.state.orders).toMatchObject([{ number: 1001, total: 2740, delivery: 890 }]);
    expect([...ada.cookies.keys()].filter((name) => name.startsWith("woocommerce_"))).toEqual([]);
    expect(await (await ada.get(`${api}cart`)).json()).toMatchObject({ items: [] });
  });

  it("refuses an order without goods, address or a way to pay", async () => {
    const { post, shop } = await open();
    const full = {
      billing_address: { ...address, email: "ada@example.com" },
      shipping_address: address,
      payment_method: "cod",
    };
    expect((await post("checkout", full)).status).toBe(400);
    await post("cart/add-item", { id: seaBowl, quantity: 1 });
    expect(await (await post("checkout", { ...full, shipping_address: {} })).json()).toMatchObject({
      code: "woocommerce_rest_invalid_address",
    });
    expect((await post("checkout", { ...full, payment_method: "card" })).status).toBe(400);
    expect(shop.state.orders).toEqual([]);
  });
});

describe("the pages of the WooCommerce shop", () => {
  it("sends a shopper with an empty cart from the checkout to the cart", async () => {
    const { ada, post } = await open();
    expect((await ada.get("/checkout/")).headers.get("location")).toBe("https://saltmarsh.test/cart/");
    await post("cart/add-item", { id: seaBowl });
    const page = await ada.get("/checkout/");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(await page.text()).toMatch(/<input id="email" name="email" type="email" autocomplete="email"/);
  });

  it("are the same for everyone and hold no inline script, so that any cache and any policy may have them", async () => {
    const { ada, post } = await open();
    const before = await (await ada.get("/product/enamel-mug/")).text();
    await post("cart/add-item", { id: seaBowl });
    const after = await ada.get("/product/enamel-mug/");
    expect(after.headers.get("cache-control")).toBe("public, max-age=60");
    expect(await after.text()).toBe(before);
    // What is told to search engines is data, which no policy is about.
    expect(before.match(/<script(?! type="application\/ld\+json")[^>]*>/g)).toEqual([
      '<script type="module" src="/assets/shop.js">',
    ]);
    expect((await ada.get("/assets/shop.js")).headers.get("content-type")).toContain("text/javascript");
  });

  it("replaces the cart by a checkout link, keeps other parameters and hands over a session", async () => {
    const { ada, post, shop } = await open();
    await post("cart/add-item", { id: 107, quantity: 1 });
    const response = await ada.get(
      `/checkout-link/?products=${seaBowl}:2,111:1,1061:1&coupon=SAVE10&utm_source=mail`,
    );
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toContain("/cart/?wc_error=");
    const good = await ada.get(`/checkout-link/?products=${seaBowl}:2,1061:1&coupon=SAVE10&utm_source=mail`);
    const location = good.headers.get("location") ?? "";
    expect(location).toMatch(/^https:\/\/saltmarsh\.test\/checkout\/\?utm_source=mail&session=ey/);
    expect(await (await ada.get(`${api}cart`)).json()).toMatchObject({
      items: [
        { id: seaBowl, quantity: 2 },
        { id: 1061, quantity: 1 },
      ],
      coupons: [{ code: "save10" }],
    });

    const phone = new Visitor(shop);
    const arrived = await phone.get(location);
    expect([arrived.status, arrived.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await (await phone.get(`${api}cart`)).json()).toMatchObject({ items_count: 3 });
    expect(Object.keys(shop.state.sessions)).toHaveLength(2);
  });
});
