import type { D1Database } from "@cloudflare/workers-types";
import { newId } from "../worker/domain/ids.ts";
import { type Rig, storeId } from "./rig.ts";

/** Daytime in London: no quiet hours hold a mail back. */
export const noon = Date.parse("2026-11-23T12:00:00Z");
const hour = 3_600_000;
const day = 24 * hour;

/** Three lines, as a small cart has them. */
const lines = JSON.stringify(
  ["101", "107", "112"].map((productId) => ({
    productId,
    name: `Article ${productId} of oak and linen`,
    options: [{ name: "colour", value: "sea" }],
    quantity: 1,
    unitMinor: 1450,
    image: `https://shop.example/pictures/${productId}.jpg`,
    url: `https://shop.example/products/${productId}`,
  })),
);

/**
 * Brings the table of carts to a size, as a year leaves it: most are over, some wait for their mails, some are active and not
 * idle yet. One statement writes as many as D1's own time limit lets it.
 */
export async function growTo(database: D1Database, size: number): Promise<void> {
  const row = await database.prepare("SELECT count(*) AS count FROM carts").first<{ count: number }>();
  const step = 50_000;
  for (let from = row?.count ?? 0; from < size; from += step) {
    await database
      .prepare(
        `WITH RECURSIVE one(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM one WHERE n + 1 < ?2)
        INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, address_hash,
          contact_id, country, timezone, created_at, observed_at, active_at, idle_at, abandoned_at, closed_at)
        SELECT printf('cart_%026d', n), '${storeId}', printf('shopper_%026d', n),
          CASE WHEN n % 10 < 7 THEN 'lost' WHEN n % 10 < 9 THEN 'abandoned' ELSE 'active' END,
          ?3, 3, 'GBP', 4350, ?3, CASE WHEN n % 3 = 0 THEN printf('hash-%038d', n) END,
          CASE WHEN n % 3 = 0 THEN printf('contact_%026d', n) END, 'GB', 'Europe/London',
          ?4 - (n % 365) * ${day}, ?4 - (n % 365) * ${day}, ?4 - (n % 365) * ${day},
          CASE WHEN n % 10 = 9 THEN ?4 + ${day} + n END,
          CASE WHEN n % 10 IN (7, 8) THEN ?4 - (n % 14) * ${day} END,
          CASE WHEN n % 10 < 7 THEN ?4 - (n % 365) * ${day} END
        FROM one`,
      )
      .bind(from, Math.min(from + step, size), lines, noon)
      .run();
  }
}

/** So many shoppers, each with an address they agreed to be written to and a cart that has been idle for long enough. */
export async function addIdle({ database, keys }: Rig, count: number): Promise<void> {
  for (let from = 0; from < count; from += 100) {
    const people = await Promise.all(
      Array.from({ length: Math.min(100, count - from) }, async () => {
        const address = `${newId("contact")}@example.com`;
        const hash = await keys.hashAddress(storeId, address);
        return { address: await keys.encrypt(address, `contacts/${hash}`), hash, id: newId("contact") };
      }),
    );
    await database.batch(people.flatMap((person) => statementsOf(database, person)));
  }
}

function statementsOf(database: D1Database, person: { id: string; hash: string; address: string }) {
  const at = noon - hour;
  return [
    database
      .prepare(
        `INSERT INTO contacts (id, store_id, channel, address_hash, address_sealed, created_at)
        VALUES (?, '${storeId}', 'email', ?, ?, ${at})`,
      )
      .bind(person.id, person.hash, person.address),
    database
      .prepare(
        `INSERT INTO consents (id, store_id, address_hash, decision, rule, basis, surface, words, words_version, language,
          page, at) VALUES (?, '${storeId}', ?, 'granted', 'soft-opt-in', 'notice', 'address-notice', 'x', '1', 'en', '/', ${at})`,
      )
      .bind(newId("consent"), person.hash),
    database
      .prepare(
        `INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, contact_id,
          address_hash, country, timezone, created_at, observed_at, active_at, idle_at)
        VALUES (?, '${storeId}', ?, 'active', ?, 3, 'GBP', 4350, 'f', ?, ?, 'GB', 'Europe/London', ${at}, ${at}, ${at}, ${noon - 1})`,
      )
      .bind(newId("cart"), newId("shopper"), lines, person.id, person.hash),
  ];
}

/** Further messages that are due, behind those of the idle carts: what a backlog leaves. */
export async function addBacklog(database: D1Database, count: number): Promise<void> {
  const step = 50_000;
  for (let from = 0; from < count; from += step) {
    await database
      .prepare(
        `WITH RECURSIVE one(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM one WHERE n + 1 < ?2)
        INSERT INTO recovery_messages (id, store_id, cart_id, contact_id, address_hash, step, channel, plan, status,
          planned_at, due_at, created_at)
        SELECT printf('message_%026d', n), '${storeId}', printf('backlog_%026d', n), 'none', printf('hash-%038d', n), 1,
          'email', '{}', 'scheduled', ?3, ?3, ?3 FROM one`,
      )
      .bind(from, Math.min(from + step, count), noon + 2 * hour)
      .run();
  }
}

/** Further stores, as the first one is. @returns their ids */
export async function addStores(database: D1Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `${storeId}_${at}`);
  await database
    .prepare(
      `INSERT INTO stores (id, name, platform, shop_url, origin, settings, created_at, updated_at)
      SELECT value, name, platform, shop_url, origin, settings, 0, 0 FROM stores, json_each(?) WHERE stores.id = ?`,
    )
    .bind(JSON.stringify(ids), storeId)
    .run();
  return ids;
}

/** The same as `addIdle` for any number, in a store: a statement for a thousand of them. */
export async function addManyIdle({ database, keys }: Rig, store: string, count: number): Promise<void> {
  const at = noon - hour;
  for (let from = 0; from < count; from += 1_000) {
    const people = await Promise.all(
      Array.from({ length: Math.min(1_000, count - from) }, async () => {
        const id = newId("contact");
        const address = `${id}@example.com`;
        const hash = await keys.hashAddress(store, address);
        return { id, hash, address: await keys.encrypt(address, `contacts/${hash}`) };
      }),
    );
    const each = "FROM json_each(?2)";
    const inserts = [
      `INSERT INTO contacts (id, store_id, channel, address_hash, address_sealed, created_at)
        SELECT value ->> 'id', ?1, 'email', value ->> 'hash', value ->> 'address', ${at} ${each}`,
      `INSERT INTO consents (id, store_id, address_hash, decision, rule, basis, surface, words, words_version, language, page, at)
        SELECT 'consent_' || (value ->> 'id'), ?1, value ->> 'hash', 'granted', 'soft-opt-in', 'notice', 'address-notice', 'x', '1',
          'en', '/', ${at} ${each}`,
      `INSERT INTO carts (id, store_id, shopper_id, status, lines, items, currency, total_minor, fingerprint, contact_id,
          address_hash, country, timezone, created_at, observed_at, active_at, idle_at)
        SELECT 'cart_' || (value ->> 'id'), ?1, 'shopper_' || (value ->> 'id'), 'active', ?3, 3, 'GBP', 4350, 'f', value ->> 'id',
          value ->> 'hash', 'GB', 'Europe/London', ${at}, ${at}, ${at}, ${noon - 1} ${each}`,
    ];
    const given = [store, JSON.stringify(people)];
    await database.batch(
      inserts.map((sql) => database.prepare(sql).bind(...given, ...(sql.includes("?3") ? [lines] : []))),
    );
  }
}
