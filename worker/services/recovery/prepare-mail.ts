import * as z from "zod";
import { composeMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import type { CartRow } from "../../db/carts.ts";
import type { MessageRow } from "../../db/recovery-messages.ts";
import { matchLanguage } from "../../domain/language.ts";
import { hashLinkToken, newLinkToken, newUnsubscribeToken } from "../../domain/tokens.ts";
import { renderReminder } from "../../emails/reminder.tsx";
import type { MailOccasion } from "../../emails/words.ts";
import type { Mail } from "../../mail-providers/contract.ts";
import { paths } from "../../wire/paths.ts";
import { addressLabel } from "../contacts/save-contact.ts";
import type { Store } from "../stores/find-store.ts";

export interface PreparedMail {
  mail: Mail;
  /** Of the link in it; `null` when the mail was prepared, and its link stored, before. */
  linkTokenHash: string | null;
}

interface Facts {
  cart: CartRow;
  addressSealed: string;
  lastStep: number;
}

/**
 * Renders a message for its cart as it is now, with a new recovery link. Nothing is stored yet.
 * @returns `null` when the address can no longer be opened
 */
export async function prepareMail(
  ctx: Context,
  store: Store,
  message: MessageRow,
  { cart, addressSealed, lastStep }: Facts,
): Promise<PreparedMail | null> {
  const { sender } = store.settings;
  const address = await ctx.keys.decrypt(addressSealed, addressLabel(message.addressHash));
  if (sender === null || address === null) return null;
  const token = newLinkToken();
  const unsubscribe = await newUnsubscribeToken(ctx.keys, {
    storeId: store.id,
    addressHash: message.addressHash,
  });
  const unsubscribeUrl = new URL(paths.unsubscribe(unsubscribe), store.shopUrl).href;
  const content = renderReminder({
    occasion: occasionOf(message.step, lastStep),
    language: matchLanguage(cart.language, store.settings.language),
    shop: store.name,
    cart,
    resumeUrl: new URL(paths.recoveryLink(token), store.shopUrl).href,
    unsubscribeUrl,
    postalAddress: sender.postalAddress,
  });
  const mail = composeMail(content, {
    from: { name: sender.name, address: sender.address },
    to: address,
    replyTo: sender.replyTo ?? null,
    unsubscribeUrl,
  });
  return { mail, linkTokenHash: await hashLinkToken(token) };
}

function occasionOf(step: number, lastStep: number): MailOccasion {
  if (step === 1) return "first";
  return step >= lastStep ? "last" : "next";
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

const payloadLabel = (message: Pick<MessageRow, "id">) => `recovery_messages/${message.id}`;

/** The mail as it will be sent, sealed: it holds an address and a link that opens a cart. */
export function sealPayload(ctx: Context, message: MessageRow, { mail }: PreparedMail): Promise<string> {
  return ctx.keys.encrypt(JSON.stringify(mail), payloadLabel(message));
}

/** The mail of an earlier attempt, to the byte. `null` when its key is gone. */
export async function openPayload(ctx: Context, message: MessageRow): Promise<PreparedMail | null> {
  if (message.payloadSealed === null) return null;
  const text = await ctx.keys.decrypt(message.payloadSealed, payloadLabel(message));
  return text === null ? null : { mail: storedMail.parse(JSON.parse(text)), linkTokenHash: null };
}
