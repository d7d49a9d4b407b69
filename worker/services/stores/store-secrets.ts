import type { Context } from "../../context.ts";
import { deleteSecrets, insertSecret, selectSecrets } from "../../db/store-secrets.ts";
import { mailProviderIds } from "../../domain/mail-provider-id.ts";

/**
 * What a store's secrets are for: `orders` signs order events, `mail:<provider>` the events of a mail provider; `platform`
 * lets us make coupons in the shop; `notices` signs what the merchant is told by webhook. Sealed with the worker's keys, so that the database alone opens none.
 */
export type SecretName = "orders" | "platform" | "notices" | `mail:${(typeof mailProviderIds)[number]}`;

export const secretNames: readonly SecretName[] = [
  "orders",
  "platform",
  "notices",
  ...mailProviderIds.map((id) => `mail:${id}` as const),
];

/** The secrets of this name that are in force, newest first; at most two, so that one can be changed without a gap. */
export async function readSecrets(ctx: Context, storeId: string, name: SecretName): Promise<string[]> {
  const sealed = await selectSecrets(ctx.db, storeId, name);
  const opened = await Promise.all(sealed.map((text) => ctx.keys.decrypt(text, labelOf(storeId, name))));
  return opened.filter((secret) => secret !== null);
}

/** Puts a secret in force beside the one before it; an older one than that no longer counts. */
export async function keepSecret(
  ctx: Context,
  storeId: string,
  name: SecretName,
  secret: string,
): Promise<void> {
  const sealed = await ctx.keys.encrypt(secret, labelOf(storeId, name));
  await insertSecret(ctx.db, { storeId, name, sealed, createdAt: ctx.now() });
}

/** Nothing signed with any secret of this name is taken any more. */
export async function forgetSecrets(ctx: Context, storeId: string, name: SecretName): Promise<void> {
  await deleteSecrets(ctx.db, storeId, name);
}

const labelOf = (storeId: string, name: SecretName) => `secret/${storeId}/${name}`;
