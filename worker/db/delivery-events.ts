import { sql } from "drizzle-orm";
import type { Database } from "../context.ts";
import { deliveryEventKinds, effects } from "../domain/delivery-event.ts";
import { hardestReason } from "./contacts.ts";
import { nobody } from "./erasure.ts";
import { rawStatement } from "./raw-statement.ts";

export interface ToldEvent {
  id: string;
  kind: string;
  /** Ours, when the provider brought it back. */
  messageId: string | null;
  /** Of a mail that somebody asked for (cart_mails), likewise. */
  mailId: string | null;
  providerMessageId: string | null;
  reason: string | null;
  at: number;
}

/**
 * Keeps what a provider told of this store's messages and brings them to the state that follows from all that was ever
 * told: one batch, whatever the number of events, whose result is the same in every order and after every repetition.
 * What speaks of no message of the store leaves nothing behind. Addresses that must not be written to any more are
 * suppressed, and what was under way to them is called off.
 */
export function applyEventsStatements(
  db: Database,
  storeId: string,
  provider: string,
  events: readonly ToldEvent[],
  now: number,
) {
  const told = JSON.stringify(events);
  const messages = sql`SELECT DISTINCT delivery_events.message_id FROM json_each(${told})
    CROSS JOIN delivery_events ON delivery_events.event_id = json_each.value ->> 'id'
      AND delivery_events.provider = ${provider} AND delivery_events.store_id = ${storeId}`;
  return [
    rawStatement(
      db,
      sql`
      INSERT INTO delivery_events (event_id, provider, store_id, message_id, kind, reason, at, received_at)
      SELECT json_each.value ->> 'id', ${provider}, ${storeId}, message.id, json_each.value ->> 'kind',
        json_each.value ->> 'reason', json_each.value ->> 'at', ${now}
      FROM json_each(${told})
      CROSS JOIN recovery_messages AS message ON message.store_id = ${storeId}
        AND message.id = coalesce(json_each.value ->> 'messageId', (SELECT known.id FROM recovery_messages AS known
          WHERE known.provider_message_id = json_each.value ->> 'providerMessageId' AND known.store_id = ${storeId}
            AND known.provider = ${provider} LIMIT 1))
      WHERE true ON CONFLICT DO NOTHING`,
    ),
    // An event proves that the provider took the message, whatever came of our own call.
    rawStatement(
      db,
      sql`
      UPDATE recovery_messages SET status = told_status, reason = told_reason,
        accepted_at = coalesce(accepted_at, sending_at, planned_at),
        provider = coalesce(provider, ${provider}), lease_until = NULL, payload_sealed = NULL
      FROM (SELECT message_id AS told_id, reason AS told_reason,
          ${caseOf((kind) => effects[kind].status)} AS told_status,
          row_number() OVER (PARTITION BY message_id ORDER BY ${rank} DESC, at, event_id) AS place
        FROM delivery_events WHERE message_id IN (${messages}) AND store_id = ${storeId} AND ${rank} > 0)
      WHERE recovery_messages.id = told_id AND place = 1 AND recovery_messages.store_id = ${storeId}`,
    ),
    rawStatement(
      db,
      sql`
      INSERT INTO suppressions (store_id, channel, address_hash, reason, created_at)
      SELECT ${storeId}, message.channel, message.address_hash, ${suppresses}, ${now}
      FROM delivery_events CROSS JOIN recovery_messages AS message
        ON message.id = delivery_events.message_id AND message.store_id = ${storeId}
      WHERE delivery_events.message_id IN (${messages}) AND delivery_events.store_id = ${storeId}
        AND ${suppresses} IS NOT NULL AND message.address_hash <> ${nobody}
      ORDER BY ${rank} DESC ${hardestReason}`,
    ),
    // Of mails that somebody asked for only this is kept: whom not to write to, whoever asks.
    rawStatement(
      db,
      sql`
      INSERT INTO suppressions (store_id, channel, address_hash, reason, created_at)
      SELECT ${storeId}, 'email', mail.address_hash, ${suppressesTold}, ${now}
      FROM json_each(${told}) CROSS JOIN cart_mails AS mail ON mail.store_id = ${storeId}
        AND mail.id = coalesce(json_each.value ->> 'mailId', (SELECT known.id FROM cart_mails AS known
          WHERE known.provider_message_id = json_each.value ->> 'providerMessageId' AND known.store_id = ${storeId}
            AND known.provider = ${provider} LIMIT 1))
      WHERE ${suppressesTold} IS NOT NULL ${hardestReason}`,
    ),
    rawStatement(
      db,
      sql`
      UPDATE recovery_messages SET status = 'cancelled', lease_until = NULL, payload_sealed = NULL,
        reason = (SELECT suppressions.reason FROM suppressions WHERE suppressions.store_id = ${storeId}
          AND suppressions.channel = recovery_messages.channel
          AND suppressions.address_hash = recovery_messages.address_hash)
      WHERE store_id = ${storeId} AND status IN ('scheduled', 'claimed') AND address_hash IN (
        SELECT message.address_hash FROM recovery_messages AS message CROSS JOIN suppressions
          ON suppressions.store_id = ${storeId} AND suppressions.channel = message.channel
            AND suppressions.address_hash = message.address_hash
        WHERE message.id IN (${messages}))`,
    ),
  ] as const;
}

const rank = caseOf((kind) => effects[kind].rank);
const suppresses = caseOf((kind) => effects[kind].suppresses);
const suppressesTold = caseOf((kind) => effects[kind].suppresses, "json_each.value ->> 'kind'");

/** The table of effects in SQL. Nothing in it comes from outside. */
function caseOf(
  value: (kind: (typeof deliveryEventKinds)[number]) => string | number | null,
  column = "delivery_events.kind",
) {
  const cases = deliveryEventKinds.map((kind) => {
    const said = value(kind);
    return `WHEN '${kind}' THEN ${said === null ? "NULL" : typeof said === "number" ? said : `'${said}'`}`;
  });
  return sql.raw(`CASE ${column} ${cases.join(" ")} END`);
}
