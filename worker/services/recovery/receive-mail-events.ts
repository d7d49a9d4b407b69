import type { Context } from "../../context.ts";
import { second } from "../../domain/clock.ts";
import type { EventCall, MailEvents } from "../../mail-providers/contract.ts";
import { readSecrets } from "../stores/store-secrets.ts";
import { applyDeliveryEvents } from "./apply-delivery-events.ts";

export type ReceivedEvents =
  | { status: "kept"; events: number }
  | { status: "confirmed" }
  | { status: "forged" }
  | { status: "unreadable" };

/** How long a provider's own server may take to be told that its subscription is wanted, in ms. */
const patience = 10 * second;

/**
 * Takes what claims to be a mail provider's call for this store. Nothing is read of a call that does not prove it.
 * @throws when it is proven, or could be, and could not be kept: it should come again
 */
export async function receiveMailEvents(
  ctx: Context,
  storeId: string,
  source: MailEvents,
  call: Pick<EventCall, "headers" | "body">,
): Promise<ReceivedEvents> {
  const secrets = await readSecrets(ctx, storeId, `mail:${source.id}`);
  const reception = await source.receive({ ...call, secrets, now: ctx.now(), fetch: ctx.fetch });
  const where = { store: storeId, provider: source.id };
  switch (reception.status) {
    case "events": {
      await applyDeliveryEvents(ctx, storeId, source.id, reception.events);
      ctx.log.info("mail-events.kept", { ...where, events: reception.events.length });
      return { status: "kept", events: reception.events.length };
    }
    case "confirm": {
      const signal = AbortSignal.timeout(patience);
      const response = await ctx.fetch(reception.url, { redirect: "manual", signal });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`a subscription could not be confirmed: http ${response.status}`);
      ctx.log.info("mail-events.confirmed", where);
      return { status: "confirmed" };
    }
    default:
      ctx.log.info(`mail-events.${reception.status}`, { ...where, secrets: secrets.length });
      return reception;
  }
}
