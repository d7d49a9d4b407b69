import { type CouponMinter, callApi, decimalOf, mintedByStatus } from "../coupon-minter.ts";
import { asObject } from "../read-json.ts";

/**
 * `POST /wp-json/wc/v3/coupons` with a key of "Read/Write" permission (developer.woocommerce.com: REST API, coupons). The
 * end goes into `date_expires` as ISO 8601 with its offset, which WooCommerce keeps to the second; the documented
 * `date_expires_gmt` has no setter behind it. A code that is there already is 400
 * `woocommerce_rest_coupon_code_already_exists`.
 */
export const woocommerceMinter: CouponMinter = {
  kinds: ["percent", "amount", "free-shipping"],
  secret: "ck_…:cs_…",
  async mint({ fetch, secret, origin, coupon }) {
    const { protocol, hostname } = new URL(origin);
    if (protocol !== "https:" && !/(^|\.)localhost$/.test(hostname)) {
      return { status: "refused", reason: "keys are not sent over plain http" };
    }
    const { code, kind, value, currency, minimum, endsAt } = coupon;
    const answer = await callApi(fetch, `${origin}/wp-json/wc/v3/coupons`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(secret)}` },
      body: JSON.stringify({
        code,
        description: "Cartwright",
        discount_type: kind === "amount" ? "fixed_cart" : "percent",
        amount: kind === "amount" ? decimalOf(value, currency) : kind === "percent" ? String(value) : "0",
        free_shipping: kind === "free-shipping",
        date_expires: new Date(endsAt).toISOString().replace(/\.\d+Z$/, "+00:00"),
        individual_use: true,
        usage_limit: 1,
        usage_limit_per_user: 1,
        ...(minimum > 0 && { minimum_amount: decimalOf(minimum, currency) }),
      }),
    });
    const body = asObject(answer?.body);
    if (answer?.status === 201 && typeof body?.id === "number") return { status: "minted" };
    if (body?.code === "woocommerce_rest_coupon_code_already_exists") return { status: "minted" };
    return answer?.status === 200 || answer?.status === 201
      ? { status: "unsure", reason: "the platform's answer was not WooCommerce's" }
      : mintedByStatus(answer);
  },
};
