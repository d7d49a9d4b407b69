import { composeMail, sendMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import { changeHeldNotice, type NoticeRow } from "../../db/notices.ts";
import { minute } from "../../domain/clock.ts";
import { type DigestDay, renderDigest } from "../../emails/digest.tsx";
import type { Receipt } from "../../mail-providers/contract.ts";
import { mailProvider } from "../../mail-providers/index.ts";
import type { Store } from "../stores/find-store.ts";
import type { NoticeDelivery } from "./deliver-notice.ts";

/** Well beyond the deadline of the call. */
const lease = 2 * minute;

/**
 * Sends the digest's mail, at most once: that a call may have gone out is written down before it, and one whose outcome is
 * uncertain is not made again. The day after brings the next one.
 */
export async function sendDigest(ctx: Context, store: Store, held: NoticeRow): Promise<NoticeDelivery> {
  const { sender, notices, language, emails, mailProvider: chosen } = store.settings;
  if (held.status === "sending") return { status: "unknown", reason: "outcome uncertain" };
  if (notices.digest === null) return { status: "kept", reason: "no longer asked for" };
  if (sender === null) return { status: "dropped", reason: "no sender" };
  const provider = mailProvider(chosen, ctx.config);
  if ("missing" in provider) return { status: "waiting", reason: `${provider.missing} is not set` };
  const { postalAddress } = sender;
  const day = JSON.parse(held.data) as DigestDay;
  const mail = composeMail(renderDigest({ language, shop: store.name, emails, postalAddress, day }), {
    from: { name: sender.name, address: sender.address },
    to: notices.digest.to,
    replyTo: null,
    unsubscribeUrl: null,
  });
  await ctx.pace?.(provider.id, provider.perSecond);
  const sending = { status: "sending", dueAt: ctx.now() + lease } as const;
  const [mine] = await changeHeldNotice(ctx.db, held, sending);
  if (!mine) return { status: "not-mine" };
  return afterReceipt(await sendMail(ctx.fetch, provider, mail, `${held.id}-${held.attempt}`));
}

function afterReceipt(receipt: Receipt): NoticeDelivery {
  switch (receipt.status) {
    case "accepted":
      return { status: "sent" };
    case "deferred":
    case "paused":
      return { status: "waiting", reason: receipt.reason };
    case "rejected":
    case "suppressed":
      return { status: "dropped", reason: receipt.reason };
    case "unknown":
      return { status: "unknown", reason: receipt.reason };
  }
}
