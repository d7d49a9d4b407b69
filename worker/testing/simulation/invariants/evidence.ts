import type { HistoryRow, PermitFacts } from "../history.ts";
import type { Call } from "../mail-accounts.ts";
import type { Process } from "../process.ts";
import type { SimulatedWorld } from "../simulated-world.ts";

export interface Permit extends PermitFacts {
  seq: number;
  store: number;
  messageId: string;
  hash: string;
  attempt: number;
}

export interface MessageState {
  id: string;
  store_id: string;
  cart_id: string;
  address_hash: string;
  status: string;
  reason: string | null;
  step: number;
  attempt: number;
  planned_at: number;
  cart_status: string | null;
}

export interface CallWithPermit extends Call {
  permit: Permit | null;
}

/** All that a verdict is made of, read once: the providers' log, the database's own history, and how it was left. */
export interface Evidence {
  world: SimulatedWorld;
  calls: CallWithPermit[];
  history: (HistoryRow & { by: Process | null; said: Record<string, never> })[];
  messages: MessageState[];
  /** Every address, by its hash, that a message was ever for: an erased one knows none any more. */
  hashesOf: Map<string, Set<string>>;
  isAtRest: boolean;
}

export async function gatherEvidence(world: SimulatedWorld, isAtRest: boolean): Promise<Evidence> {
  const rows = await world.rows<HistoryRow>("SELECT * FROM history ORDER BY seq");
  const owners = new Map<number, Process>();
  for (const process of world.processes) {
    for (const { from, to } of process.trips)
      for (let seq = from + 1; seq <= to; seq++) owners.set(seq, process);
  }
  const history = rows.map((row) => ({
    ...row,
    by: owners.get(row.seq) ?? null,
    said: row.facts?.startsWith("{") ? JSON.parse(row.facts) : {},
  }));
  const permits = history
    .filter(({ what }) => what === "authorised")
    .map((row): Permit & { by: Process | null } => ({
      ...(row.said as unknown as PermitFacts),
      seq: row.seq,
      store: world.storeOf(row.store_id),
      messageId: row.message_id ?? "",
      hash: row.address_hash ?? "",
      attempt: row.attempt ?? 0,
      by: row.by,
    }));
  const hashesOf = new Map<string, Set<string>>();
  for (const { message_id, address_hash } of history) {
    if (message_id === null || !address_hash) continue;
    hashesOf.set(message_id, (hashesOf.get(message_id) ?? new Set()).add(address_hash));
  }
  return {
    world,
    history,
    hashesOf,
    calls: world.accounts.calls.map((call) => ({
      ...call,
      permit:
        permits.findLast(
          ({ messageId, seq, by }) => messageId === call.messageId && seq <= call.seq && by === call.by,
        ) ?? null,
    })),
    messages: await world.rows<MessageState>(
      "SELECT m.*, carts.status AS cart_status FROM recovery_messages AS m LEFT JOIN carts ON carts.id = m.cart_id",
    ),
    isAtRest,
  };
}

/** What must hold. @returns a sentence for each time it did not */
export interface Invariant {
  id: string;
  name: string;
  look(evidence: Evidence): string[] | Promise<string[]>;
}

export const groupedByMessage = (calls: CallWithPermit[]) => Map.groupBy(calls, ({ messageId }) => messageId);

export const isTaken = ({ outcome }: Call) => outcome === "taken";

/** The provider took it, or may have as far as anybody could know. */
export const mayBeTaken = (call: Call) =>
  isTaken(call) || call.outcome === "known" || call.outcome === "failed";

/** Whether a restored backup put the message back to before this moment of the history. */
export const isForgotten = (world: SimulatedWorld, messageId: string, seq: number) =>
  world.restores.some((one) => one.seq >= seq && one.forgot.has(messageId));

/** What the clock of a process may be wrong by, and how long it may take it from a look at the clock to a call, in ms. */
export const clockError = 90_000;
