import { catalogue, type FakeLine, type FakeRequest, goodCoupon, openFakeShop } from "./fake-shop.ts";

/** Each combination of options is a product of its own. */
const products = catalogue.flatMap((product) => {
  const combinations = product.options.reduce<Record<string, string>[]>(
    (all, { name, values }) => all.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
  return combinations.map((chosen) => ({
    sku: ["SKU", product.id, ...Object.values(chosen)].join("-").toUpperCase(),
    product,
    chosen,
  }));
});

const skuOf = ({ product, chosen }: Pick<FakeLine, "product" | "chosen">) =>
  products.find((one) => one.product === product && JSON.stringify(one.chosen) === JSON.stringify(chosen))
    ?.sku;

/**
 * A shopper in an EverShop as it answered when it was tried: sessions that only pages begin, one cart for all callers
 * without, a coupon that does not fit answered with 500.
 */
export function openEvershop() {
  const uuid = crypto.randomUUID();
  let isBegun = false;

  return openFakeShop((request) => {
    const { method, url, headers, body } = request;
    if (method === "GET" && url.pathname === "/cart") return page(url, headers);
    // Whoever calls without a session would meet the cart of all others who do.
    if (!headers.get("cookie")?.includes("sid=s%3A")) return problem(500, "the cart that all of these share");
    const [, removed] = url.pathname.match(/^\/api\/cart\/mine\/items\/(.+)$/) ?? [];
    if (method === "DELETE" && removed) {
      const isThere = request.visit.setQuantity(removed.replace(/^item-/, ""), 0);
      return isThere ? Response.json({ data: { item: {} } }) : problem(500, "Item not found");
    }
    if (method !== "POST") return problem(404, "Not found");
    if (url.pathname === "/api/graphql") return read(request);
    if (url.pathname === "/api/cart/mine/items") return add(request);
    if (url.pathname === `/api/carts/${uuid}/coupons`) return coupon(request, JSON.parse(body).coupon);
    return problem(400, "Invalid cart");
  });

  function page(url: URL, headers: Headers): Response {
    const answer =
      url.searchParams.get("ajax") === "true"
        ? Response.json({ success: true, eContext: {} })
        : new Response("<!DOCTYPE html><html><body id=body></body></html>");
    if (!headers.get("cookie")?.includes("sid=")) {
      answer.headers.append("set-cookie", "sid=s%3AhYJj0AtG.gm1p7qxu%2F8; Path=/; HttpOnly");
    }
    return answer;
  }

  function read({ visit, body }: FakeRequest): Response {
    const off = visit.coupons.length > 0 ? 0.1 : 0;
    const total = Math.round(visit.totalMinor() * (1 - off));
    const myCart = isBegun && {
      uuid,
      currency: "USD",
      coupon: visit.coupons[0] ?? null,
      customerEmail: null,
      items: visit.lines.map(toItem),
      subTotalWithDiscountInclTax: { value: total / 100 },
      availableShippingMethods: methodsTo(JSON.parse(body).variables?.country),
    };
    return Response.json({ data: { setting: { storeCurrency: "USD" }, myCart: myCart || null } });
  }

  function add({ visit, body }: FakeRequest): Response {
    const { sku, qty } = JSON.parse(body);
    const wanted = products.find((product) => product.sku === sku);
    if (!wanted) return problem(400, "Product not found");
    const added = visit.add(wanted.product.id, wanted.chosen, qty);
    if (typeof added === "string") return problem(500, "This item is out of stock");
    isBegun = true;
    const count = visit.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return Response.json({
      data: { item: { product_sku: sku, qty }, count, cartId: uuid.replaceAll("-", "") },
    });
  }

  function coupon({ visit }: FakeRequest, code: string): Response {
    if (code !== goodCoupon) {
      return problem(500, `Field resolvers returned different value - coupon, ${code}, null`);
    }
    visit.coupons = [code];
    return Response.json({ data: { coupon: code } });
  }
}

/** As measured: what there is for a country is told without an address. */
function methodsTo(country: string | undefined) {
  const method = (name: string, value: number) => ({ name, cost: { value, text: `$${value.toFixed(2)}` } });
  return country === "US" ? [method("Express", 12.5), method("Standard Delivery", 5)] : [];
}

function toItem(line: FakeLine) {
  const { key, product, chosen, quantity } = line;
  return {
    uuid: `item-${key}`,
    productSku: skuOf(line),
    productName: [product.name, ...Object.values(chosen)].join(" - "),
    qty: quantity,
    thumbnail: `/assets/catalog/${product.id}.jpg`,
    productUrl: `/table/${product.id}`,
    finalPriceInclTax: { value: product.unitMinor / 100 },
    variantOptions: Object.entries(chosen).map(([name, optionText]) => ({
      attributeCode: name.toLowerCase(),
      optionText,
    })),
  };
}

function problem(status: number, message: string): Response {
  return Response.json({ error: { status, message } }, { status });
}
