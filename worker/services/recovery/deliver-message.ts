import { sendMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import {
  authoriseSending,
  changeHeld,
  claim,
  finishAttempt,
  type MessageRow,
} from "../../db/recovery-messages.ts";
import { selectSendFacts } from "../../db/send-facts.ts";
import { day, minute } from "../../domain/clock.ts";
import { leastGap, whyNotToSend } from "../../domain/why-not-to-send.ts";
import type { MailProvider, Receipt } from "../../mail-providers/contract.ts";
import { mailProvider } from "../../mail-providers/index.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { openPayload, type PreparedMail, prepareMail, sealPayload } from "./prepare-mail.ts";

/** How long a consumer may hold a message: well beyond the deadline of the call it makes. */
const lease = 2 * minute;
/** A provider that keeps refusing is given up on after this many attempts, about a day. */
const mostAttempts = 12;

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
  const [[message], [facts]] = await ctx.db.batch([
    claim(ctx.db, storeId, messageId, now, lease),
    selectSendFacts(ctx.db, storeId, messageId),
  ]);
  // Somebody else holds it, or it is over. Whoever holds it will finish it; if they died, their lease runs out.
  if (!message) return { status: "not-mine" };
  if (!facts?.addressSealed) return end(ctx, message, "skipped", facts ? "contact-forgotten" : "cart-gone");

  const provider = mailProvider(store.settings.mailProvider, ctx.config);
  if ("missing" in provider) return wait(ctx, message, now + 60 * minute, `${provider.missing} is not set`);
  if (message.sendingAt !== null && !mayRepeat(message, provider, now)) {
    return end(ctx, message, "unknown", "outcome uncertain");
  }
  const decision = whyNotToSend({
    now,
    dueAt: message.plannedAt,
    cart: facts.cart,
    store: {
      paused: store.paused,
      recoveryEnabled: store.settings.recovery.enabled,
      hasSender: store.settings.sender !== null,
    },
    boughtSince: Boolean(facts.boughtSince),
    suppressed: Boolean(facts.suppressed),
    consent: facts.consent,
    lastSentAt: facts.lastSentAt,
    quietHours: store.settings.recovery.quietHours,
    timezone: facts.cart.timezone ?? store.settings.timezone,
    tooLateHours: store.settings.recovery.tooLateHours,
  });
  if (decision.verdict === "skip") {
    // A call that may have gone out is not made undone by a reason found later.
    return end(ctx, message, message.sendingAt === null ? "skipped" : "unknown", decision.reason);
  }
  if (decision.verdict === "wait") return wait(ctx, message, decision.until, decision.reason);

  const isStale = message.payloadSealed !== null && message.cartVersion !== facts.cart.version;
  if (isStale && message.sendingAt !== null) return end(ctx, message, "unknown", "outcome uncertain");
  const mail =
    message.payloadSealed === null || isStale
      ? await prepareMail(ctx, store, message, { ...facts, addressSealed: facts.addressSealed })
      : await openPayload(ctx, message);
  if (mail === null) return end(ctx, message, "failed", "could not be opened");
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

async function authorise(
  ctx: Context,
  store: Store,
  message: MessageRow,
  provider: MailProvider,
  mail: PreparedMail,
  cart: { version: number; createdAt: number },
): Promise<boolean> {
  const now = ctx.now();
  const [allowed] = await ctx.db.batch(
    authoriseSending(ctx.db, {
      held: message,
      cartVersion: cart.version,
      cartCreatedAt: cart.createdAt,
      payloadSealed: await sealPayload(ctx, message, mail),
      provider: provider.id,
      tokenHash: mail.linkTokenHash,
      linkExpiresAt: now + store.settings.recovery.linkDays * day,
      noOtherSince: now - leastGap,
      now,
      lease,
    }),
  );
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
    finishAttempt(
      ctx.db,
      message,
      { outcome: receipt.status, detail: "reason" in receipt ? receipt.reason : null },
      now,
    ),
  ]);
  return reason === undefined ? { status } : { status, reason };
}

function afterReceipt(
  message: MessageRow,
  provider: MailProvider,
  receipt: Receipt,
  now: number,
): Delivery & { change: Partial<MessageRow> } {
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
      return {
        status: "failed",
        reason: receipt.reason,
        change: { status: "failed", reason: receipt.reason, ...over },
      };
    case "deferred": {
      const { reason } = receipt;
      if (message.attempt >= mostAttempts) {
        return { status: "failed", reason, change: { status: "failed", reason, ...over } };
      }
      // Certainly not taken this time; whether an earlier call was taken is as uncertain as before.
      const dueAt = now + (receipt.retryAfter ?? backoff(message.attempt));
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
      return { status: "waiting", reason, change: { reason, leaseUntil: now + backoff(message.attempt) } };
    }
  }
}

const over = { leaseUntil: null, payloadSealed: null } as const;

/** 1, 2, 4 … minutes, at most two hours. */
function backoff(attempt: number): number {
  return Math.min(2 ** (attempt - 1), 120) * minute;
}

async function end(
  ctx: Context,
  message: MessageRow,
  status: "skipped" | "failed" | "unknown",
  reason: string,
): Promise<Delivery> {
  await changeHeld(ctx.db, message, { status, reason, ...over });
  return { status, reason };
}

async function wait(ctx: Context, message: MessageRow, until: number, reason: string): Promise<Delivery> {
  await changeHeld(ctx.db, message, { status: "scheduled", reason, dueAt: until, leaseUntil: null });
  return { status: "waiting", reason };
}
