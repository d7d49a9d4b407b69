import type { Context } from "../../context.ts";
import { selectDue } from "../../db/cart-mails.ts";

/** Mails of the queue that did not come through, or whose consumer vanished, are put into it again. @returns how many */
export async function enqueueCartMails(ctx: Context): Promise<number> {
  const due = await selectDue(ctx.db, ctx.now(), 100);
  if (due.length > 0) {
    await ctx.queue.sendBatch(
      due.map(({ id, storeId }) => ({ body: { kind: "send-cart", storeId, mailId: id } as const })),
    );
  }
  return due.length;
}
