import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import type { Database } from "../context.ts";
import { closeEmptied, closeLost, findOpenCart, selectIdle } from "./carts.ts";
import { noteOrderEvent, recordOrderStatements } from "./orders.ts";
import { authoriseSending, cancelForAddress, cancelForShopper, claim, takeDue } from "./recovery-messages.ts";
import * as schema from "./schema.ts";
import { selectSendFacts } from "./send-facts.ts";

/** A D1 that notes what it is asked to do, and does nothing. */
function recorder(): { db: Database; sql: string[] } {
  const sql: string[] = [];
  const statement = {
    bind: () => statement,
    all: async () => ({ results: [] }),
    run: async () => ({ results: [] }),
    raw: async () => [],
    first: async () => null,
  };
  const database = {
    prepare(text: string) {
      sql.push(text);
      return statement;
    },
    batch: async (statements: unknown[]) => statements.map(() => ({ results: [] })),
  };
  return { db: drizzle(database as unknown as D1Database, { schema }), sql };
}

const order = {
  id: "order_1",
  storeId: "store_1",
  shopperId: "shopper_1",
  addressHash: "hash",
  number: "1",
  totalMinor: 1,
  currency: "GBP",
  placedAt: 1,
  cartRef: null,
  attributionWindow: 1,
};
const held = { id: "m", storeId: "s", attempt: 1, cartId: "c", addressHash: "h", channel: "email" };
const authorisation = {
  held,
  cartVersion: 1,
  cartCreatedAt: 1,
  payloadSealed: "",
  provider: "resend",
  tokenHash: "t",
  linkExpiresAt: 1,
  noOtherSince: 1,
  now: 1,
  lease: 1,
};

const queries: Record<string, (db: Database) => unknown> = {
  "carts that are idle": (db) => selectIdle(db, 1, 100),
  "carts that are lost": (db) => closeLost(db, 1, 1, 100),
  "messages that are due": (db) => takeDue(db, 1, 1, 100),
  "the claim of a message": (db) => db.batch([claim(db, "s", "m", 1, 1)]),
  "what is known of a message": (db) => db.batch([selectSendFacts(db, "s", "m")]),
  "the permission to send": (db) => db.batch(authoriseSending(db, authorisation)),
  "a shopper's open cart": (db) => findOpenCart(db, "s", "shopper"),
  "a cart that was emptied": (db) =>
    db.batch([closeEmptied(db, "s", "shopper", 1), cancelForShopper(db, "s", "shopper", "lost", "x")]),
  "an address that is let go": (db) => db.batch([cancelForAddress(db, "s", "h", "x")]),
  "an order": (db) => db.batch(recordOrderStatements(db, order)),
  "an order that the shop's server tells of": (db) =>
    db.batch([
      ...recordOrderStatements(db, { ...order, shopperId: null, cartRef: "ref" }),
      noteOrderEvent(db, { ...order }, "placed", 1),
    ]),
};

describe("the cost of a query does not grow with the tables", () => {
  it.each(Object.entries(queries))("%s", async (_name, run) => {
    const { db, sql } = recorder();
    await run(db);
    expect(sql.length).toBeGreaterThan(0);
    for (const text of sql) {
      const parameters = [...text.matchAll(/\?/g)].map(() => 1);
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${text}`)
        .bind(...parameters)
        .all<{ detail: string }>();
      const scans = results
        .map(({ detail }) => detail)
        // What a subquery hands on, and what a JSON text holds, is a handful of rows.
        .filter((detail) => /^SCAN (?!CONSTANT ROW|\(|json_each)|\(store_id=\?\)/.test(detail));
      expect(scans, text).toEqual([]);
    }
  });
});
