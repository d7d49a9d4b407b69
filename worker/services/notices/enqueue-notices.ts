import type { Context } from "../../context.ts";
import { selectDueNotices } from "../../db/notices.ts";

/** Notices that are due are put into the queue; one that is there twice is told once. @returns how many */
export async function enqueueNotices(ctx: Context): Promise<number> {
  const due = await selectDueNotices(ctx.db, ctx.now(), 100);
  if (due.length > 0) {
    await ctx.queue.sendBatch(
      due.map(({ id, storeId }) => ({ body: { kind: "notice", storeId, noticeId: id } as const })),
    );
  }
  return due.length;
}
