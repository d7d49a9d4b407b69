import * as z from "zod";
import { composeMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import type { MessageRow } from "../../db/recovery-messages.ts";
import { matchLanguage } from "../../domain/language.ts";
import { hashLinkToken, newLinkToken, newUnsubscribeToken } from "../../domain/tokens.ts";
import type { RecoveryMail } from "../../emails/recovery-mail.ts";
import { renderRecoveryMail } from "../../emails/render-recovery-mail.tsx";
import type { Mail } from "../../mail-providers/contract.ts";
import { paths } from "../../wire/paths.ts";
import { type PlannedStep, type RecoverySettings, sequencesOf } from "../../wire/recovery-settings.ts";
import { addressLabel } from "../contacts/save-contact.ts";
import type { ReservedCoupon } from "../incentives/reserve-incentive.ts";
import type { Store } from "../stores/find-store.ts";

export interface PreparedMail {
  mail: Mail;
  /** Of the link in it; `null` when the mail was prepared, and its link stored, before. */
  linkTokenHash: string | null;
  /** The one it shows: to be issued with the permission to send. */
  coupon: Pick<ReservedCoupon, "id" | "endsAt" | "keepUntil"> | null;
}

interface Facts {
  cart: CartRow;
  addressSealed: string;
  /** Held for this message, if it gives one. */
  coupon?: ReservedCoupon | null;
  /** What a caller that knows more than the cart can tell; the mail does without what nobody knows. */
  more?: Pick<RecoveryMail, "name" | "deliveryMinor" | "gone">;
}

/**
 * Renders a message for its cart as it is now, with a new recovery link. Nothing is stored yet.
 * @returns `null` when the address can no longer be opened
 */
export async function prepareMail(
  ctx: Context,
  store: Store,
  message: MessageRow,
  plan: PlannedStep,
  { cart, addressSealed, coupon = null, more = {} }: Facts,
): Promise<PreparedMail | null> {
  const { sender, recovery } = store.settings;
  const address = await ctx.keys.decrypt(addressSealed, addressLabel(message.addressHash));
  if (sender === null || address === null) return null;
  const token = newLinkToken();
  const unsubscribe = await newUnsubscribeToken(ctx.keys, {
    storeId: store.id,
    addressHash: message.addressHash,
  });
  const unsubscribeUrl = new URL(paths.unsubscribe(unsubscribe), store.shopUrl).href;
  const content = renderRecoveryMail({
    ...more,
    template: plan.template,
    isLast: isLast(message, plan, recovery),
    stage: cart.stage,
    language: matchLanguage(cart.language, store.settings.language),
    country: cart.country,
    shop: { name: store.name, url: store.shopUrl, postalAddress: sender.postalAddress },
    emails: store.settings.emails,
    cart,
    resumeUrl: new URL(paths.recoveryLink(token), store.shopUrl).href,
    unsubscribeUrl,
    now: ctx.now(),
    timezone: cart.timezone ?? store.settings.timezone,
    // A variant of a step that gives something may promise it.
    subject: plan.incentive !== null && coupon === null ? null : (plan.variant?.subject ?? null),
    incentive: coupon?.incentive ?? null,
  });
  const mail = composeMail(content, {
    from: { name: sender.name, address: sender.address },
    to: recovery.testInbox ?? address,
    replyTo: sender.replyTo ?? null,
    unsubscribeUrl,
  });
  return { mail, linkTokenHash: await hashLinkToken(token), coupon };
}

/** Whether the sequence says nothing after this. Where nobody can tell any more, no mail says that it is the last. */
function isLast(message: MessageRow, plan: PlannedStep, recovery: RecoverySettings): boolean {
  const sequence = sequencesOf(recovery).find(({ name }) => name === plan.sequence);
  return sequence !== undefined && message.step >= sequence.steps.length;
}

const storedMail = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  to: z.string(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
});

const storedPayload = storedMail.extend({
  coupon: z.object({ id: z.string(), endsAt: z.number(), keepUntil: z.number() }).nullable().default(null),
});

const payloadLabel = (message: Pick<MessageRow, "id">) => `recovery_messages/${message.id}`;

/** The mail as it will be sent, sealed: it holds an address and a link that opens a cart. */
export function sealPayload(ctx: Context, message: MessageRow, prepared: PreparedMail): Promise<string> {
  const { mail, coupon } = prepared;
  return ctx.keys.encrypt(JSON.stringify({ ...mail, coupon }), payloadLabel(message));
}

/** The mail of an earlier attempt, to the byte. `null` when its key is gone. */
export async function openPayload(ctx: Context, message: MessageRow): Promise<PreparedMail | null> {
  if (message.payloadSealed === null) return null;
  const text = await ctx.keys.decrypt(message.payloadSealed, payloadLabel(message));
  if (text === null) return null;
  const { coupon, ...mail } = storedPayload.parse(JSON.parse(text));
  return { mail, linkTokenHash: null, coupon };
}
