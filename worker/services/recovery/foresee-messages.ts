import type { Context } from "../../context.ts";
import { selectUpcoming } from "../../db/message-reports.ts";
import { selectPause } from "../../db/provider-pauses.ts";
import type { MessageRow } from "../../db/recovery-messages.ts";
import { selectSendFacts } from "../../db/send-facts.ts";
import { plannedStep } from "../../wire/recovery-settings.ts";
import type { Store } from "../stores/find-store.ts";
import { decideOnMessage, type MessageFacts, month } from "./decide-on-message.ts";

/** Looked at, at most; and of how many the facts are read at once. */
const most = 500;
const atOnce = 50;

export interface Foreseen {
  id: string;
  cartId: string;
  step: number;
  template: string;
  /** When it would be sent, or decided upon. */
  at: number;
  /** `waits`: it would still wait at the end, for `reason`. */
  outcome: "sent" | "skipped" | "waits";
  reason: string | null;
}

export interface Foresight {
  messages: Foreseen[];
  /** Whether there were more than are looked at. */
  isCut: boolean;
  /** Why the mail account takes nothing at the moment. */
  accountPause: { reason: string; until: number } | null;
}

/**
 * What would be sent until then, when, and what would not and why: by the rules the delivery itself asks, with each message
 * that would be sent counting for those after it. Reads only. What shoppers do meanwhile is not known, nor what will be sold out.
 */
export async function foreseeMessages(ctx: Context, store: Store, until: number): Promise<Foresight> {
  const rows = await selectUpcoming(ctx.db, store.id, until, most + 1);
  const [pause] = await selectPause(ctx.db, store.id, store.settings.mailProvider, ctx.now());
  const facts = await readFacts(ctx, store.id, rows.slice(0, most));
  return {
    messages: foresee(ctx.now(), store, rows.slice(0, most), facts, until),
    isCut: rows.length > most,
    accountPause: pause ?? null,
  };
}

async function readFacts(
  ctx: Context,
  storeId: string,
  rows: MessageRow[],
): Promise<Map<string, MessageFacts>> {
  const known = new Map<string, MessageFacts>();
  for (let start = 0; start < rows.length; start += atOnce) {
    const [first, ...rest] = rows
      .slice(start, start + atOnce)
      .map(({ id }) => selectSendFacts(ctx.db, storeId, id, ctx.now() - month));
    if (!first) break;
    const answers = await ctx.db.batch([first, ...rest]);
    answers.forEach(([facts], at) => {
      const row = rows[start + at];
      if (facts && row) known.set(row.id, facts);
    });
  }
  return known;
}

/** Messages in the order they come up; one that waits comes up again when its wait is over. */
function foresee(
  now: number,
  store: Store,
  rows: MessageRow[],
  known: Map<string, MessageFacts>,
  until: number,
): Foreseen[] {
  const foreseen: Foreseen[] = [];
  const sent: (MessageRow & { at: number })[] = [];
  const open = rows.map((row) => ({ row, at: Math.max(now, row.dueAt) }));
  while (open.length > 0) {
    open.sort((a, b) => a.at - b.at);
    const next = open[0] as (typeof open)[number];
    const { row, at } = next;
    const { id, cartId, step } = row;
    const plan = plannedStep.parse(JSON.parse(row.plan));
    const tell = (outcome: Foreseen["outcome"], reason: string | null) => {
      open.shift();
      foreseen.push({ id, cartId, step, template: plan.template, at, outcome, reason });
    };
    const facts = known.get(id);
    if (!facts?.addressSealed) {
      tell("skipped", facts ? "contact-forgotten" : "cart-gone");
      continue;
    }
    const decision = decideOnMessage(
      store,
      row,
      plan,
      { ...withSent(facts, row, sent), earlierOpenUntil: earlierOpen(open, row) },
      at,
    );
    if (decision.verdict === "skip") tell("skipped", decision.reason);
    else if (decision.verdict === "send") {
      tell("sent", null);
      sent.push({ ...row, at });
    } else if (decision.until > until || endsByHand(decision.reason)) tell("waits", decision.reason);
    else next.at = decision.until;
  }
  return foreseen;
}

/** Until when an earlier message about the same cart is not over, by what is foreseen of it. */
function earlierOpen(open: { row: MessageRow; at: number }[], { cartId, step }: MessageRow): number | null {
  const times = open.filter(({ row }) => row.cartId === cartId && row.step < step).map(({ at }) => at);
  return times.length > 0 ? Math.max(...times) : null;
}

/** Nobody knows when these end. */
const endsByHand = (reason: string) => reason === "store-paused" || reason === "tracking-lost";

/** What would be known of a message once those before it were sent. */
function withSent(facts: MessageFacts, row: MessageRow, sent: (MessageRow & { at: number })[]): MessageFacts {
  const toAddress = sent.filter(({ addressHash }) => addressHash === row.addressHash);
  const times = toAddress.map(({ at }) => at);
  return {
    ...facts,
    lastSentAt: times.length > 0 ? Math.max(...times, facts.lastSentAt ?? 0) : facts.lastSentAt,
    sentForCart: facts.sentForCart + sent.filter(({ cartId }) => cartId === row.cartId).length,
    sentInMonth: facts.sentInMonth + toAddress.length,
  };
}
