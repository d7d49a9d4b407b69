import type { Context } from "../context.ts";
import { writeSuppression } from "../services/contacts/suppress-address.ts";
import { recordQueuedOrder } from "../services/orders/record-order.ts";
import { deliverMessage } from "../services/recovery/deliver-message.ts";
import { type QueueBody, queueBody } from "../wire/queue-body.ts";

const deadLetters = /-dead$/;

/** What became of a queue message, for the log and the playground. */
export interface Handled {
  kind: string;
  outcome: string;
}

/**
 * Works off a batch. A message is acknowledged only once its outcome is in the database; one that could not be worked on
 * comes back later, and any number of times is as good as once.
 */
export async function handleBatch(ctx: Context, batch: MessageBatch<unknown>): Promise<Handled[]> {
  const handled: Handled[] = [];
  for (const message of batch.messages) {
    const body = queueBody.safeParse(message.body);
    if (!body.success || deadLetters.test(batch.queue)) {
      // What it was about is still in the database, due or stranded, and is found there again.
      ctx.log.error("queue.dead", new Error("dead letter"), {
        queue: batch.queue,
        kind: body.success ? body.data.kind : "unreadable",
        message: body.success && body.data.kind === "deliver" ? body.data.messageId : null,
      });
      handled.push({ kind: body.success ? body.data.kind : "unreadable", outcome: "dead" });
      await (body.success ? handleDead(ctx, body.data, message) : message.ack());
      continue;
    }
    try {
      handled.push({ kind: body.data.kind, outcome: await handle(ctx, body.data) });
      message.ack();
    } catch (error) {
      ctx.log.error("queue.failed", error, { kind: body.data.kind, attempts: message.attempts });
      message.retry({ delaySeconds: Math.min(30 * 2 ** (message.attempts - 1), 3600) });
      handled.push({ kind: body.data.kind, outcome: "failed" });
    }
  }
  return handled;
}

async function handle(ctx: Context, body: QueueBody): Promise<string> {
  switch (body.kind) {
    case "deliver": {
      const { status, reason } = await deliverMessage(ctx, body.storeId, body.messageId);
      ctx.log.info("message.handled", { store: body.storeId, message: body.messageId, status, reason });
      return reason === undefined ? status : `${status}: ${reason}`;
    }
    case "order": {
      const { kind: _, ...order } = body;
      await recordQueuedOrder(ctx, order);
      return "recorded";
    }
    case "suppress": {
      const { kind: _, ...suppression } = body;
      await writeSuppression(ctx, suppression);
      return "suppressed";
    }
  }
}

/** A due message is found again by cron. An order or an unsubscribe exists nowhere else: it is kept trying, slowly. */
async function handleDead(ctx: Context, body: QueueBody, message: Message<unknown>): Promise<void> {
  if (body.kind === "deliver") return message.ack();
  try {
    await handle(ctx, body);
    message.ack();
  } catch (error) {
    ctx.log.error("queue.dead", error, { kind: body.kind });
    message.retry({ delaySeconds: 3600 });
  }
}
