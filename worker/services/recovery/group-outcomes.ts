import type { Outcome } from "../../db/message-reports.ts";
import type { MessageStatus } from "../../db/schema.ts";

export type OutcomeGroup = "waiting" | "sent" | "not-sent" | "failed" | "unknown";

/** Every status is in exactly one group: what is scheduled is the sum of them. A status without one is a type error. */
const groups: Record<MessageStatus, OutcomeGroup> = {
  scheduled: "waiting",
  claimed: "waiting",
  sending: "waiting",
  accepted: "sent",
  delivered: "sent",
  bounced: "sent",
  complained: "sent",
  skipped: "not-sent",
  cancelled: "not-sent",
  failed: "failed",
  unknown: "unknown",
};

export function groupOutcomes(outcomes: Pick<Outcome, "status" | "count">[]): Record<OutcomeGroup, number> {
  const sums = { sent: 0, waiting: 0, "not-sent": 0, failed: 0, unknown: 0 };
  for (const { status, count } of outcomes) sums[groups[status]] += count;
  return sums;
}
