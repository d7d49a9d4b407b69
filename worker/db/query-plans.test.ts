import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import type { Database } from "../context.ts";
import { abandonStatements } from "./abandonment.ts";
import { authoriseMail, claimMail, insertIfAllowed, selectDue, selectMailCart } from "./cart-mails.ts";
import { findOfferable } from "./cart-offers.ts";
import {
  closeEmptied,
  closeLost,
  countLeftCarts,
  findOpenCart,
  hasCartBefore,
  type IdleCart,
  partFromSession,
  readLeftCarts,
  selectCartsOfAddress,
  selectIdle,
  selectStoresWithIdle,
  selectUnderWay,
  setAside,
} from "./carts.ts";
import { findContactOfShopper, setContactName } from "./contacts.ts";
import {
  countIncentive,
  foreseeCoupon,
  holdCoupon,
  insertCodes,
  issueCoupon,
  issueWithMessage,
  redeemStatements,
  releaseStatements,
  selectForCart,
} from "./coupons.ts";
import { applyEventsStatements } from "./delivery-events.ts";
import {
  releaseDue,
  selectDue as selectDueMessages,
  selectStoresWithDue,
  selectStranded,
  takeDue,
} from "./due-messages.ts";
import { eraseStatements, selectOfAddress } from "./erasure.ts";
import { countAttempt, takeCode } from "./handover-codes.ts";
import {
  bringForward,
  cancelAllStatements,
  countSending,
  replanStatements,
  resolveStatements,
} from "./message-operations.ts";
import {
  countStuck,
  isStuck,
  selectDailyCounts,
  selectHistory,
  selectOutcomes,
  selectPlanned,
  selectUpcoming,
} from "./message-reports.ts";
import {
  changeHeldNotice,
  claimNotice,
  countNotices,
  noteAbandoned,
  noteRecovered,
  selectDueNotices,
  selectNoted,
  selectNotices,
} from "./notices.ts";
import {
  noteOrderEvent,
  readOrderHistories,
  readRecovered,
  recordOrderStatements,
  selectOrderedCart,
} from "./orders.ts";
import { upsertFinding } from "./page-findings.ts";
import { endPause, pauseProvider, selectPause } from "./provider-pauses.ts";
import {
  authoriseSending,
  cancelForAddress,
  cancelForCart,
  cancelForShopper,
  claim,
} from "./recovery-messages.ts";
import { removeCartsStatements, removeOldStatements, selectExpiredCarts } from "./retention.ts";
import * as schema from "./schema.ts";
import { selectSendFacts } from "./send-facts.ts";
import { answerStatements, countReasons, hasAnswered, selectOwnWords } from "./survey-answers.ts";
import { addWidgetCounts, readWidgetCounts } from "./widget-counts.ts";

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
const held = { id: "m", storeId: "s", attempt: 1, cartId: "c", step: 2, addressHash: "h", channel: "email" };
const authorisation = {
  held,
  cartVersion: 1,
  cartCreatedAt: 1,
  payloadSealed: "",
  provider: "resend",
  tokenHash: "t",
  linkExpiresAt: 1,
  noOtherSince: 1,
  perCart: 3,
  perMonth: 6,
  monthSince: 1,
  now: 1,
  lease: 1,
};

const askedMail = {
  id: "m",
  storeId: "s",
  shopperId: "p",
  cartId: "c",
  cartVersion: 1,
  addressHash: "h",
  addressSealed: "",
  networkHash: "n",
  purpose: "cart" as const,
  language: "en",
  dueAt: 1,
  createdAt: 1,
};
const cutoffs = { store_1: 1 };
const ages = { attempts: 1, cartMails: 1, sightings: 1, consents: 1, notices: 1, deliveryEvents: 1 };

const hold = {
  storeId: "s",
  incentive: "ten",
  rules: {
    source: "pool" as const,
    kind: "percent" as const,
    value: 10,
    onlyNew: true,
    budget: { count: 1, amount: 1 },
    lowPoolAt: 20,
  },
  currency: "GBP",
  occasion: "mail" as const,
  holder: { cartId: "c", shopperId: "shopper", addressHash: "h" },
  worthMinor: 1,
  month: 202611,
  now: 1,
  endsAt: 1,
  heldUntil: 1,
  againSince: 1,
  fresh: { id: "coupon", codeHash: "h", codeSealed: "" },
};

