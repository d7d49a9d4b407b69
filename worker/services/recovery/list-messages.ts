import type { Context } from "../../context.ts";
import {
  hasStatus,
  isDeadLetter,
  isStuck,
  type ListedMessage,
  type Outcome,
  selectDailyCounts,
  selectOutcomes,
  selectPlanned,
} from "../../db/message-reports.ts";
import { selectNotices } from "../../db/notices.ts";
import type { MessageStatus } from "../../db/schema.ts";
import { day } from "../../domain/clock.ts";
import { groupOutcomes, type OutcomeGroup } from "./group-outcomes.ts";

/** A sequence's last step is planned this long after its cart was left, at the latest. */
const furthest = 31 * day;

export interface MessageList {
  /** Every message that was planned from then on, by what became of it: they add up to `total`. */
  outcomes: Outcome[];
  groups: Record<OutcomeGroup, number>;
  total: number;
  /** Of messages that were removed because their time was over, by status. Part of neither of the above. */
  removed: { status: string; count: number }[];
  /** What the queue gave up on, by kind. Messages among it are still in `outcomes`: cron finds them again. */
  deadLetters: { kind: string; count: number }[];
  /** Those among it that are not over yet, one by one. */
  dead: ListedMessage[];
  stuck: ListedMessage[];
  /** Those whose outcome only the provider's own log can tell. */
  unknown: ListedMessage[];
  newest: ListedMessage[];
  /** What the merchant's webhook or mail did not take. */
  untold: { id: string; kind: string; status: string; reason: string | null; createdAt: number }[];
}

/**
 * What became of a store's messages, and what of it needs somebody to look. Reads only. No address, nothing of a cart.
 * @param limit messages of each kind that are named one by one
 */
export async function listMessages(
  ctx: Context,
  storeId: string,
  { days, status, limit = 20 }: { days: number; status: MessageStatus | null; limit?: number },
): Promise<MessageList> {
  const now = ctx.now();
  const since = now - days * day;
  const until = now + furthest;
  const list = (which?: Parameters<typeof selectPlanned>[4]) =>
    selectPlanned(ctx.db, storeId, [since, until], limit, which);
  const [outcomes, counts, dead, stuck, unknown, newest, notices] = await Promise.all([
    selectOutcomes(ctx.db, storeId, since, until),
    selectDailyCounts(ctx.db, storeId, since),
    list(isDeadLetter),
    list(isStuck(now)),
    list(hasStatus("unknown")),
    list(status === null ? undefined : hasStatus(status)),
    selectNotices(ctx.db, storeId, since, until, 200),
  ]);
  return {
    outcomes,
    groups: groupOutcomes(outcomes),
    total: outcomes.reduce((sum, { count }) => sum + count, 0),
    removed: named(counts, "message:").map(([status, count]) => ({ status, count })),
    deadLetters: named(counts, "dead:").map(([kind, count]) => ({ kind, count })),
    dead,
    stuck,
    unknown,
    newest,
    untold: notices
      .filter((notice) => ["dropped", "unknown"].includes(notice.status))
      .map(({ id, kind, status, reason, createdAt }) => ({ id, kind, status, reason, createdAt })),
  };
}

function named(counts: { what: string; count: number }[], prefix: string): [string, number][] {
  return counts
    .filter(({ what }) => what.startsWith(prefix))
    .map(({ what, count }) => [what.slice(prefix.length), count]);
}
