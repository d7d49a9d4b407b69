import * as z from "zod";
import { composeMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import type { MessageRow } from "../../db/recovery-messages.ts";
import { withoutLines } from "../../domain/cart.ts";
import { matchLanguage } from "../../domain/language.ts";
import { hashLinkToken, newLinkToken, newUnsubscribeToken } from "../../domain/tokens.ts";
import type { GoneLine } from "../../emails/recovery-mail.ts";
import { renderRecoveryMail } from "../../emails/render-recovery-mail.tsx";
import type { Mail } from "../../mail-providers/contract.ts";
import { paths } from "../../wire/paths.ts";
import type { PlannedStep } from "../../wire/recovery-settings.ts";
import { openName } from "../contacts/note-name.ts";
import { addressLabel } from "../contacts/save-contact.ts";
import type { ReservedCoupon } from "../incentives/reserve-incentive.ts";
import type { Store } from "../stores/find-store.ts";
import { answerDoubts } from "./answer-doubts.ts";
import { priceCartDelivery } from "./price-cart-delivery.ts";

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
  nameSealed: string | null;
  /** What of the cart can no longer be bought. */
  gone: GoneLine[];
  /** Held for this message, if it gives one. */
  coupon: ReservedCoupon | null;
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
  { cart, addressSealed, nameSealed, gone, coupon }: Facts,
): Promise<PreparedMail | null> {
  const { sender, recovery } = store.settings;
  const { addressHash } = message;
  const address = await ctx.keys.decrypt(addressSealed, addressLabel(addressHash));
  if (sender === null || address === null) return null;
  const name = await openName(ctx, { nameSealed, addressHash });
  const token = newLinkToken();
  const unsubscribe = await newUnsubscribeToken(ctx.keys, { storeId: store.id, addressHash });
  const unsubscribeUrl = new URL(paths.unsubscribe(unsubscribe), store.shopUrl).href;
  const language = matchLanguage(cart.language, store.settings.language);
  const content = renderRecoveryMail({
    template: plan.template,
    isLast: plan.isLast,
    stage: cart.stage,
    language,
    country: cart.country,
    shop: { name: store.name, url: store.shopUrl, postalAddress: sender.postalAddress },
    emails: answerDoubts(store, language),
    cart,
    gone,
    name,
    deliveryMinor: deliveryOf(store, cart, gone, coupon),
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

/** Of what can still be bought. A coupon that pays for delivery says so itself, and the shop does the sum. */
function deliveryOf(store: Store, cart: CartRow, gone: GoneLine[], coupon: Facts["coupon"]): number | null {
  if (coupon?.incentive.kind === "free-shipping") return null;
  const lines = gone.map(({ line }) => line);
  return priceCartDelivery(store, withoutLines(cart, lines));
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
