import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { LineItem } from "../domain/cart.ts";

/**
 * What is remembered, on one page. Times are epoch ms. Money is minor units. Addresses are never here in the clear:
 * `address_hash` is a keyed hash to look up by, `address_sealed` opens only with the keys (domain/keys.ts).
 * Indexes begin with what tells most: one that began with the store would let a query read all of a store.
 * Migrations are generated from this file: `npm run db:generate`.
 */

/** A merchant's shop. */
export const stores = sqliteTable("stores", {
  id: text().primaryKey(),
  name: text().notNull(),
  platform: text().notNull(),
  /** Where shoppers reach it: scheme, host and port. Links in mails begin with it. */
  shopUrl: text("shop_url").notNull(),
  /** Where its pages come from: scheme, host and port. */
  origin: text().notNull(),
  /** JSON; see wire/store-settings.ts. Only what differs from the defaults. */
  settings: text().notNull().default("{}"),
  pausedAt: integer("paused_at"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/** The hostnames shoppers reach a store under. */
export const storeHostnames = sqliteTable("store_hostnames", {
  hostname: text().primaryKey(),
  storeId: text("store_id").notNull(),
});

export const cartStatuses = ["active", "abandoned", "recovered", "lost", "completed"] as const;
export type CartStatus = (typeof cartStatuses)[number];

/** One shopper's cart: the last complete snapshot, never a log. At most one per shopper is open. */
export const carts = sqliteTable(
  "carts",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    shopperId: text("shopper_id").notNull(),
    status: text({ enum: cartStatuses }).notNull(),
    lines: text({ mode: "json" }).$type<LineItem[]>().notNull(),
    items: integer().notNull(),
    currency: text().notNull(),
    totalMinor: integer("total_minor").notNull(),
    fingerprint: text().notNull(),
    /** Counts changes of content: a mail names the version it shows. */
    version: integer().notNull().default(1),
    contactId: text("contact_id"),
    /** Of the contact: where mail about this cart goes. */
    addressHash: text("address_hash"),
    /** Of the address the shopper gave the shop itself. Never written to; an order stops mail to it. */
    givenAddressHash: text("given_address_hash"),
    language: text(),
    country: text(),
    timezone: text(),
    createdAt: integer("created_at").notNull(),
    /** When the snapshot was taken: an older one never replaces a newer. */
    observedAt: integer("observed_at").notNull(),
    /** Last sign of the shopper, to ten minutes. */
    activeAt: integer("active_at").notNull(),
    /** When it counts as abandoned if nothing happens; null unless active with something in it. */
    idleAt: integer("idle_at"),
    abandonedAt: integer("abandoned_at"),
    closedAt: integer("closed_at"),
    /** The message whose link rebuilt this cart, and the cart it was rebuilt from. */
    resumedMessageId: text("resumed_message_id"),
    resumedCartId: text("resumed_cart_id"),
    resumedAt: integer("resumed_at"),
  },
  (cart) => [
    uniqueIndex("carts_open").on(cart.storeId, cart.shopperId).where(sql`status IN ('active', 'abandoned')`),
    index("carts_shopper").on(cart.shopperId, cart.storeId, cart.createdAt),
    index("carts_idle").on(cart.idleAt).where(sql`idle_at IS NOT NULL`),
    index("carts_abandoned").on(cart.abandonedAt).where(sql`status = 'abandoned'`),
    index("carts_address").on(cart.addressHash, cart.storeId).where(sql`address_hash IS NOT NULL`),
  ],
);

/** An address of a shopper on a channel. */
export const contacts = sqliteTable(
  "contacts",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    channel: text().notNull(),
    addressHash: text("address_hash").notNull(),
    addressSealed: text("address_sealed").notNull(),
    language: text(),
    createdAt: integer("created_at").notNull(),
  },
  (contact) => [uniqueIndex("contacts_address").on(contact.storeId, contact.channel, contact.addressHash)],
);

/** Every decision about being written to, with the words that were read. Append only; the newest counts. */
export const consents = sqliteTable(
  "consents",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    addressHash: text("address_hash").notNull(),
    shopperId: text("shopper_id"),
    decision: text({ enum: ["granted", "refused"] }).notNull(),
    /** How it was asked: `notice`, `opt-in`, or `unsubscribe` for a withdrawal. */
    basis: text().notNull(),
    surface: text().notNull(),
    words: text().notNull(),
    wordsVersion: text("words_version").notNull(),
    language: text().notNull(),
    page: text().notNull(),
    country: text(),
    at: integer().notNull(),
  },
  (consent) => [index("consents_address").on(consent.addressHash, consent.storeId, consent.at)],
);

