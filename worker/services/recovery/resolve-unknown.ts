import type { Context } from "../../context.ts";
import { resolveStatements } from "../../db/message-operations.ts";
import type { Store } from "../stores/find-store.ts";
import { explainMessage, type MessageHistory } from "./explain-message.ts";

export type Resolved =
  | { status: "resolved"; message: MessageHistory }
  | { status: "refused"; problem: "no-message" | "not-unknown" };

/**
 * Somebody has looked into the provider's own log and says what became of a message whose outcome is uncertain: it was
 * accepted, or it was not sent. The ledger keeps who said so. One that was not sent gets one new attempt, under every guard;
 * should that be uncertain too, somebody has to look again.
 * @param by a name, for the ledger
 */
export async function resolveUnknown(
  ctx: Context,
  store: Store,
  messageId: string,
  { outcome, by }: { outcome: "accepted" | "not-sent"; by: string },
): Promise<Resolved> {
  const said = { outcome, detail: `${outcome}, says ${by}` };
  const [changed] = await ctx.db.batch(resolveStatements(ctx.db, store.id, messageId, said, ctx.now()));
  const message = await explainMessage(ctx, store, messageId);
  if (!message) return { status: "refused", problem: "no-message" };
  return changed.length > 0 ? { status: "resolved", message } : { status: "refused", problem: "not-unknown" };
}
