import type { Context } from "../../context.ts";
import { applyEventsStatements } from "../../db/delivery-events.ts";
import { isId } from "../../domain/ids.ts";
import type { MailProviderId } from "../../domain/mail-provider-id.ts";
import type { DeliveryEvent } from "../../mail-providers/contract.ts";

/** As many as are put into one batch; a provider's largest call holds about a thousand. */
const atOnce = 500;

/**
 * Keeps what a provider told and brings the messages it speaks of to the state that follows from all that was ever told of
 * them: in any order and however often, the same. It proves that the provider took a message, so that an uncertain
 * outcome is uncertain no more. Hard bounces, complaints and unsubscribes stop all mail to the address; nothing that is told
 * here ever lets an address be written to again. What speaks of no message of this store leaves nothing behind.
 * @throws when the database cannot be written: the provider sends it again
 */
export async function applyDeliveryEvents(
  ctx: Context,
  storeId: string,
  provider: MailProviderId,
  events: readonly DeliveryEvent[],
): Promise<void> {
  const told = events.map((event) => ({
    ...event,
    id: event.id.slice(0, 200),
    // What has no id of ours in it may be the shop's own mail; what has a wrong one is nobody's.
    messageId: isId("message", event.messageId) ? event.messageId : null,
    mailId: mailIdIn(event.messageId),
  }));
  for (let start = 0; start < told.length; start += atOnce) {
    const part = told.slice(start, start + atOnce);
    await ctx.db.batch(applyEventsStatements(ctx.db, storeId, provider, part, ctx.now()));
  }
}

/** A mail that somebody asked for goes by its id and the attempt: "mail_…-1". */
function mailIdIn(ours: string | null): string | null {
  const id = ours?.split("-", 1)[0];
  return isId("mail", id) ? id : null;
}