const surveyAnswer = {
  cartId: "c",
  storeId: "s",
  reason: "returns",
  wordsSealed: null,
  moment: "leaving",
  totalMinor: 1,
  currency: "GBP",
  deliveryMinor: null,
  stage: "cart" as const,
  device: "phone",
  country: null,
  language: "en",
  answeredAt: 1,
};

const queries: Record<string, (db: Database) => unknown> = {
  "carts that are idle": async (db) => {
    await selectStoresWithIdle(db, 1);
    await selectIdle(db, ["s"], 1, 100);
  },
  "carts that are left": (db) => {
    const cart = { id: "c", storeId: "s", version: 1, addressHash: "h" } as IdleCart;
    const messages = [{ id: "m", step: 1, plannedAt: 1, plan: "{}" }];
    const told = { id: "n", storeId: "s", kind: "k", key: "k", data: "{}", now: 1, cartId: "c" };
    return db.batch([
      ...abandonStatements(db, [{ cart, messages }], "email", 1),
      noteAbandoned(db, [told], 1),
    ]);
  },
  "carts that are lost": (db) => closeLost(db, 1, 1, 100),
  "messages that are due": async (db) => {
    await db.batch([selectStoresWithDue(db, 1), selectStranded(db, 1, 100)]);
    await selectDueMessages(db, ["s"], 1, 100, 1000);
    await takeDue(db, ["m"], 1, 1);
    await releaseDue(db, ["m"]);
  },
  "the claim of a message": (db) => db.batch([claim(db, "s", "m", 1, 1)]),
  "what is known of a message": (db) => db.batch([selectSendFacts(db, "s", "m", 1)]),
  "the permission to send": (db) => db.batch(authoriseSending(db, authorisation)),
  "a shopper's open cart": (db) => findOpenCart(db, "s", "shopper"),
  "the contact a shopper's cart is tied to": (db) => findContactOfShopper(db, "s", "shopper", "hash"),
  "a first name": (db) => db.batch([setContactName(db, "s", "contact", "sealed")]),
  "a cart that was emptied": (db) =>
    db.batch([closeEmptied(db, "s", "shopper", 1, 1), cancelForShopper(db, "s", "shopper", "lost", "x")]),
  "events of a mail provider": (db) => db.batch(applyEventsStatements(db, "s", "resend", [], 1)),
  "an account that is paused": (db) =>
    db.batch([
      selectPause(db, "s", "resend", 1),
      pauseProvider(db, { storeId: "s", provider: "resend", reason: "x", now: 1, until: 2 }),
      endPause(db, "s", "resend"),
    ]),
  "notices that are due": (db) => selectDueNotices(db, 1, 100),
  "a notice that is told": async (db) => {
    await db.batch([
      claimNotice(db, "s", "n", 1, 1),
      changeHeldNotice(db, { id: "n", storeId: "s", attempt: 1 }, { status: "sent" }),
    ]);
    await selectNoted(db, [{ storeId: "s", key: "k" }]);
  },
  "what a merchant is told of an order": (db) =>
    db.batch([noteRecovered(db, { storeId: "s", number: "1" }, "n", 1)]),
  "what a merchant was told": async (db) => {
    await selectNotices(db, "s", 1, 2, 10);
    await countNotices(db, "s", 1, 2);
  },
  "a day of a store": async (db) => {
    await readLeftCarts(db, "s", 1, 2);
    await readRecovered(db, "s", 1, 2);
    await selectOutcomes(db, "s", 1, 2);
    await countStuck(db, "s", 1);
  },
  "messages and what became of them": async (db) => {
    await selectDailyCounts(db, "s", 1);
    await selectPlanned(db, "s", [1, 2], 10, isStuck(1));
    await db.batch(selectHistory(db, "s", "m"));
    await selectUpcoming(db, "s", 1, 10);
  },
  "messages that an operator stops": (db) =>
    db.batch([
      ...cancelAllStatements(db, "s", "x"),
      cancelForCart(db, "s", "c", "x"),
      countSending(db, "s", {}),
      countSending(db, "s", { cartId: "c" }),
    ]),
  "a message that an operator brings forward": (db) => bringForward(db, "s", "m", 1),
  "an outcome that an operator settles": (db) =>
    db.batch(resolveStatements(db, "s", "m", { outcome: "accepted", detail: "x" }, 1)),
  "a plan that takes another's place": async (db) => {
    await selectUnderWay(db, "s");
    const cart = { id: "c", storeId: "s", contactId: "k", addressHash: "h", abandonedAt: 1 };
    await db.batch(replanStatements(db, cart, "email", [], 1));
  },
  "what is counted of widgets": async (db) => {
    const count = {
      storeId: "s",
      day: 1,
      widget: "exitOffer",
      variant: "v",
      event: "shown",
      count: 1,
    } as const;
    await addWidgetCounts(db, [count]);
    await readWidgetCounts(db, "s", 1);
  },
  "a shopper's earlier carts": (db) => hasCartBefore(db, "s", "shopper", 1),
  "where carts are left": (db) => countLeftCarts(db, 1, 5),
  "what orders there were": (db) => readOrderHistories(db, ["s"], 1, 2),
  "a page that was left without a widget": (db) =>
    upsertFinding(db, { storeId: "s", page: "cart", widget: "w", reason: "r", pages: 1 }, 2, 1),
  "a storefront's session that ended": (db) => db.batch([partFromSession(db, "s", "shopper", 1)]),
  "a cart that another takes the place of": (db) =>
    db.batch([setAside(db, "s", "shopper", { productIds: ["1"], heldSince: 1 }, 1)]),
  "every cart of an address": (db) => selectCartsOfAddress(db, "s", "h", 10),
  "a cart to be offered": (db) => findOfferable(db, "s", "shopper", 1),
  "a cart to be offered, by its id": (db) => findOfferable(db, "s", "shopper", 1, "c"),
  "a cart that is asked for": (db) => insertIfAllowed(db, askedMail),
  "cart mails that are due": (db) => selectDue(db, 1, 100),
  "the claim of a cart mail": (db) =>
    db.batch([claimMail(db, "s", "mail", 1, 1), selectMailCart(db, "s", "mail")]),
  "the permission to send a cart": (db) =>
    db.batch(authoriseMail(db, held, { provider: "resend", tokenHash: "t", linkExpiresAt: 1, until: 1 }, 1)),
  "a code that is typed": async (db) => {
    await countAttempt(db, { networkHash: "n", storeId: "s", hour: 1 });
    await takeCode(db, "s", "h", 1);
  },
  "carts whose time is over": (db) => selectExpiredCarts(db, cutoffs, 1),
  "the removal of carts": (db) => db.batch(removeCartsStatements(db, [{ id: "c", contactId: "x" }])),
  "the removal of what is old": (db) => db.batch(removeOldStatements(db, cutoffs, ages, 1, 1)),
  "the permission to send with a coupon": (db) =>
    db.batch([
      ...authoriseSending(db, { ...authorisation, couponId: "coupon" }),
      issueWithMessage(db, held, "coupon", 1, 1),
    ]),
  "a coupon of a pool": (db) => db.batch(holdCoupon(db, hold)),
  "a coupon that is made": (db) =>
    db.batch(holdCoupon(db, { ...hold, rules: { ...hold.rules, source: "mint" } })),
  "a coupon that is issued, and what of it is entered again": (db) =>
    db.batch([issueCoupon(db, "s", "coupon", 1, 1), selectForCart(db, "s", "c", ["h"])]),
  "coupons that are used": (db) =>
    db.batch(
      redeemStatements(db, { storeId: "s", cartIds: ["c"], codeHashes: ["h"], month: 202611, now: 1 }),
    ),
  "coupons that are let go": (db) => db.batch(releaseStatements(db, 1, 100)),
  "coupons that are added, and counted": (db) =>
    db.batch([
      insertCodes(db, "s", "ten", [], 1),
      countIncentive(db, { storeId: "s", incentive: "ten", month: 202611, what: "issued", now: 1 }),
    ]),
  "a coupon that is foreseen": (db) => foreseeCoupon(db, hold),
  "an answer to the survey": async (db) => {
    await hasAnswered(db, "s", "shopper");
    await db.batch(answerStatements(db, surveyAnswer, 1));
  },
  "what the survey came to": (db) => db.batch([countReasons(db, "s", 1), selectOwnWords(db, "s", 1, 10)]),
  "the coupons in an order": (db) => selectOrderedCart(db, "s", "1"),
  "an address that is erased": (db) => db.batch(Object.values(eraseStatements(db, "s", "h")) as never),
  "what is kept of an address": (db) => db.batch(selectOfAddress(db, "s", "h")),
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
        .filter((detail) =>
          /^SCAN (?!CONSTANT ROW|\(|json_each|store_walk|store |seen |step |notice )|\(store_id=\?\)/.test(
            detail,
          ),
        );
      expect(scans, text).toEqual([]);
    }
  });
});
