import type { Context } from "../../context.ts";
import { insertSuppression } from "../../db/contacts.ts";
import { cancelAllStatements, countSending } from "../../db/message-operations.ts";
import { cancelForAddress, cancelForCart } from "../../db/recovery-messages.ts";
import { normaliseAddress } from "../../domain/email-address.ts";

export type WhatToStop = { cartId: string } | { address: string } | "all";

export type Stopped =
  /** `sending`: what is with the provider at this moment, and cannot be called back. */
  { status: "stopped"; messages: number; sending: number } | { status: "refused"; problem: string };

const reason = "stopped";

/**
 * Calls off what is still to be sent: about a cart, to an address, or all of a store's. An address is also never written to
 * again: whoever names one was asked to by its owner. Carts that are left later begin sequences of their own.
 */
export async function stopMessages(ctx: Context, storeId: string, what: WhatToStop): Promise<Stopped> {
  const { db } = ctx;
  if (what === "all") {
    const [waiting, claimed, [sending]] = await db.batch([
      ...cancelAllStatements(db, storeId, reason),
      countSending(db, storeId, {}),
    ]);
    return stopped(waiting.meta.changes + claimed.meta.changes, sending?.count);
  }
  if ("cartId" in what) {
    const [open, [sending]] = await db.batch([
      cancelForCart(db, storeId, what.cartId, reason),
      countSending(db, storeId, what),
    ]);
    return stopped(open.meta.changes, sending?.count);
  }
  const address = normaliseAddress(what.address);
  if (address === null) return { status: "refused", problem: "That is not an email address." };
  const addressHash = await ctx.keys.hashAddress(storeId, address);
  const suppression = {
    storeId,
    channel: "email",
    addressHash,
    reason: "unsubscribed",
    createdAt: ctx.now(),
  };
  const [open, , [sending]] = await db.batch([
    cancelForAddress(db, storeId, addressHash, reason),
    insertSuppression(db, suppression),
    countSending(db, storeId, { addressHash }),
  ]);
  return stopped(open.meta.changes, sending?.count);
}

function stopped(messages: number, sending = 0): Stopped {
  return { status: "stopped", messages, sending };
}
