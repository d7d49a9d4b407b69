import { nobody } from "../../../db/erasure.ts";
import type { Evidence, MessageState } from "./evidence.ts";

/** Whether that happened for which a message says that it was given up. */
export function hasCause(message: MessageState, evidence: Evidence): boolean {
  const { reason, status, id } = message;
  const cause = causes[reason ?? ""];
  if (cause) return cause(message, evidence);
  if (status !== "unknown") return reason !== null;
  return (
    evidence.calls.some(({ messageId }) => messageId === id) ||
    evidence.history.some(({ what, message_id }) => what === "attempt" && message_id === id)
  );
}

type Cause = (message: MessageState, evidence: Evidence) => boolean;

/** Whether the history has this of an address that the message was ever for. */
const stands =
  (...names: string[]): Cause =>
  ({ id, store_id }, { history, hashesOf }) =>
    history.some(
      (row) =>
        names.includes(row.what) &&
        row.store_id === store_id &&
        hashesOf.get(id)?.has(row.address_hash ?? ""),
    );

const isSuppressed = stands("suppressed");
const hasSpoken = stands("consent", "suppressed");
const isForgotten: Cause = (message, evidence) =>
  message.address_hash === nobody || stands("consent")(message, evidence);

/** Of these reasons. Of any other it is enough that there is one. */
const causes: Partial<Record<string, Cause>> = {
  bought: ({ id, store_id, cart_id }, { world, hashesOf }) =>
    world.bought.some(
      ({ store, hashes, cartId }) =>
        store === world.storeOf(store_id) &&
        (hashes.some((hash) => hashesOf.get(id)?.has(hash)) || cartId === cart_id),
    ),
  suppressed: isSuppressed,
  unsubscribed: isSuppressed,
  bounced: isSuppressed,
  complained: isSuppressed,
  "no-consent": hasSpoken,
  refused: hasSpoken,
  erased: isForgotten,
  "contact-forgotten": isForgotten,
  "cart-closed": ({ cart_status }) => !["active", "abandoned"].includes(cart_status ?? ""),
  "cart-gone": ({ cart_status }) => cart_status === null,
  stopped: (_, { world }) => world.restores.length > 0,
  "too-late": ({ planned_at }, { world }) => world.now > planned_at + 2 * 3_600_000,
};
