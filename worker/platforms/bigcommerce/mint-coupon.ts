import { type CouponMinter, callApi, decimalOf, mintedByStatus, splitSecret } from "../coupon-minter.ts";
import { asObject } from "../read-json.ts";

const types = {
  percent: "percentage_discount",
  amount: "per_total_discount",
  "free-shipping": "free_shipping",
} as const;

/**
 * `POST /v2/coupons`, scope "Marketing: modify" (docs.bigcommerce.com: Create Coupon): one call makes code, end and
 * minimum. Coupons of this API count in the store's default currency only. What it answers to a code that is there already
 * is not documented, so after a refusal the code is asked for.
 */
export const bigcommerceMinter: CouponMinter = {
  kinds: ["percent", "amount", "free-shipping"],
  secret: "STORE_HASH:API_TOKEN",
  async mint({ fetch, secret, coupon }) {
    const { account, token } = splitSecret(secret);
    if (!/^[a-z0-9]{1,30}$/.test(account)) {
      return { status: "refused", reason: "the secret does not begin with the store's hash" };
    }
    const { code, kind, value, currency, minimum, endsAt } = coupon;
    if (kind === "gift") return { status: "refused", reason: "no codes for gifts" };
    const url = `https://api.bigcommerce.com/stores/${account}/v2/coupons`;
    const headers = { "x-auth-token": token };
    const answer = await callApi(fetch, url, {
      method: "POST",
      headers,
      body: JSON.stringify({
        name: `Cartwright ${code}`,
        code,
        type: types[kind],
        amount: kind === "amount" ? decimalOf(value, currency) : kind === "percent" ? String(value) : "0",
        // RFC 2822, as `toUTCString` writes it but for the zone.
        expires: new Date(endsAt).toUTCString().replace("GMT", "+0000"),
        enabled: true,
        max_uses: 1,
        max_uses_per_customer: 1,
        // Category 0: the whole shop.
        applies_to: { entity: "categories", ids: [0] },
        ...(minimum > 0 && { min_purchase: decimalOf(minimum, currency) }),
      }),
    });
    if (answer?.status === 200 || answer?.status === 201) {
      return asObject(answer.body)?.code === code
        ? { status: "minted" }
        : { status: "unsure", reason: "the platform's answer was not BigCommerce's" };
    }
    if (answer?.status === 400 || answer?.status === 409) {
      const found = await callApi(fetch, `${url}?code=${encodeURIComponent(code)}`, { headers });
      if (found === null) return { status: "unsure", reason: "the platform did not answer" };
      if (found.status === 200 && Array.isArray(found.body) && found.body.length > 0)
        return { status: "minted" };
    }
    return mintedByStatus(answer);
  },
};
