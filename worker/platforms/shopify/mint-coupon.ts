import {
  type CouponMinter,
  callApi,
  decimalOf,
  type Minted,
  mintedByStatus,
  splitSecret,
} from "../coupon-minter.ts";
import { asObject, type Json } from "../read-json.ts";

const version = "2026-07";

/**
 * `discountCodeBasicCreate` and `discountCodeFreeShippingCreate` of the GraphQL Admin API, scope `write_discounts`
 * (shopify.dev: docs/api/admin-graphql). A code that is there already comes back as the user error `TAKEN`.
 */
export const shopifyMinter: CouponMinter = {
  kinds: ["percent", "amount", "free-shipping"],
  secret: "my-shop.myshopify.com:shpat_…",
  async mint({ fetch, secret, coupon }) {
    const { account, token } = splitSecret(secret);
    if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(account)) {
      return { status: "refused", reason: "the secret does not begin with the shop's myshopify.com name" };
    }
    const isShipping = coupon.kind === "free-shipping";
    const field = isShipping ? "discountCodeFreeShippingCreate" : "discountCodeBasicCreate";
    const [argument, type] = isShipping
      ? ["freeShippingCodeDiscount", "DiscountCodeFreeShippingInput"]
      : ["basicCodeDiscount", "DiscountCodeBasicInput"];
    const query = `mutation($coupon: ${type}!) { ${field}(${argument}: $coupon) { codeDiscountNode { id } userErrors { code field } } }`;
    const answer = await callApi(fetch, `https://${account}/admin/api/${version}/graphql.json`, {
      method: "POST",
      headers: { "x-shopify-access-token": token },
      body: JSON.stringify({ query, variables: { coupon: inputOf(coupon) } }),
    });
    return answer?.status === 200 ? readPayload(asObject(answer.body), field) : mintedByStatus(answer);
  },
};

function inputOf(coupon: Parameters<CouponMinter["mint"]>[0]["coupon"]) {
  const { code, kind, value, currency, minimum, now, endsAt } = coupon;
  const gets =
    kind === "percent"
      ? { percentage: value / 100 }
      : { discountAmount: { amount: decimalOf(value, currency), appliesOnEachItem: false } };
  return {
    title: `Cartwright ${code}`,
    code,
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { all: "ALL" },
    ...(minimum > 0 && {
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: decimalOf(minimum, currency) } },
    }),
    ...(kind === "free-shipping"
      ? { destination: { all: true } }
      : { customerGets: { value: gets, items: { all: true } } }),
  };
}

/** Errors of the whole request (throttled, no scope) come with 200 too, outside of `data`. */
function readPayload(body: Json | null, field: string): Minted {
  const payload = asObject(asObject(body?.data)?.[field]);
  if (payload === null) {
    const [first] = Array.isArray(body?.errors) ? body.errors : [];
    const code = asObject(asObject(first)?.extensions)?.code;
    return code === "ACCESS_DENIED"
      ? { status: "refused", reason: "the token lacks write_discounts" }
      : { status: "unsure", reason: "the platform answered without a result" };
  }
  const errors = Array.isArray(payload.userErrors) ? payload.userErrors.map(asObject) : [];
  if (errors.length === 0 || errors.every((error) => error?.code === "TAKEN")) return { status: "minted" };
  const codes = errors.map((error) => String(error?.code ?? "unknown").slice(0, 40));
  return { status: "refused", reason: `the platform refused it: ${codes.join(", ")}` };
}
