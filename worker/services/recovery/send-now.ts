import type { Context } from "../../context.ts";
import { bringForward } from "../../db/message-operations.ts";
import { selectPause } from "../../db/provider-pauses.ts";
import type { Store } from "../stores/find-store.ts";
import { explainMessage } from "./explain-message.ts";

export type SentNow =
  | { status: "due" }
  /** A guard stands in the way, and nothing was changed. `until`: from when on it may no longer. */
  | { status: "held-back"; reason: string; until: number | null }
  | { status: "refused"; problem: "no-message" | "not-waiting" };

/**
 * Makes a message due at once that waits for its time. No guard is passed over: one that would stop it now is named, and the
 * message stays as it was. It goes out with the next run of cron, when everything is asked once more.
 */
export async function sendNow(ctx: Context, store: Store, messageId: string): Promise<SentNow> {
  const known = await explainMessage(ctx, store, messageId);
  if (!known) return { status: "refused", problem: "no-message" };
  const { message, decision } = known;
  if (message.status !== "scheduled") return { status: "refused", problem: "not-waiting" };
  if (decision === null) return { status: "held-back", reason: "cart-gone", until: null };
  if (decision.verdict === "skip") return { status: "held-back", reason: decision.reason, until: null };
  if (decision.verdict === "wait") {
    return { status: "held-back", reason: decision.reason, until: decision.until };
  }
  if (message.sendingAt !== null) {
    return { status: "held-back", reason: "provider-asked-to-wait", until: message.dueAt };
  }
  const [pause] = await selectPause(ctx.db, store.id, store.settings.mailProvider, ctx.now());
  if (pause) return { status: "held-back", reason: "account-paused", until: pause.until };
  const changed = await bringForward(ctx.db, store.id, messageId, ctx.now());
  return changed.length > 0 ? { status: "due" } : { status: "refused", problem: "not-waiting" };
}
