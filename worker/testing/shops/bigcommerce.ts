import { type FakeLine, type FakeRequest, goodCoupon, openFakeShop } from "./fake-shop.ts";

/** Options and their values have ids of their own; what is put into a cart is told by these alone. */
export const optionIds: Record<string, { id: number; values: Record<string, number> }> = {
  Colour: { id: 125, values: { Slate: 201, Sea: 202 } },
  Size: { id: 126, values: { Regular: 301, Long: 302 } },
};

interface LineRequest {
  productId: number;
  quantity: number;
  variantId?: number;
  optionSelections?: { optionId: number; optionValue: number | string }[];
}

/** The Storefront API of a BigCommerce shop, as carts.sf.yml and checkouts.sf.yml of bigcommerce/docs have it. */
export function openBigcommerce() {
  const cartId = crypto.randomUUID();
  const session = crypto.randomUUID();
  const xsrf = `${crypto.randomUUID()}==`;
  let isOpen = false;

  const cartBody = (lines: FakeLine[], total: number, coupons: string[], withOptions: boolean) => ({
    id: cartId,
    customerId: 0,
    email: "",
    currency: { name: "US Dollars", code: "USD", symbol: "$", decimalPlaces: 2 },
    isTaxIncluded: false,
    baseAmount: total / 100,
    discountAmount: 0,
    cartAmount: total / 100,
    coupons: coupons.map((code) => ({ code, id: "1", couponType: "percentage_discount" })),
    discounts: [],
    lineItems: {
      physicalItems: lines.map((line) => lineBody(line, withOptions)),
      digitalItems: [],
      giftCertificates: [],
      customItems: [],
    },
    locale: "en",
    version: 1,
  });

  const lineBody = ({ key, product, chosen, quantity }: FakeLine, withOptions: boolean) => ({
    id: `line-${key}`,
    parentId: null,
    variantId: Number(product.id) + 1000,
    productId: Number(product.id),
    sku: `SKU-${product.id}`,
    name: product.name,
    url: `https://shop.example/${product.id}/`,
    quantity,
    imageUrl: `https://cdn.shop.example/${product.id}.jpg`,
    listPrice: product.unitMinor / 100,
    salePrice: product.unitMinor / 100,
    addedByPromotion: false,
    isMutable: true,
    ...(withOptions && {
      options: Object.entries(chosen).map(([name, value]) => ({
        name,
        nameId: optionIds[name]?.id,
        value,
        valueId: optionIds[name]?.values[value],
      })),
    }),
  });

  const refusal = (status: number, title: string) =>
    Response.json({ status, title, type: "https://developer.bigcommerce.com/" }, { status });

  const add = ({ visit, body }: FakeRequest) => {
    const { lineItems } = JSON.parse(body) as { lineItems: LineRequest[] };
    for (const { productId, quantity, optionSelections = [] } of lineItems) {
      const chosen = optionSelections.flatMap(({ optionId, optionValue }) =>
        Object.entries(optionIds).flatMap(([name, { id, values }]) =>
          id === optionId
            ? Object.entries(values).flatMap(([value, valueId]) =>
                valueId === optionValue ? [[name, value]] : [],
              )
            : [],
        ),
      );
      const line = visit.add(String(productId), Object.fromEntries(chosen), quantity);
      if (line === "unknown") return refusal(404, "The product could not be found.");
      if (line === "options") return refusal(422, "The product has options that must be chosen.");
      if (line === "stock") return refusal(422, "There is not enough of it in stock.");
    }
    isOpen = true;
    return null;
  };

  return openFakeShop((request) => {
    const { method, url, headers, visit } = request;
    const cookie = headers.get("cookie") ?? "";
    const isKnown = cookie.includes(`SHOP_SESSION_TOKEN=${session}`);
    const withOptions = url.searchParams.get("include")?.includes("lineItems.physicalItems.options") ?? false;
    const cart = () => cartBody(visit.lines, visit.totalMinor(), visit.coupons, withOptions);
    const respond = () => {
      const { pathname } = url;
      if (method === "GET" && pathname === "/api/storefront/carts") {
        return Response.json(isKnown && isOpen ? [cart()] : []);
      }
      // Their own scripts send the token back that came as a cookie.
      if (!isKnown || headers.get("x-xsrf-token") !== xsrf) return refusal(403, "Forbidden");
      if (method === "DELETE") {
        if (!isOpen || pathname !== `/api/storefront/carts/${cartId}`) return refusal(404, "Not found");
        isOpen = false;
        visit.lines.length = 0;
        return new Response(null, { status: 204 });
      }
      if (headers.get("content-type") !== "application/json") return refusal(415, "Unsupported media type");
      const isNew = pathname === "/api/storefront/carts";
      if (isNew || (isOpen && pathname === `/api/storefront/carts/${cartId}/items`)) {
        return add(request) ?? Response.json(cart());
      }
      if (!isOpen || pathname !== `/api/storefront/checkouts/${cartId}/coupons`) {
        return refusal(404, "Not found");
      }
      const { couponCode } = JSON.parse(request.body) as { couponCode: string };
      if (couponCode !== goodCoupon) return refusal(400, "The coupon code is not valid.");
      visit.coupons = [couponCode];
      return Response.json({ id: cartId, cart: cart(), coupons: [{ code: couponCode }] });
    };
    const response = respond();
    response.headers.append("set-cookie", `SHOP_SESSION_TOKEN=${session}; path=/; secure; HttpOnly`);
    response.headers.append("set-cookie", `XSRF-TOKEN=${encodeURIComponent(xsrf)}; path=/; secure`);
    return response;
  });
}
