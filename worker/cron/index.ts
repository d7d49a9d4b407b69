import type { Context } from "../context.ts";
import { enqueueCartMails } from "../services/carts/enqueue-cart-mails.ts";
import { releaseCoupons } from "../services/incentives/release-coupons.ts";
import { enqueueNotices } from "../services/notices/enqueue-notices.ts";
import { writeDigests } from "../services/notices/write-digests.ts";
import { abandonCarts } from "../services/recovery/abandon-carts.ts";
import { checkTracking } from "../services/recovery/check-tracking.ts";
import { closeLostCarts } from "../services/recovery/close-lost-carts.ts";
import { enqueueDueMessages } from "../services/recovery/enqueue-due-messages.ts";
import { removeExpired } from "../services/retention/remove-expired.ts";

/** What a run did, in a few words for the log and the playground. `null`: there was nothing to do. */
export type Ran = string | null;

export interface CronJob {
  name: string;
  run(ctx: Context): Promise<Ran>;
}

/** Every minute, in this order: a cart that is abandoned now may have a message that is due now. */
export const cronJobs: readonly CronJob[] = [
  {
    name: "abandon-carts",
    run: async (ctx) => counted((await abandonCarts(ctx)).carts, "cart abandoned", "carts abandoned"),
  },
  {
    name: "enqueue-due-messages",
    run: async (ctx) => counted((await enqueueDueMessages(ctx)).messages, "message due", "messages due"),
  },
  {
    name: "check-tracking",
    async run(ctx) {
      if (new Date(ctx.now()).getUTCMinutes() !== 7) return null;
      return counted(
        (await checkTracking(ctx)).lost.length,
        "store's orders not seen",
        "stores' orders not seen",
      );
    },
  },
  {
    name: "enqueue-cart-mails",
    run: async (ctx) => counted(await enqueueCartMails(ctx), "cart mail left over", "cart mails left over"),
  },
  {
    name: "write-digests",
    async run(ctx) {
      // Somewhere an hour begins at each quarter of ours.
      if (new Date(ctx.now()).getUTCMinutes() % 15 !== 2) return null;
      return counted(await writeDigests(ctx), "digest written", "digests written");
    },
  },
  {
    name: "enqueue-notices",
    run: async (ctx) => counted(await enqueueNotices(ctx), "notice due", "notices due"),
  },
  {
    name: "close-lost-carts",
    async run(ctx) {
      // Once an hour is plenty for what waits for weeks.
      if (new Date(ctx.now()).getUTCMinutes() === 17) await closeLostCarts(ctx);
      return null;
    },
  },
  {
    name: "release-coupons",
    async run(ctx) {
      if (new Date(ctx.now()).getUTCMinutes() % 10 === 7) await releaseCoupons(ctx);
      return null;
    },
  },
  {
    name: "remove-expired",
    async run(ctx) {
      if (new Date(ctx.now()).getUTCMinutes() !== 37) return null;
      return counted(await removeExpired(ctx), "cart whose time was over", "carts whose time was over");
    },
  },
];

/**
 * Runs every job; one that fails is logged and does not keep the others from running. Runs may overlap, repeat or be left
 * out: each job asks what is due now, never what became due since the last run.
 */
export async function runCron(ctx: Context): Promise<{ name: string; ran: Ran }[]> {
  const results = [];
  for (const { name, run } of cronJobs) {
    try {
      results.push({ name, ran: await run(ctx) });
    } catch (error) {
      ctx.log.error("cron.failed", error, { job: name });
      results.push({ name, ran: "failed" });
    }
  }
  return results;
}

function counted(count: number, one: string, many: string): Ran {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
