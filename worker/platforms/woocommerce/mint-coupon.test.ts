import { expect, it } from "vitest";
import { type FakeCouponApi, minterConformance, sampleCoupon } from "../coupon-minter-conformance.ts";
import { woocommerceMinter } from "./mint-coupon.ts";

const secret = "ck_01:cs_23";

/** The REST API's coupons: codes in lower case, a known one refused by its documented code. */
function fakeRest(): FakeCouponApi {
  const made = new Map<string, Record<string, unknown>>();
  return {
    made,
    fetch: (async (input: RequestInfo, init?: RequestInit) => {
      const request = new Request(input, init);
      expect([request.method, request.url]).toEqual(["POST", "https://origin.example/wp-json/wc/v3/coupons"]);
      if (request.headers.get("authorization") !== `Basic ${btoa(secret)}`) {
        return Response.json({ code: "woocommerce_rest_cannot_create" }, { status: 401 });
      }
      const coupon = (await request.json()) as { code: string };
      const code = coupon.code.toLowerCase();
      if (made.has(code)) {
        return Response.json({ code: "woocommerce_rest_coupon_code_already_exists" }, { status: 400 });
      }
      made.set(code, { ...coupon, code });
      return Response.json({ id: made.size, code }, { status: 201 });
    }) as typeof fetch,
  };
}

const always = {
  code: sampleCoupon.code.toLowerCase(),
  date_expires: "2026-11-25T10:00:00+00:00",
  usage_limit: 1,
  minimum_amount: "20.50",
};

minterConformance("WooCommerce", woocommerceMinter, {
  secret,
  misshapen: null,
  api: fakeRest,
  made: {
    percent: { ...always, discount_type: "percent", amount: "15", free_shipping: false },
    amount: { ...always, discount_type: "fixed_cart", amount: "5.00", free_shipping: false },
    "free-shipping": { ...always, amount: "0", free_shipping: true },
  },
});

it("sends WooCommerce's keys over no plain http", async () => {
  const fetch = (() => expect.fail("was called")) as never;
  const minted = await woocommerceMinter.mint({
    fetch,
    secret,
    origin: "http://shop.example",
    coupon: sampleCoupon,
  });
  expect(minted.status).toBe("refused");
});
