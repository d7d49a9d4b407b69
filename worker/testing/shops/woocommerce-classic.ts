import {
  catalogue,
  type FakeLine,
  type FakeProduct,
  type FakeRequest,
  type FakeVisit,
  goodCoupon,
  openFakeShop,
} from "./fake-shop.ts";

const nonce = "a42c7b67f5";
const cookies = { hash: "woocommerce_cart_hash", session: "wp_woocommerce_session_6c52dd713eb8" };

/**
 * A classic WooCommerce shop as it answered when it was tried: the Store API behind a nonce, forms that answer with a page,
 * calls that say with 200 that they failed. Colour is an attribute of the whole shop, size one of the product; engraving is
 * what an extension adds to the form. @param slugs of colours, where they are not made of their names
 */
export function openClassicShop(slugs: Record<string, string> = {}): ReturnType<typeof openFakeShop> {
  const engraved = new Map<string, string>();
  const addresses = new Map<FakeVisit, { country: string; state: string }>();
  const slugOf = (label: string) => slugs[label] ?? label.toLowerCase();

  return openFakeShop((request) => {
    const { method, url, visit } = request;
    const route = url.pathname.match(/^\/wp-json\/wc\/store\/v1(\/.*)$/)?.[1];
    if (route !== undefined) return withCookies(api(route, request), visit);
    const fields = new URLSearchParams(request.body);
    if (method === "POST" && fields.has("add-to-cart")) return withCookies(addByForm(fields, visit), visit);
    return new Response("<!doctype html><title>Shop</title>", { headers: { "content-type": "text/html" } });
  });

  function api(route: string, request: FakeRequest): Response {
    const { method, visit } = request;
    if (method === "GET" && route === "/cart") return answer(200, cart(visit));
    if (method === "GET" && route.startsWith("/products")) return tellProducts(route, request.url);
    const body = JSON.parse(request.body || "{}");
    if (route === "/batch") {
      if (!Array.isArray(body.requests) || body.requests.length > 25)
        return problem(400, "rest_invalid_param");
      const responses = body.requests.map((part: { path: string; headers: object; body: object }) => {
        const given = new Headers(part.headers as Record<string, string>).get("nonce");
        return run(part.path.replace("/wc/store/v1", ""), part.body, given, visit);
      });
      return answer(207, { responses });
    }
    const { status, body: said } = run(route, body, request.headers.get("nonce"), visit);
    return answer(status, said);
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  function run(route: string, body: any, given: string | null, visit: FakeVisit) {
    if (!given) return refusal(401, "woocommerce_rest_missing_nonce");
    if (given !== nonce) return refusal(403, "woocommerce_rest_invalid_nonce");
    if (route === "/cart/apply-coupon") {
      const code = String(body.code).toLowerCase();
      if (code !== goodCoupon.toLowerCase()) return refusal(400, "woocommerce_rest_cart_coupon_error");
      visit.coupons = [code];
      return { status: 200, body: cart(visit) };
    }
    if (route === "/cart/update-customer") return moveTo(body.shipping_address ?? {}, visit);
    if (route !== "/cart/add-item") return refusal(404, "rest_no_route");
    const sent = Object.fromEntries(
      (body.variation ?? []).map((entry: { attribute: string; value: string }) => [
        entry.attribute.replace(/^attribute_/, ""),
        entry.value,
      ]),
    );
    return add(String(body.id), sent, Number(body.quantity), visit, "");
  }

  /** States are known of one country alone, by codes of the shop's own. */
  function moveTo({ country = "", state = "" }: { country?: string; state?: string }, visit: FakeVisit) {
    const isState = state === "" || country !== "US" || ["AK", "CA"].includes(state);
    if (!isState) return refusal(400, "rest_invalid_param");
    addresses.set(visit, { country, state });
    return { status: 200, body: cart(visit) };
  }

  /** Delivery is dearer to Alaska, nothing goes to Antarctica, and who is near may fetch it. */
  function rates(visit: FakeVisit) {
    const { country, state } = addresses.get(visit) ?? { country: "US", state: "" };
    if (visit.lines.length === 0) return [];
    const way = (method_id: string, price: number, selected = false) => ({
      rate_id: `${method_id}:1`,
      method_id,
      price: String(price),
      taxes: String(price / 10),
      selected,
    });
    const ways =
      country === "AQ" ? [] : [way("flat_rate", 900, true), way("flat_rate", state === "AK" ? 800 : 500)];
    return [{ package_id: 0, shipping_rates: [...ways, way("pickup_location", 0)] }];
  }

  /** Attributes by `pa_colour`, whose value is made a slug, and `Size` or `size`, whose value has to be the very same. */
  function add(id: string, sent: Record<string, string>, quantity: number, visit: FakeVisit, text: string) {
    const product = catalogue.find((candidate) => candidate.id === id);
    const chosen: Record<string, string> = {};
    for (const { name, values } of product?.options ?? []) {
      const isShopWide = name === "Colour";
      const value = isShopWide
        ? (sent.pa_colour ?? sent[name])?.toLowerCase()
        : (sent[name] ?? sent[name.toLowerCase()]);
      if (value === undefined) return refusal(400, "woocommerce_rest_missing_variation_data");
      const label = values.find((candidate) => (isShopWide ? slugOf(candidate) : candidate) === value);
      if (label === undefined) return refusal(400, "woocommerce_rest_invalid_variation_data");
      chosen[name] = label;
    }
    const line = visit.add(id, chosen, quantity);
    if (line === "unknown") return refusal(400, "woocommerce_rest_cart_invalid_product");
    if (line === "stock") return refusal(400, "woocommerce_rest_product_partially_out_of_stock");
    if (line === "options") return refusal(400, "woocommerce_rest_missing_variation_data");
    if (text !== "") engraved.set(line.key, text);
    return { status: 201, body: cart(visit) };
  }

  function addByForm(fields: URLSearchParams, visit: FakeVisit): Response {
    const sent = Object.fromEntries(
      [...fields].flatMap(([name, value]) => {
        const attribute = name.match(/^attribute_(.+)$/)?.[1];
        return attribute === undefined ? [] : [[attribute, value]];
      }),
    );
    const id = fields.get("variation_id") ?? fields.get("add-to-cart") ?? "";
    const { status } = add(
      id,
      sent,
      Number(fields.get("quantity") ?? 1),
      visit,
      fields.get("engraving") ?? "",
    );
    const notice = status === 201 ? "woocommerce-message" : "woocommerce-error";
    return new Response(`<!doctype html><div class="${notice}" role="alert">Said.</div>`, {
      headers: { "content-type": "text/html; charset=UTF-8" },
    });
  }

  function cart(visit: FakeVisit) {
    const total = visit.totalMinor();
    const tax = total / 10;
    const isSent = visit.lines.length > 0;
    return {
      items: visit.lines.map((line) => item(line, engraved.get(line.key))),
      coupons: visit.coupons.map((code) => ({ code, discount_type: "percent" })),
      totals: {
        total_items: String(total),
        total_items_tax: String(tax),
        total_discount: "0",
        total_discount_tax: "0",
        total_shipping: isSent ? "900" : null,
        total_shipping_tax: isSent ? "90" : null,
        total_price: String(total + tax + (isSent ? 990 : 0)),
        total_tax: String(tax + (isSent ? 90 : 0)),
        currency_code: "USD",
        currency_minor_unit: 2,
      },
      shipping_rates: rates(visit),
      billing_address: { email: "" },
    };
  }
}

function item({ key, product, chosen, quantity }: FakeLine, text: string | undefined) {
  return {
    key,
    id: Number(product.id),
    quantity,
    name: product.name.replace("&", "&amp;"),
    permalink: `https://shop.example/product/${product.id}/`,
    images: [{ thumbnail: `https://shop.example/wp-content/${product.id}-300x300.png` }],
    variation: Object.entries(chosen).map(([name, value]) => ({
      raw_attribute: name === "Colour" ? "attribute_pa_colour" : `attribute_${name.toLowerCase()}`,
      attribute: name,
      value,
    })),
    item_data: text === undefined ? [] : [{ name: "Engraving", value: text }],
    prices: { price: String(product.unitMinor), currency_code: "USD", currency_minor_unit: 2 },
    extensions: {},
  };
}

/** What anybody is told of one product, or of those beside it. */
function tellProducts(route: string, { searchParams }: URL): Response {
  const product = catalogue.find(({ id }) => route === `/products/${id}`);
  if (product) return answer(200, productBody(product));
  if (route !== "/products") return problem(404, "woocommerce_rest_product_invalid_id");
  const related = catalogue.filter(({ id, stock }) => id !== searchParams.get("related") && stock > 0);
  return answer(200, related.slice(0, Number(searchParams.get("per_page"))).map(productBody));
}

function productBody({ id, name, unitMinor, stock }: FakeProduct) {
  return {
    id: Number(id),
    name: name.replace("&", "&amp;"),
    parent: 0,
    permalink: `https://shop.example/product/${id}/`,
    prices: { price: String(unitMinor), currency_code: "USD", currency_minor_unit: 2 },
    is_purchasable: true,
    is_in_stock: stock > 0,
  };
}

function refusal(status: number, code: string) {
  return { status, body: { code, message: "No.", data: { status } } };
}

function problem(status: number, code: string): Response {
  return answer(status, refusal(status, code).body);
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { nonce, "cache-control": "no-store" } });
}

function withCookies(response: Response, visit: FakeVisit): Response {
  if (visit.lines.length > 0) {
    response.headers.append("set-cookie", `${cookies.hash}=${visit.totalMinor()}; path=/`);
    response.headers.append("set-cookie", `${cookies.session}=t_1%7C2; path=/; HttpOnly`);
  }
  return response;
}
