import { describe, expect, it } from "vitest";
import { type FakeCouponApi, minterConformance, sampleCoupon } from "../coupon-minter-conformance.ts";
import { shopifyMinter } from "./mint-coupon.ts";

const secret = "sea-shop.myshopify.com:shpat_0123";

/** The GraphQL Admin API: user errors come in the payload, throttling and scopes outside of it. */
function fakeAdmin(errors?: object): FakeCouponApi {
  const made = new Map<string, Record<string, unknown>>();
  return {
    made,
    fetch: (async (input: RequestInfo, init?: RequestInit) => {
      const request = new Request(input, init);
      expect(request.url).toBe("https://sea-shop.myshopify.com/admin/api/2026-07/graphql.json");
      if (request.headers.get("x-shopify-access-token") !== "shpat_0123") {
        return Response.json({ errors: "[API] Invalid API key or access token" }, { status: 401 });
      }
      if (errors) return Response.json({ errors: [errors] });
      const { query, variables } = (await request.json()) as {
        query: string;
        variables: { coupon: { code: string } };
      };
      const field = /\{ (\w+)\(/.exec(query)?.[1] ?? "";
      const key = variables.coupon.code.toLowerCase();
      const userErrors = made.has(key) ? [{ code: "TAKEN", field: ["basicCodeDiscount", "code"] }] : [];
      if (userErrors.length === 0) made.set(key, { field, ...variables.coupon });
      const codeDiscountNode = userErrors.length === 0 ? { id: "gid://shopify/DiscountCodeNode/1" } : null;
      return Response.json({ data: { [field]: { codeDiscountNode, userErrors } } });
    }) as typeof fetch,
  };
}

const always = {
  code: sampleCoupon.code,
  endsAt: "2026-11-25T10:00:00.000Z",
  usageLimit: 1,
  context: { all: "ALL" },
  minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "20.50" } },
};

minterConformance("Shopify", shopifyMinter, {
  secret,
  misshapen: "evil.example:shpat_0123",
  api: () => fakeAdmin(),
  made: {
    percent: { ...always, customerGets: { value: { percentage: 0.15 }, items: { all: true } } },
    amount: {
      ...always,
      customerGets: {
        value: { discountAmount: { amount: "5.00", appliesOnEachItem: false } },
        items: { all: true },
      },
    },
    "free-shipping": { ...always, field: "discountCodeFreeShippingCreate", destination: { all: true } },
  },
});

describe("Shopify's errors of a whole request", () => {
  it.each([
    ["a token without the scope", { extensions: { code: "ACCESS_DENIED" } }, "refused"],
    ["too many requests", { extensions: { code: "THROTTLED" } }, "unsure"],
  ])("%s", async (_, error, status) => {
    const { fetch } = fakeAdmin(error);
    const minted = await shopifyMinter.mint({
      fetch,
      secret,
      origin: "https://x.example",
      coupon: sampleCoupon,
    });
    expect(minted.status).toBe(status);
  });
});
