import type { Context } from "../../context.ts";
import { selectHistory } from "../../db/message-reports.ts";
import { selectSendFacts } from "../../db/send-facts.ts";
import type { SendDecision } from "../../domain/why-not-to-send.ts";
import { type PlannedStep, plannedStep } from "../../wire/recovery-settings.ts";
import type { Store } from "../stores/find-store.ts";
import { decideOnMessage, month } from "./decide-on-message.ts";

type History = NonNullable<Awaited<ReturnType<typeof readHistory>>>;

export interface MessageHistory extends History {
  plan: PlannedStep;
  /** What would be decided now, if it still waits; `null` when it is over. */
  decision: SendDecision | null;
}

/** All that is known of one message but whom it goes to and what it says. Reads only. @returns `null` when there is none */
export async function explainMessage(
  ctx: Context,
  store: Store,
  messageId: string,
): Promise<MessageHistory | null> {
  const now = ctx.now();
  const history = await readHistory(ctx, store.id, messageId);
  if (!history) return null;
  const { message } = history;
  const plan = plannedStep.parse(JSON.parse(message.plan));
  if (!["scheduled", "claimed"].includes(message.status)) return { ...history, plan, decision: null };
  const [facts] = await selectSendFacts(ctx.db, store.id, messageId, now - month);
  const decision = facts ? decideOnMessage(store, message, plan, facts, now) : null;
  return { ...history, plan, decision };
}

async function readHistory(ctx: Context, storeId: string, messageId: string) {
  const [[row], attempts, events] = await ctx.db.batch(selectHistory(ctx.db, storeId, messageId));
  if (!row) return null;
  const { payloadSealed: _, addressHash: __, contactId: ___, providerMessageId: ____, ...message } = row;
  return { message, attempts, events };
}
