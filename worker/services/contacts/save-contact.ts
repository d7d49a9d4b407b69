import type { Context } from "../../context.ts";
import { attachContact, findOpenCart } from "../../db/carts.ts";
import { insertConsent, isConfirmed, upsertContact } from "../../db/contacts.ts";
import { cancelForShopper } from "../../db/recovery-messages.ts";
import { minute } from "../../domain/clock.ts";
import { consentRuleFor, worthOf } from "../../domain/consent-policy.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import { newId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { ContactSurface } from "../../wire/storefront-api.ts";
import { askForMail } from "../carts/ask-for-cart.ts";
import type { Visitor } from "../carts/capture-cart.ts";
import type { Store } from "../stores/find-store.ts";

/** What the shopper was asked, and where. The words are ours, looked up by the server: a page cannot make them up. */
export interface Asked {
  surface: ContactSurface;
  /** `notice`: they were told and did not object. `opt-in`: they ticked a box or pressed a button that says so. */
  basis: "notice" | "opt-in";
  words: string;
  wordsVersion: string;
  language: Language;
  /** Path of the page. */
  page: string;
}

export type SavedContact =
  | { status: "saved" }
  /** Nothing is sent until they confirm it from the mailbox: a mail that asks for that is on its way. */
  | { status: "unconfirmed" }
  /** `consent`: where they are, what they were asked does not count as a yes. */
  | { status: "invalid"; field: "email" | "cart" | "consent" };

/** What a contact's sealed address is bound to: it opens nowhere else. */
export const addressLabel = (addressHash: string) => `contacts/${addressHash}`;

/**
 * Keeps an address that a shopper gave, sealed, with their consent, the words they read and the rule of where they are, and
 * ties it to their open cart. An address without a cart is not kept, nor one whose owner would have to be asked otherwise.
 */
export async function saveContact(
  ctx: Context,
  store: Store,
  visitor: Visitor,
  email: string,
  asked: Asked,
  network: string,
): Promise<SavedContact> {
  const address = normaliseAddress(email);
  if (address === null) return { status: "invalid", field: "email" };
  const cart = await findOpenCart(ctx.db, store.id, visitor.shopperId);
  if (!cart || cart.items === 0) return { status: "invalid", field: "cart" };
  const rule = consentRuleFor(visitor.country, store.settings.consent.regions);
  const worth = worthOf(asked.basis, rule);
  if (worth === "insufficient") return { status: "invalid", field: "consent" };
  const now = ctx.now();
  const addressHash = await ctx.keys.hashAddress(store.id, address);
  const isPending = worth === "pending" && !(await isConfirmed(ctx.db, store.id, addressHash));
  const [[contact]] = await ctx.db.batch([
    upsertContact(ctx.db, {
      id: newId("contact"),
      storeId: store.id,
      channel: "email",
      addressHash,
      addressSealed: await ctx.keys.encrypt(address, addressLabel(addressHash)),
      language: asked.language,
      createdAt: now,
    }),
    insertConsent(ctx.db, {
      id: newId("consent"),
      storeId: store.id,
      addressHash,
      shopperId: visitor.shopperId,
      decision: isPending ? "pending" : "granted",
      rule,
      ...asked,
      // Who has confirmed once need not do so for each cart.
      ...(worth === "pending" && !isPending && { basis: "double-opt-in" }),
      country: visitor.country,
      at: now,
    }),
  ]);
  if (!contact) throw new Error("a contact that was just written was not answered");
  const idleAt = now + store.settings.recovery.idleMinutes * minute;
  await ctx.db.batch([
    attachContact(
      ctx.db,
      store.id,
      visitor.shopperId,
      { id: contact.id, addressHash, language: asked.language },
      now,
      idleAt,
    ),
    cancelForShopper(ctx.db, store.id, visitor.shopperId, "active", "returned"),
  ]);
  if (!isPending) return { status: "saved" };
  await askForMail(ctx, store, "confirm", { ...visitor, address, language: asked.language, network });
  return { status: "unconfirmed" };
}
