import type { Context } from "../../context.ts";
import { detachContact, findLastCart } from "../../db/carts.ts";
import { deleteUnusedContact, insertConsent } from "../../db/contacts.ts";
import { cancelForAddress } from "../../db/recovery-messages.ts";
import { newId } from "../../domain/ids.ts";
import type { Visitor } from "../carts/capture-cart.ts";
import type { Store } from "../stores/find-store.ts";
import type { Asked } from "./save-contact.ts";

/**
 * A shopper said no: the address tied to their cart is let go at once, what was to be sent to it is called off, and the
 * refusal is recorded against its hash. An address that was never kept leaves nothing behind. Somebody else's address
 * cannot be refused from here: only the one this shopper gave is touched.
 */
export async function forgetContact(
  ctx: Context,
  store: Store,
  visitor: Visitor,
  asked: Asked,
): Promise<{ status: "forgotten" }> {
  const cart = await findLastCart(ctx.db, store.id, visitor.shopperId);
  if (!cart?.contactId || !cart.addressHash) return { status: "forgotten" };
  await ctx.db.batch([
    insertConsent(ctx.db, {
      id: newId("consent"),
      storeId: store.id,
      addressHash: cart.addressHash,
      shopperId: visitor.shopperId,
      decision: "refused",
      ...asked,
      country: visitor.country,
      at: ctx.now(),
    }),
    detachContact(ctx.db, store.id, visitor.shopperId),
    cancelForAddress(ctx.db, store.id, cart.addressHash, "refused"),
    deleteUnusedContact(ctx.db, store.id, cart.contactId),
  ]);
  return { status: "forgotten" };
}
