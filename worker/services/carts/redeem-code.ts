import type { Context } from "../../context.ts";
import { countAttempt, takeCode } from "../../db/handover-codes.ts";
import { insertLink } from "../../db/recovery-links.ts";
import { hour } from "../../domain/clock.ts";
import { readCode } from "../../domain/handover-code.ts";
import { hashLinkToken, newLinkToken } from "../../domain/tokens.ts";
import type { Store } from "../stores/find-store.ts";
import { hashCode } from "./hand-over-cart.ts";

/** From one network in an hour, right or wrong: see domain/handover-code.ts for what that is worth. */
const mostAttempts = 10;

export type Redeemed =
  /** Of a link to the cart, for one hour. */
  | { status: "redeemed"; token: string }
  /** Unknown, used, expired or never a code: one answer for all. */
  | { status: "wrong" }
  | { status: "too-many" };

/** Turns a code, once, into a link to the cart it stands for. */
export async function redeemCode(
  ctx: Context,
  store: Store,
  typed: string,
  network: string,
): Promise<Redeemed> {
  const now = ctx.now();
  const attempts = await countAttempt(ctx.db, {
    networkHash: await ctx.keys.hash("network", `${store.id}\n${network}`),
    storeId: store.id,
    hour: now - (now % hour),
  });
  if (attempts > mostAttempts) return { status: "too-many" };
  const code = readCode(typed);
  const cartId = code && (await takeCode(ctx.db, store.id, await hashCode(ctx, store, code), now));
  if (!cartId) return { status: "wrong" };
  const token = newLinkToken();
  await insertLink(ctx.db, {
    tokenHash: (await hashLinkToken(token)) as string,
    storeId: store.id,
    cartId,
    messageId: null,
    createdAt: now,
    expiresAt: now + hour,
  });
  return { status: "redeemed", token };
}
