import type { Context } from "../context.ts";
import { deliverCartMail } from "../services/carts/deliver-cart-mail.ts";
import { writeSuppression } from "../services/contacts/suppress-address.ts";
import { deliverNotice } from "../services/notices/deliver-notice.ts";
import { recordQueuedOrder } from "../services/orders/record-order.ts";
import { deliverMessage } from "../services/recovery/deliver-message.ts";
import { noteDeadLetter } from "../services/recovery/note-dead-letter.ts";
import { recordCounts } from "../services/widgets/record-counts.ts";
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
  const counting = { messages: [] as Message<unknown>[], bodies: [] as Counting[] };
  for (const message of batch.messages) {
    const { data: body } = queueBody.safeParse(message.body);
    if (body?.kind === "count") {
      counting.messages.push(message);
      counting.bodies.push(body);
      continue;
    }
    if (!body || deadLetters.test(batch.queue)) {
      // What it was about is still in the database, due or stranded, and is found there again.
      ctx.log.error("queue.dead", new Error("dead letter"), {
        queue: batch.queue,
        kind: body?.kind ?? "unreadable",
        message: body?.kind === "deliver" ? body.messageId : null,
      });
      handled.push({ kind: body?.kind ?? "unreadable", outcome: "dead" });
      await (body ? handleDead(ctx, body, message) : message.ack());
      continue;
    }
    try {
      handled.push({ kind: body.kind, outcome: await handle(ctx, body) });
      message.ack();
    } catch (error) {
      ctx.log.error("queue.failed", error, { kind: body.kind, attempts: message.attempts });
      message.retry({ delaySeconds: Math.min(30 * 2 ** (message.attempts - 1), 3600) });
      handled.push({ kind: body.kind, outcome: "failed" });
    }
  }
  if (counting.messages.length > 0) handled.push(await count(ctx, counting));
  return handled;
}

/** All of a batch in one statement. What cannot be written down in the end is let go of: it was figures. */
async function count(
  ctx: Context,
  { messages, bodies }: { messages: Message<unknown>[]; bodies: Counting[] },
): Promise<Handled> {
  try {
    await recordCounts(ctx, bodies);
    for (const message of messages) message.ack();
    return { kind: "count", outcome: "counted" };
  } catch (error) {
    ctx.log.error("queue.failed", error, { kind: "count" });
    for (const message of messages) {
      if (message.attempts < 3) message.retry({ delaySeconds: 60 * message.attempts });
      else message.ack();
    }
    return { kind: "count", outcome: "failed" };
  }
}

/** What is worked off one by one. */
type Single = Exclude<QueueBody, Counting>;
type Counting = Extract<QueueBody, { kind: "count" }>;

async function handle(ctx: Context, body: Single): Promise<string> {
  switch (body.kind) {
    case "deliver": {
      const { status, reason } = await deliverMessage(ctx, body.storeId, body.messageId);
      ctx.log.info("message.handled", { store: body.storeId, message: body.messageId, status, reason });
      return reason === undefined ? status : `${status}: ${reason}`;
    }
    case "send-cart": {
      const { status, reason } = await deliverCartMail(ctx, body.storeId, body.mailId);
      ctx.log.info("cart-mail.handled", { store: body.storeId, mail: body.mailId, status, reason });
      return reason === undefined ? status : `${status}: ${reason}`;
    }
    case "notice": {
      const { status, reason } = await deliverNotice(ctx, body.storeId, body.noticeId);
      ctx.log.info("notice.handled", { store: body.storeId, notice: body.noticeId, status, reason });
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

/** Counted, for an operator to see. What is due is found again by cron. An order or an unsubscribe exists nowhere else: it is kept trying, slowly. */
async function handleDead(ctx: Context, body: Single, message: Message<unknown>): Promise<void> {
  try {
    if (body.kind === "order" || body.kind === "suppress") await handle(ctx, body);
    await noteDeadLetter(ctx, body);
    message.ack();
  } catch (error) {
    ctx.log.error("queue.dead", error, { kind: body.kind });
    message.retry({ delaySeconds: 3600 });
  }
}
