import type { PlatformId } from "../domain/platform-id.ts";
import { bigcommerceMinter } from "./bigcommerce/mint-coupon.ts";
import type { CouponMinter } from "./coupon-minter.ts";
import { shopifyMinter } from "./shopify/mint-coupon.ts";
import { woocommerceMinter } from "./woocommerce/mint-coupon.ts";

/** The platforms whose API makes coupons. Stores on the others upload theirs. */
export const couponMinters: Readonly<Partial<Record<PlatformId, CouponMinter>>> = {
  bigcommerce: bigcommerceMinter,
  shopify: shopifyMinter,
  woocommerce: woocommerceMinter,
};
