import type { Context } from "../../context.ts";
import { insertSuppression } from "../../db/contacts.ts";
import { eraseStatements } from "../../db/erasure.ts";
import { countSending } from "../../db/message-operations.ts";
import { normaliseAddress } from "../../domain/email-address.ts";

type Kind = keyof ReturnType<typeof eraseStatements>;

export type Erased =
  | {
      status: "erased";
      /** How many rows spoke of the address and are gone, or speak of nobody now. `cancelled` are among `messages`. */
      removed: Record<Kind, number>;
      /** Mails that are with the provider at this moment: their outcome will be noted, of nobody. */
      sending: number;
    }
  | { status: "refused"; problem: string };

/**
 * Everything that a store keeps of a person goes, by their address, in one transaction (GDPR Art. 17): the address, its hash,
 * what they agreed to, the mails that wait and their bytes, links, and whose the carts, orders and coupons were. What is
 * counted stays and speaks of nobody. One keyed hash stays among the suppressions, so that they are not written to again. A
 * mail that is with the provider cannot be called back; nothing that comes of it brings anything back. A second time removes
 * nothing more.
 */
export async function eraseContact(ctx: Context, storeId: string, address: string): Promise<Erased> {
  const normal = normaliseAddress(address);
  if (normal === null) return { status: "refused", problem: "That is not an email address." };
  const addressHash = await ctx.keys.hashAddress(storeId, normal);
  const suppression = { storeId, channel: "email", addressHash, reason: "erased", createdAt: ctx.now() };
  const statements = eraseStatements(ctx.db, storeId, addressHash);
  const [, [sending], ...results] = await ctx.db.batch([
    insertSuppression(ctx.db, suppression),
    countSending(ctx.db, storeId, { addressHash }),
    ...Object.values(statements),
  ]);
  const removed = Object.keys(statements).map((kind, at) => [kind, results[at]?.meta.changes ?? 0]);
  return { status: "erased", removed: Object.fromEntries(removed), sending: sending?.count ?? 0 };
}
