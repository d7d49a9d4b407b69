/**
 * A history that the database itself writes, in its own serial order, by triggers that know nothing of the engine's code:
 * each permission to send with what was true in that very transaction, each change of a message's status, each
 * suppression and purchase. What a checker believes instead of the engine's own opinion.
 */
export const historySchema: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS history (seq INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, store_id TEXT,
    message_id TEXT, address_hash TEXT, attempt INTEGER, facts TEXT)`,
  `CREATE TRIGGER IF NOT EXISTS history_authorised AFTER UPDATE OF status ON recovery_messages
    WHEN NEW.status = 'sending' AND OLD.status <> 'sending' BEGIN
    INSERT INTO history (what, store_id, message_id, address_hash, attempt, facts)
    SELECT 'authorised', NEW.store_id, NEW.id, NEW.address_hash, NEW.attempt, json_object(
      'cartStatus', carts.status, 'items', carts.items, 'version', carts.version, 'named', NEW.cart_version,
      'lines', carts.lines, 'totalMinor', carts.total_minor, 'currency', carts.currency,
      'createdAt', carts.created_at, 'abandonedAt', carts.abandoned_at, 'timezone', carts.timezone,
      'plannedAt', NEW.planned_at, 'step', NEW.step, 'cartId', NEW.cart_id, 'wasSending', OLD.sending_at IS NOT NULL,
      'openBefore', EXISTS (SELECT 1 FROM recovery_messages AS earlier WHERE earlier.cart_id = NEW.cart_id
        AND earlier.step < NEW.step AND earlier.status IN ('scheduled', 'claimed', 'sending')),
      'bought', EXISTS (SELECT 1 FROM buyers WHERE store_id = NEW.store_id AND address_hash = NEW.address_hash
        AND bought_at >= carts.created_at),
      'suppressed', EXISTS (SELECT 1 FROM suppressions WHERE store_id = NEW.store_id AND channel = NEW.channel
        AND address_hash = NEW.address_hash),
      'consent', (SELECT decision FROM consents WHERE store_id = NEW.store_id AND address_hash = NEW.address_hash
        ORDER BY at DESC, rowid DESC LIMIT 1))
    FROM carts WHERE carts.id = NEW.cart_id; END`,
  `CREATE TRIGGER IF NOT EXISTS history_status AFTER UPDATE OF status, attempt ON recovery_messages
    WHEN NEW.status <> OLD.status OR NEW.attempt <> OLD.attempt BEGIN
    INSERT INTO history (what, store_id, message_id, address_hash, attempt, facts)
    VALUES ('changed', NEW.store_id, NEW.id, NEW.address_hash, NEW.attempt, json_object('from', OLD.status,
      'to', NEW.status, 'reason', NEW.reason, 'before', OLD.attempt, 'dueAt', NEW.due_at)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_scheduled AFTER INSERT ON recovery_messages BEGIN
    INSERT INTO history (what, store_id, message_id, address_hash, facts)
    VALUES ('scheduled', NEW.store_id, NEW.id, NEW.address_hash, json_object('step', NEW.step, 'cartId', NEW.cart_id,
      'cartStatus', (SELECT status FROM carts WHERE id = NEW.cart_id))); END`,
  `CREATE TRIGGER IF NOT EXISTS history_left AFTER UPDATE OF status ON carts
    WHEN NEW.status = 'abandoned' AND OLD.status <> 'abandoned' BEGIN
    INSERT INTO history (what, store_id, address_hash, facts)
    VALUES ('left', NEW.store_id, NEW.address_hash, json_object('cartId', NEW.id)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_issued AFTER UPDATE OF status ON coupons
    WHEN NEW.status = 'issued' AND OLD.status <> 'issued' BEGIN
    INSERT INTO history (what, store_id, address_hash, facts)
    VALUES ('issued', NEW.store_id, NEW.address_hash, json_object('coupon', NEW.id)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_attempt AFTER INSERT ON send_attempts BEGIN
    INSERT INTO history (what, store_id, message_id, attempt) VALUES ('attempt', NEW.store_id, NEW.message_id, NEW.attempt); END`,
  `CREATE TRIGGER IF NOT EXISTS history_suppressed AFTER INSERT ON suppressions BEGIN
    INSERT INTO history (what, store_id, address_hash, facts) VALUES ('suppressed', NEW.store_id, NEW.address_hash, NEW.reason); END`,
  `CREATE TRIGGER IF NOT EXISTS history_unsuppressed AFTER DELETE ON suppressions BEGIN
    INSERT INTO history (what, store_id, address_hash, facts) VALUES ('unsuppressed', OLD.store_id, OLD.address_hash, OLD.reason); END`,
  `CREATE TRIGGER IF NOT EXISTS history_consent AFTER INSERT ON consents BEGIN
    INSERT INTO history (what, store_id, address_hash, facts) VALUES ('consent', NEW.store_id, NEW.address_hash, NEW.decision); END`,
  `CREATE TRIGGER IF NOT EXISTS history_ordered AFTER INSERT ON order_sightings BEGIN
    INSERT INTO history (what, store_id, facts) VALUES ('ordered', NEW.store_id, NEW.number); END`,
  `CREATE TRIGGER IF NOT EXISTS history_paused AFTER INSERT ON provider_pauses BEGIN
    INSERT INTO history (what, store_id, facts) VALUES ('account-paused', NEW.store_id, json_object('provider', NEW.provider, 'until', NEW.until)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_paused_longer AFTER UPDATE ON provider_pauses BEGIN
    INSERT INTO history (what, store_id, facts) VALUES ('account-paused', NEW.store_id, json_object('provider', NEW.provider, 'until', NEW.until)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_mended AFTER DELETE ON provider_pauses BEGIN
    INSERT INTO history (what, store_id, facts) VALUES ('account-mended', OLD.store_id, json_object('provider', OLD.provider)); END`,
  `CREATE TRIGGER IF NOT EXISTS history_store AFTER UPDATE OF paused_at, tracking_lost_at ON stores BEGIN
    INSERT INTO history (what, store_id, facts) VALUES ('store', NEW.id, json_object('paused', NEW.paused_at IS NOT NULL,
      'lost', NEW.tracking_lost_at IS NOT NULL)); END`,
];

export interface HistoryRow {
  seq: number;
  what: string;
  store_id: string | null;
  message_id: string | null;
  address_hash: string | null;
  attempt: number | null;
  facts: string | null;
}

/** What was true in the transaction that permitted a call. */
export interface PermitFacts {
  cartStatus: string;
  items: number;
  version: number;
  named: number;
  lines: string;
  totalMinor: number;
  currency: string;
  createdAt: number;
  abandonedAt: number | null;
  timezone: string | null;
  plannedAt: number;
  step: number;
  cartId: string;
  wasSending: number;
  openBefore: number;
  bought: number;
  suppressed: number;
  consent: string | null;
}
