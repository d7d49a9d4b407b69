import type { Context } from "../../context.ts";
import { insertIfAllowed } from "../../db/cart-mails.ts";
import { findOpenCart } from "../../db/carts.ts";
import { minute } from "../../domain/clock.ts";
import { newId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { Store } from "../stores/find-store.ts";

/** What a mail's sealed address is bound to: it opens nowhere else. */
export const mailAddressLabel = (mailId: string) => `cart_mails/${mailId}`;

/** When cron looks after a mail that the queue should have brought. */
const patience = 2 * minute;

export interface AskedFor {
  shopperId: string;
  /** Normalised. */
  address: string;
  language: Language;
  /** The network it was asked from, as the limits count it. */
  network: string;
}

/** What somebody can ask to have sent: their cart, or the question whether an address is theirs. */
export type MailPurpose = "cart" | "confirm";

/**
 * A shopper asked for a mail. It goes out at once, unless a limit or a complaint stands against it; which of
 * that came to pass is told to nobody. No consent is recorded, and the address is kept until the mail is away.
 */
export async function askForMail(
  ctx: Context,
  store: Store,
  purpose: MailPurpose,
  asked: AskedFor,
): Promise<void> {
  const { shopperId, address, language } = asked;
  const cart = await findOpenCart(ctx.db, store.id, shopperId);
  if (!cart || cart.items === 0) return;
  const id = newId("mail");
  const now = ctx.now();
  const isKept = await insertIfAllowed(ctx.db, {
    id,
    storeId: store.id,
    shopperId,
    purpose,
    cartId: cart.id,
    cartVersion: cart.version,
    addressHash: await ctx.keys.hashAddress(store.id, address),
    addressSealed: await ctx.keys.encrypt(address, mailAddressLabel(id)),
    networkHash: await ctx.keys.hash("network", `${store.id}\n${asked.network}`),
    language,
    dueAt: now + patience,
    createdAt: now,
  });
  if (isKept) await ctx.queue.send({ kind: "send-cart", storeId: store.id, mailId: id });
}
