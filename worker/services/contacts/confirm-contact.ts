import type { Context } from "../../context.ts";
import { insertConfirmation } from "../../db/contacts.ts";
import { newId } from "../../domain/ids.ts";

/**
 * The second yes of a double opt-in, from the mailbox itself: what waited for it counts as granted from now on, with the
 * words and the rule of the first. Once more is as good as once; one who has refused since is not made to agree by an old mail.
 */
export async function confirmContact(
  ctx: Context,
  claim: { storeId: string; addressHash: string },
): Promise<void> {
  await insertConfirmation(ctx.db, { ...claim, id: newId("consent"), at: ctx.now() });
}
