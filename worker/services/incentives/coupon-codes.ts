import type { Context } from "../../context.ts";
import type { CouponRow } from "../../db/coupons.ts";
import { couponKey } from "../../domain/incentive.ts";

/** What a code is looked up by: keyed, because the codes of a pool may be short enough to be found by trying them all. */
export function hashCoupon(ctx: Context, storeId: string, code: string): Promise<string> {
  return ctx.keys.hash("coupon", `${storeId}\n${couponKey(code)}`);
}

/** Sealed: a copy of the database gives nobody a discount. */
export function sealCoupon(ctx: Context, couponId: string, code: string): Promise<string> {
  return ctx.keys.encrypt(code, labelOf(couponId));
}

/** `null` when its key is gone. */
export function openCoupon(
  ctx: Context,
  coupon: Pick<CouponRow, "id" | "codeSealed">,
): Promise<string | null> {
  return ctx.keys.decrypt(coupon.codeSealed, labelOf(coupon.id));
}

const labelOf = (couponId: string) => `coupons/${couponId}`;
