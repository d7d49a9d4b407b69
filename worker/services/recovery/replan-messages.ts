import type { Context } from "../../context.ts";
import { selectUnderWay } from "../../db/carts.ts";
import { replanStatements } from "../../db/message-operations.ts";
import type { Store } from "../stores/find-store.ts";
import { planFor } from "./abandon-carts.ts";

/** Carts in one transaction. */
const perBatch = 20;

/**
 * What is scheduled keeps the settings it was begun with; this puts the present ones in their place, because the merchant
 * said so. Steps that were sent, tried or called off stay as they are; what would have been due by now is due now.
 * @returns how many carts were looked at
 */
export async function replanMessages(ctx: Context, store: Store): Promise<{ carts: number }> {
  const now = ctx.now();
  const carts = await selectUnderWay(ctx.db, store.id);
  for (let start = 0; start < carts.length; start += perBatch) {
    const statements = carts.slice(start, start + perBatch).flatMap((cart) => {
      const { contactId, addressHash, abandonedAt } = cart;
      if (contactId === null || addressHash === null || abandonedAt === null) return [];
      const plan = planFor(store, cart, abandonedAt).map((message) => ({
        ...message,
        plannedAt: Math.max(message.plannedAt, now),
      }));
      return replanStatements(ctx.db, { ...cart, contactId, addressHash, abandonedAt }, "email", plan, now);
    });
    const [first, ...rest] = statements;
    if (first) await ctx.db.batch([first, ...rest]);
  }
  return { carts: carts.length };
}
