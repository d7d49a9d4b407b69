import { sendMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import { insertSuppression } from "../../db/contacts.ts";
import { issueWithMessage } from "../../db/coupons.ts";
import { ifChanged } from "../../db/notices.ts";
import { endPause, pauseProvider, selectPause } from "../../db/provider-pauses.ts";
import {
  authoriseSending,
  cancelForAddress,
  changeHeld,
  claim,
  finishAttempt,
  type MessageRow,
} from "../../db/recovery-messages.ts";
import { selectSendFacts } from "../../db/send-facts.ts";
import { withoutLines } from "../../domain/cart.ts";
import { day, hour, minute } from "../../domain/clock.ts";
import type { MailProvider, Receipt } from "../../mail-providers/contract.ts";
import { mailProvider } from "../../mail-providers/index.ts";
import { capsOf, type PlannedStep, plannedStep } from "../../wire/recovery-settings.ts";
import { type ReservedCoupon, reserveIncentive } from "../incentives/reserve-incentive.ts";
import { noticeStatement } from "../notices/note-notice.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { decideOnMessage, month } from "./decide-on-message.ts";
import { findGone } from "./find-gone.ts";
import { openPayload, type PreparedMail, prepareMail, sealPayload } from "./prepare-mail.ts";

/** How long a consumer may hold a message: well beyond the deadline of the call it makes. */
const lease = 2 * minute;
/** A provider that keeps refusing is given up on after this many calls, about a day. */
const mostCalls = 12;
/** A message whose consumers keep breaking off is not tried for ever: about three hours. */
const mostLapses = 60;

export type Delivery = {
  status: "accepted" | "skipped" | "waiting" | "failed" | "unknown" | "not-mine";
  reason?: string;
};

/**
 * Sends one recovery message, if it still may be sent. Any number of consumers may be given the same message any number
 * of times: one of them claims it, everything is read again, and the permission to call the provider is a transaction
 * that sees every purchase and unsubscribe committed before it. Three round trips to the database.
 *
 * What the provider was asked stays known: an uncertain outcome is tried again only where the provider tells the same
 * request by its key, with the same bytes; otherwise it stays `unknown` and visible.
 *
 * @throws when the database cannot be reached; the message is then found again once its lease is over
 */
export async function deliverMessage(ctx: Context, storeId: string, messageId: string): Promise<Delivery> {
  const store = await loadStore(ctx, storeId);
  if (!store) return { status: "not-mine", reason: "no such store" };
  const now = ctx.now();
  const [[message], [facts], [pause]] = await ctx.db.batch([
    claim(ctx.db, storeId, messageId, now, lease),
    selectSendFacts(ctx.db, storeId, messageId, now - month),
    selectPause(ctx.db, storeId, store.settings.mailProvider, now),
  ]);
  // Somebody else holds it, or it is over. Whoever holds it will finish it; if they died, their lease runs out.
  if (!message) return { status: "not-mine" };
  if (message.lapses > mostLapses) {
    return end(ctx, message, message.sendingAt === null ? "failed" : "unknown", "broke off again and again");
  }
  if (!facts?.addressSealed) {
    // A call that may have gone out is not made undone by the address being gone.
    const status = message.sendingAt === null ? "skipped" : "unknown";
    return end(ctx, message, status, facts ? "contact-forgotten" : "cart-gone");
  }

  const provider = mailProvider(store.settings.mailProvider, ctx.config);
  if ("missing" in provider) {
    const reason = `${provider.missing} is not set`;
    await pauseAccount(ctx, storeId, store.settings.mailProvider, reason, hour);
    return wait(ctx, message, now + hour, reason);
  }
  if (message.sendingAt !== null && !mayRepeat(message, provider, now)) {
    return end(ctx, message, "unknown", "outcome uncertain");
  }
  const plan = plannedStep.parse(JSON.parse(message.plan));
  const decision = decideOnMessage(store, message, plan, facts, now);
  if (decision.verdict === "skip") {
    // A call that may have gone out is not made undone by a reason found later.
    return end(ctx, message, message.sendingAt === null ? "skipped" : "unknown", decision.reason);
  }
  if (decision.verdict === "wait") return wait(ctx, message, decision.until, decision.reason);
  // Nothing is asked of an account that takes nothing; whatever forbids the message was found before this.
  if (pause) return wait(ctx, message, pause.until, pause.reason);

  const isStale = message.payloadSealed !== null && message.cartVersion !== facts.cart.version;
  if (isStale && message.sendingAt !== null) return end(ctx, message, "unknown", "outcome uncertain");
  const isNew = message.payloadSealed === null || isStale;
  const gone = isNew ? await findGone(ctx, store, facts.cart.lines) : [];
  const present = withoutLines(
    facts.cart,
    gone.map(({ line }) => line),
  );
  if (present.lines.length === 0) return end(ctx, message, "skipped", "out-of-stock");
  const mail = isNew
    ? await prepareMail(ctx, store, message, plan, {
        ...facts,
        addressSealed: facts.addressSealed,
        gone,
        coupon: await couponFor(ctx, store, message, plan, present),
      })
    : await openPayload(ctx, message);
  if (mail === null) return end(ctx, message, "failed", "could not be opened");
  // The same bytes again would promise what is over, and other bytes might be a second mail.
  if (mail.coupon && mail.coupon.endsAt <= now) return end(ctx, message, "unknown", "coupon ended");
  // Before the last look, so that nothing lies between that and the call.
  await ctx.pace?.(provider.id, provider.perSecond);
  if (!(await authorise(ctx, store, message, provider, mail, facts.cart))) {
    // Something changed between the two looks. The next run looks again and finds out what.
    return wait(ctx, message, now, "changed meanwhile");
  }
  const receipt = await sendMail(ctx.fetch, provider, mail.mail, message.id);
  return record(ctx, message, provider, receipt);
}

/** A call that may have gone out may be made again only under a key that the provider still knows. */
function mayRepeat(message: MessageRow, provider: MailProvider, now: number): boolean {
  return (
    provider.idempotencyWindow !== null &&
    provider.id === message.provider &&
    message.payloadSealed !== null &&
    message.sendingAt !== null &&
    now - message.sendingAt < provider.idempotencyWindow
  );
}

/** The coupon that this message may give; `null`: the mail does without. */
async function couponFor(
  ctx: Context,
  store: Store,
  { addressHash }: MessageRow,
  plan: PlannedStep,
  cart: CartRow,
): Promise<ReservedCoupon | null> {
  if (plan.incentive === null || plan.template !== "incentive") return null;
  const asked = { name: plan.incentive, occasion: "mail", cart: { ...cart, addressHash } } as const;
  const reserved = await reserveIncentive(ctx, store, asked);
  return reserved.status === "reserved" ? reserved.coupon : null;
}

async function authorise(
  ctx: Context,
  store: Store,
  message: MessageRow,
  provider: MailProvider,
  mail: PreparedMail,
  cart: { version: number; createdAt: number },
): Promise<boolean> {
  const now = ctx.now();
  const { hoursBetween, perCart, perMonth } = capsOf(store.settings.recovery);
  const { coupon } = mail;
  const [allowed] = await ctx.db.batch([
    ...authoriseSending(ctx.db, {
      held: message,
      cartVersion: cart.version,
      cartCreatedAt: cart.createdAt,
      payloadSealed: await sealPayload(ctx, message, mail),
      provider: provider.id,
      tokenHash: mail.linkTokenHash,
      linkExpiresAt: now + store.settings.recovery.linkDays * day,
      couponId: coupon?.id,
      noOtherSince: now - hoursBetween * hour,
      perCart,
      perMonth,
      monthSince: now - month,
      now,
      lease,
    }),
    ...(coupon ? [issueWithMessage(ctx.db, message, coupon.id, coupon.keepUntil, now)] : []),
  ]);
  return allowed.length === 1;
}

async function record(
  ctx: Context,
  message: MessageRow,
  provider: MailProvider,
  receipt: Receipt,
): Promise<Delivery> {
  const now = ctx.now();
  const { status, reason, change } = afterReceipt(message, provider, receipt, now);
  await ctx.db.batch([
    changeHeld(ctx.db, message, change),
    ...(status === "unknown" ? [noteUnknown(ctx, message)] : []),
    finishAttempt(
      ctx.db,
      message,
      { outcome: receipt.status, detail: "reason" in receipt ? receipt.reason : null },
      now,
    ),
    ...besideReceipt(ctx, message, provider, receipt, now),
  ]);
  return reason === undefined ? { status } : { status, reason };
}

/** What a receipt says of more than its message: of the address, or of the account. */
function besideReceipt(
  ctx: Context,
  message: MessageRow,
  provider: MailProvider,
  receipt: Receipt,
  now: number,
) {
  const { storeId, channel, addressHash } = message;
  if (receipt.status === "accepted") return [endPause(ctx.db, storeId, provider.id)];
  if (receipt.status === "suppressed") {
    const reason = "refused";
    return [
      insertSuppression(ctx.db, { storeId, channel, addressHash, reason, createdAt: now }),
      cancelForAddress(ctx.db, storeId, addressHash, reason),
    ];
  }
  if (receipt.status !== "paused") return [];
  const { reason, retryAfter } = receipt;
  ctx.log.error("mail-account.paused", new Error(reason), { store: storeId, provider: provider.id });
  return pauseStatements(ctx, { storeId, provider: provider.id, reason, now, until: now + retryAfter });
}

async function pauseAccount(ctx: Context, storeId: string, provider: string, reason: string, wait: number) {
  const now = ctx.now();
  await ctx.db.batch(pauseStatements(ctx, { storeId, provider, reason, now, until: now + wait }));
}

/** Told once a day, however many messages find the account closed. */
function pauseStatements(ctx: Context, pause: Parameters<typeof pauseProvider>[1]) {
  const { storeId, provider, reason, now } = pause;
  const key = `${provider}/${Math.floor(now / day)}`;
  const notice = { storeId, kind: "provider.paused", key, data: { provider, reason } } as const;
  return [pauseProvider(ctx.db, pause), noticeStatement(ctx, notice)] as const;
}

/** Told once an hour, behind the statement that made it so. */
function noteUnknown(ctx: Context, { storeId, id }: MessageRow) {
  const key = `${Math.floor(ctx.now() / hour)}`;
  const notice = { storeId, kind: "messages.unknown", key, data: { messageId: id } } as const;
  return noticeStatement(ctx, notice, ifChanged);
}

function afterReceipt(
  message: MessageRow,
  provider: MailProvider,
  receipt: Receipt,
  now: number,
): Delivery & { change: Partial<MessageRow> } {
  // The row was read before the call was counted.
  const calls = message.calls + 1;
  switch (receipt.status) {
    case "accepted":
      return {
        status: "accepted",
        change: {
          status: "accepted",
          acceptedAt: now,
          providerMessageId: receipt.providerMessageId,
          ...over,
        },
      };
    case "rejected":
    case "suppressed":
      return {
        status: "failed",
        reason: receipt.reason,
        change: { status: "failed", reason: receipt.reason, ...over },
      };
    case "paused":
    case "deferred": {
      const { reason } = receipt;
      // An account that takes nothing is not the message's fault: it is not given up on for that.
      if (receipt.status === "deferred" && calls >= mostCalls) {
        return { status: "failed", reason, change: { status: "failed", reason, ...over } };
      }
      // Certainly not taken this time; whether an earlier call was taken is as uncertain as before.
      const dueAt = now + (receipt.retryAfter ?? backoff(calls));
      return {
        status: "waiting",
        reason,
        change: { status: "scheduled", reason, dueAt, leaseUntil: null, sendingAt: message.sendingAt },
      };
    }
    case "unknown": {
      const { reason } = receipt;
      if (provider.idempotencyWindow === null) {
        return { status: "unknown", reason, change: { status: "unknown", reason, ...over } };
      }
      // Stays `sending`: when the lease is over the same bytes go out under the same key.
      return { status: "waiting", reason, change: { reason, leaseUntil: now + backoff(calls) } };
    }
  }
}

const over = { leaseUntil: null, payloadSealed: null } as const;

/** 1, 2, 4 … minutes, at most two hours. */
function backoff(calls: number): number {
  return Math.min(2 ** (calls - 1), 120) * minute;
}

async function end(
  ctx: Context,
  message: MessageRow,
  status: "skipped" | "failed" | "unknown",
  reason: string,
): Promise<Delivery> {
  await ctx.db.batch([
    changeHeld(ctx.db, message, { status, reason, ...over }),
    ...(status === "unknown" ? [noteUnknown(ctx, message)] : []),
  ]);
  return { status, reason };
}

async function wait(ctx: Context, message: MessageRow, until: number, reason: string): Promise<Delivery> {
  await changeHeld(ctx.db, message, { status: "scheduled", reason, dueAt: until, leaseUntil: null });
  return { status: "waiting", reason };
}
