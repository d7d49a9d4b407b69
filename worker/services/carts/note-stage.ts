import type { Context } from "../../context.ts";
import { noteStage as write } from "../../db/carts.ts";
import type { CheckoutStep } from "../../domain/page-kind.ts";
import { stages } from "../../domain/sequence.ts";
import type { Store } from "../stores/find-store.ts";

/** A shopper opened a stop of the checkout: their open cart has come as far. Going back does not undo it. */
export async function noteStage(
  ctx: Context,
  store: Store,
  shopperId: string,
  step: CheckoutStep | null,
): Promise<void> {
  const stage = stages.find((one) => one === step);
  if (stage && stage !== "cart") await write(ctx.db, store.id, shopperId, stage);
}