/** Addresses that must not be written to. Rows are only ever added. */
export const suppressions = sqliteTable(
  "suppressions",
  {
    storeId: text("store_id").notNull(),
    channel: text().notNull(),
    addressHash: text("address_hash").notNull(),
    reason: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (row) => [primaryKey({ columns: [row.storeId, row.channel, row.addressHash] })],
);

export const messageStatuses = [
  "scheduled",
  "claimed",
  "sending",
  "accepted",
  "skipped",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** One step of a recovery sequence for one cart. The unique key is the unit of "never twice". */
export const recoveryMessages = sqliteTable(
  "recovery_messages",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    cartId: text("cart_id").notNull(),
    contactId: text("contact_id").notNull(),
    addressHash: text("address_hash").notNull(),
    /** 1 for the first message of the sequence. */
    step: integer().notNull(),
    channel: text().notNull(),
    status: text({ enum: messageStatuses }).notNull(),
    /** Why it was skipped, cancelled, failed or is waiting. */
    reason: text(),
    /** When the sequence wants it sent; `dueAt` is when it is tried next. */
    plannedAt: integer("planned_at").notNull(),
    dueAt: integer("due_at").notNull(),
    /** Fencing: raised by each claim; only the newest claim may write. */
    attempt: integer().notNull().default(0),
    leaseUntil: integer("lease_until"),
    /** When a call to the provider may first have gone out: after this the outcome can be uncertain. */
    sendingAt: integer("sending_at"),
    /** The rendered message, sealed: a retry sends the same bytes. Gone once the outcome is known. */
    payloadSealed: text("payload_sealed"),
    cartVersion: integer("cart_version"),
    provider: text(),
    providerMessageId: text("provider_message_id"),
    acceptedAt: integer("accepted_at"),
    /** When the shopper pressed the button behind its link. Opening the link alone is no sign of a human. */
    resumedAt: integer("resumed_at"),
    createdAt: integer("created_at").notNull(),
  },
  (message) => [
    uniqueIndex("recovery_messages_step").on(message.cartId, message.step, message.channel),
    index("recovery_messages_due").on(message.dueAt).where(sql`status = 'scheduled'`),
    index("recovery_messages_lease").on(message.leaseUntil).where(sql`status IN ('claimed', 'sending')`),
    index("recovery_messages_address").on(message.addressHash, message.storeId),
  ],
);

/** Each time a message was about to be handed to a provider, and what came of it. */
export const sendAttempts = sqliteTable(
  "send_attempts",
  {
    messageId: text("message_id").notNull(),
    attempt: integer().notNull(),
    storeId: text("store_id").notNull(),
    provider: text().notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
    outcome: text(),
    detail: text(),
  },
  (attempt) => [primaryKey({ columns: [attempt.messageId, attempt.attempt] })],
);

/** What a mail's link opens: the lines of one cart, nothing else. Only the token's hash is kept. */
export const recoveryLinks = sqliteTable("recovery_links", {
  tokenHash: text("token_hash").primaryKey(),
  storeId: text("store_id").notNull(),
  cartId: text("cart_id").notNull(),
  messageId: text("message_id").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
});

/** Orders seen, by the platform's own number: once, however often and wherever they are seen. */
export const orders = sqliteTable(
  "orders",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    number: text().notNull(),
    cartId: text("cart_id"),
    addressHash: text("address_hash"),
    totalMinor: integer("total_minor"),
    currency: text(),
    /** The recovery message this order is attributed to. */
    messageId: text("message_id"),
    placedAt: integer("placed_at").notNull(),
  },
  (order) => [uniqueIndex("orders_number").on(order.storeId, order.number)],
);

/**
 * Who was seen with which order, and when first. What an order settles is settled once for each shopper who is seen with
 * it: a reload of its page touches nothing new, and somebody who looks at a number that is not theirs takes nothing from
 * whom it belongs to.
 */
export const orderSightings = sqliteTable(
  "order_sightings",
  {
    storeId: text("store_id").notNull(),
    number: text().notNull(),
    /** Empty when the order was not seen in a shopper's own traffic. */
    shopperId: text("shopper_id").notNull(),
    cartId: text("cart_id"),
    seenAt: integer("seen_at").notNull(),
  },
  (sighting) => [primaryKey({ columns: [sighting.storeId, sighting.number, sighting.shopperId] })],
);

/** When an address last bought: nothing about an older cart is sent to it any more, whatever else may be known. */
export const buyers = sqliteTable(
  "buyers",
  {
    storeId: text("store_id").notNull(),
    addressHash: text("address_hash").notNull(),
    boughtAt: integer("bought_at").notNull(),
  },
  (buyer) => [primaryKey({ columns: [buyer.storeId, buyer.addressHash] })],
);
