import { composeMail, sendMail } from "../../channels/email.ts";
import type { Context } from "../../context.ts";
import {
  authoriseMail,
  type CartMailRow,
  changeHeldMail,
  claimMail,
  selectMailCart,
} from "../../db/cart-mails.ts";
import type { CartRow } from "../../db/carts.ts";
import { day, hour, minute } from "../../domain/clock.ts";
import { matchLanguage } from "../../domain/language.ts";
import { hashLinkToken, newConfirmToken, newLinkToken } from "../../domain/tokens.ts";
import { renderConfirmation } from "../../emails/confirmation.tsx";
import { renderOwnCart } from "../../emails/own-cart.tsx";
import type { Mail, Receipt } from "../../mail-providers/contract.ts";
import { mailProvider } from "../../mail-providers/index.ts";
import { paths } from "../../wire/paths.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { mailAddressLabel } from "./ask-for-cart.ts";

/** Well beyond the deadline of the call that is made. */
const lease = 2 * minute;
/** Who asked waits for it: what comes hours later is a puzzle. */
const tooLate = hour;
/** How long the button in a confirmation mail works. */
const confirmDays = 7;

export interface CartMailDelivery {
  status: "accepted" | "refused" | "failed" | "unknown" | "waiting" | "not-mine";
  reason?: string;
}

/**
 * Sends the mail in which a shopper asked for their own cart, at most once for a request, whoever brings it how often. Quiet
 * hours, consent and an unsubscribe from reminders do not stand in its way; a complaint or a bounce does, and so does an
 * order. An uncertain outcome stays uncertain: the shopper can ask again.
 * @throws when the database cannot be reached; the mail is then found again once its lease is over
 */
export async function deliverCartMail(
  ctx: Context,
  storeId: string,
  mailId: string,
): Promise<CartMailDelivery> {
  const now = ctx.now();
  const store = await loadStore(ctx, storeId);
  if (!store) return { status: "not-mine", reason: "no such store" };
  const [[held], [found]] = await ctx.db.batch([
    claimMail(ctx.db, storeId, mailId, now, lease),
    selectMailCart(ctx.db, storeId, mailId),
  ]);
  if (!held) return { status: "not-mine" };
  if (held.status === "sending") return end(ctx, held, "unknown", "outcome uncertain");
  if (store.paused) return end(ctx, held, "refused", "store paused");
  if (now - held.createdAt > tooLate) return end(ctx, held, "refused", "too late");
  const provider = mailProvider(store.settings.mailProvider, ctx.config);
  if ("missing" in provider) return end(ctx, held, "failed", `${provider.missing} is not set`);
  const token = newLinkToken();
  const mail = found ? await prepare(ctx, store, held, found.cart, token) : null;
  if (mail === null) return end(ctx, held, "failed", "nothing to send, or nobody to send as");
  await ctx.pace?.(provider.id, provider.perSecond);
  const [allowed] = await ctx.db.batch(
    authoriseMail(
      ctx.db,
      held,
      {
        provider: provider.id,
        tokenHash: held.purpose === "cart" ? await hashLinkToken(token) : null,
        linkExpiresAt: now + store.settings.recovery.linkDays * day,
        until: ctx.now() + lease,
      },
      now,
    ),
  );
  if (allowed.length === 0) return end(ctx, held, "refused", "bought, or must not be written to");
  // Each attempt is a mail of its own with a link of its own: only what was certainly not taken is tried again.
  const receipt = await sendMail(ctx.fetch, provider, mail, `${held.id}-${held.attempt}`);
  return record(ctx, held, receipt);
}

async function prepare(
  ctx: Context,
  store: Store,
  held: CartMailRow,
  cart: CartRow,
  token: string,
): Promise<Mail | null> {
  const { sender } = store.settings;
  const address =
    held.addressSealed && (await ctx.keys.decrypt(held.addressSealed, mailAddressLabel(held.id)));
  if (sender === null || !address || cart.items === 0) return null;
  const shell = {
    language: matchLanguage(held.language, store.settings.language),
    shop: store.name,
    shopUrl: store.shopUrl,
    emails: store.settings.emails,
    postalAddress: sender.postalAddress,
  };
  const link = (path: string) => new URL(path, store.shopUrl).href;
  const content =
    held.purpose === "cart"
      ? renderOwnCart({ ...shell, cart, resumeUrl: link(paths.recoveryLink(token)) })
      : renderConfirmation({
          ...shell,
          confirmUrl: link(
            paths.confirm(await newConfirmToken(ctx.keys, held, held.createdAt + confirmDays * day)),
          ),
        });
  return composeMail(content, {
    from: { name: sender.name, address: sender.address },
    to: address,
    replyTo: sender.replyTo ?? null,
    unsubscribeUrl: null,
  });
}

async function record(ctx: Context, held: CartMailRow, receipt: Receipt): Promise<CartMailDelivery> {
  switch (receipt.status) {
    case "accepted":
      await changeHeldMail(ctx.db, held, {
        status: "accepted",
        providerMessageId: receipt.providerMessageId,
        ...over,
      });
      return { status: "accepted" };
    case "rejected":
    case "suppressed":
      return end(ctx, held, "failed", receipt.reason);
    case "unknown":
      return end(ctx, held, "unknown", receipt.reason);
    case "deferred":
    case "paused": {
      const { reason } = receipt;
      const dueAt = ctx.now() + Math.max(receipt.retryAfter ?? 0, minute);
      await changeHeldMail(ctx.db, held, { status: "queued", reason, dueAt });
      return { status: "waiting", reason };
    }
  }
}

/** The address has served. */
const over = { dueAt: null, addressSealed: null } as const;

async function end(
  ctx: Context,
  held: CartMailRow,
  status: "refused" | "failed" | "unknown",
  reason: string,
): Promise<CartMailDelivery> {
  await changeHeldMail(ctx.db, held, { status, reason, ...over });
  return { status, reason };
}
