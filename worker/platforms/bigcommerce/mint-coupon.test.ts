import { expect } from "vitest";
import { type FakeCouponApi, minterConformance, sampleCoupon } from "../coupon-minter-conformance.ts";
import { bigcommerceMinter } from "./mint-coupon.ts";

/** The v2 coupons: a list that can be asked by code, 204 when there is none. */
function fakeCoupons(): FakeCouponApi {
  const made = new Map<string, Record<string, unknown>>();
  return {
    made,
    fetch: (async (input: RequestInfo, init?: RequestInit) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      expect(url.origin + url.pathname).toBe("https://api.bigcommerce.com/stores/abc123/v2/coupons");
      if (request.headers.get("x-auth-token") !== "token0")
        return Response.json([{ status: 401 }], { status: 401 });
      if (request.method === "GET") {
        const known = made.get(url.searchParams.get("code") ?? "");
        return known ? Response.json([known]) : new Response(null, { status: 204 });
      }
      const coupon = (await request.json()) as { code: string };
      if (made.has(coupon.code)) return Response.json([{ status: 400 }], { status: 400 });
      made.set(coupon.code, coupon);
      return Response.json({ id: made.size, ...coupon });
    }) as typeof fetch,
  };
}

const always = {
  code: sampleCoupon.code,
  expires: "Wed, 25 Nov 2026 10:00:00 +0000",
  enabled: true,
  max_uses: 1,
  min_purchase: "20.50",
};

minterConformance("BigCommerce", bigcommerceMinter, {
  secret: "abc123:token0",
  misshapen: "../evil:token0",
  api: fakeCoupons,
  made: {
    percent: { ...always, type: "percentage_discount", amount: "15" },
    amount: { ...always, type: "per_total_discount", amount: "5.00" },
    "free-shipping": { ...always, type: "free_shipping" },
  },
});
