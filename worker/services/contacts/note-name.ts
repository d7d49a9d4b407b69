import type { Context } from "../../context.ts";
import { findContactOfShopper, setContactName } from "../../db/contacts.ts";
import { normaliseAddress } from "../../domain/email-address.ts";
import { firstNameIn } from "../../domain/first-name.ts";
import type { Store } from "../stores/find-store.ts";

/** What a contact's sealed name is bound to: it opens nowhere else. */
export const nameLabel = (addressHash: string) => `contacts/${addressHash}/name`;

/**
 * A first name passed by beside an address, on its way to the shop. It is kept, sealed, where that address is a contact which
 * this shopper gave for their own cart; of anybody else no name is kept. The newest one counts, and the same is not written
 * again.
 */
export async function noteNameGivenToShop(
  ctx: Context,
  store: Store,
  shopperId: string,
  given: { email: string; name: string },
): Promise<void> {
  const address = normaliseAddress(given.email);
  const name = firstNameIn(given.name);
  if (address === null || name === null) return;
  const addressHash = await ctx.keys.hashAddress(store.id, address);
  const contact = await findContactOfShopper(ctx.db, store.id, shopperId, addressHash);
  if (!contact) return;
  if ((await openName(ctx, { ...contact, addressHash })) === name) return;
  const sealed = await ctx.keys.encrypt(name, nameLabel(addressHash));
  await setContactName(ctx.db, store.id, contact.id, sealed);
}

/** The first name that is kept with a contact; `null`: none, or its key is gone. */
export async function openName(
  ctx: Context,
  { nameSealed, addressHash }: { nameSealed: string | null; addressHash: string },
): Promise<string | null> {
  return nameSealed === null ? null : ctx.keys.decrypt(nameSealed, nameLabel(addressHash));
}
