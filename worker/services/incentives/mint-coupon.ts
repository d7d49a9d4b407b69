import type { Context } from "../../context.ts";
import type { IssuedIncentive } from "../../domain/incentive.ts";
import { couponMinters } from "../../platforms/coupon-minters.ts";
import type { Store } from "../stores/find-store.ts";
import { readSecrets } from "../stores/store-secrets.ts";

/**
 * Makes a coupon at the store's platform. An answer that leaves it open is asked for once more: the code is the same, so
 * there is one coupon at most.
 * @returns whether it is there
 */
export async function mintCoupon(
  ctx: Context,
  store: Store,
  incentive: IssuedIncentive,
  minimum: number,
): Promise<boolean> {
  const failed = (reason: string) => {
    ctx.log.error("coupon.not-minted", new Error(reason), { store: store.id, platform: store.platform });
    return false;
  };
  const minter = couponMinters[store.platform];
  if (!minter) return failed("this platform makes no coupons: upload codes instead");
  if (!minter.kinds.includes(incentive.kind))
    return failed(`this platform makes no ${incentive.kind} coupons`);
  const [secret] = await readSecrets(ctx, store.id, "platform");
  if (secret === undefined) return failed(`the secret "platform" is not set: ${minter.secret}`);
  const coupon = { ...incentive, minimum, now: ctx.now() };
  const request = { fetch: ctx.fetch, secret, origin: store.origin, coupon };
  const first = await minter.mint(request);
  const minted = first.status === "unsure" ? await minter.mint(request) : first;
  return minted.status === "minted" || failed(minted.reason);
}
