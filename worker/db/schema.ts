import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { LineItem } from "../domain/cart.ts";
import { deliveryEventKinds } from "../domain/delivery-event.ts";
import { couponSources, incentiveKinds, incentiveOccasions } from "../domain/incentive.ts";
import { stages } from "../domain/sequence.ts";
import { widgetEvents, widgetIds } from "../domain/widget-event.ts";

/**
 * What is remembered, on one page. Times are epoch ms. Money is minor units. Addresses are never here in the clear:
 * `address_hash` is a keyed hash to look up by, `address_sealed` opens only with the keys (domain/keys.ts).
 * Indexes begin with what tells most: one that began with the store would let a query read all of a store. Those of what
 * waits do begin with it, so that crons can give every store its turn.
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
  /** Since when carts are left and no orders are seen: nothing is sent until one is. */
  trackingLostAt: integer("tracking_lost_at"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

/**
 * What others sign with or ask for in a store's name, sealed: secrets of its order webhooks (`orders`) and of its mail
 * providers' events (`mail:postmark`). The newest two of a name are in force, so that one can be changed without a gap.
 */
export const storeSecrets = sqliteTable(
  "store_secrets",
  {
    storeId: text("store_id").notNull(),
    name: text().notNull(),
    sealed: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (secret) => [primaryKey({ columns: [secret.storeId, secret.name, secret.createdAt] })],
);

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
    /** Codes of the coupons in it; null where the storefront does not show them. */
    coupons: text({ mode: "json" }).$type<string[]>(),
    /** The platform's own id of the cart, by which its webhooks name it. */
    ref: text(),
    language: text(),
    country: text(),
    timezone: text(),
    /** The last stop of the checkout that was opened with it. */
    stage: text({ enum: stages }).notNull().default("cart"),
    /** What the shopper said held them back; null while they said nothing. */
    reason: text(),
    createdAt: integer("created_at").notNull(),
    /** When the snapshot was taken: an older one never replaces a newer. */
    observedAt: integer("observed_at").notNull(),
    /** Last sign of the shopper, to ten minutes. */
    activeAt: integer("active_at").notNull(),
    /** When it counts as abandoned if nothing happens; null unless active with something in it. */
    idleAt: integer("idle_at"),
    abandonedAt: integer("abandoned_at"),
    closedAt: integer("closed_at"),
    /** When the storefront was seen to have forgotten it: its session ended. Null while the storefront holds it. */
    partedAt: integer("parted_at"),
    /** The message whose link rebuilt this cart, and the cart it was rebuilt from. */
    resumedMessageId: text("resumed_message_id"),
    resumedCartId: text("resumed_cart_id"),
    resumedAt: integer("resumed_at"),
  },
  (cart) => [
    uniqueIndex("carts_open").on(cart.storeId, cart.shopperId).where(sql`status IN ('active', 'abandoned')`),
    index("carts_shopper").on(cart.shopperId, cart.storeId, cart.createdAt),
    index("carts_idle").on(cart.storeId, cart.idleAt).where(sql`idle_at IS NOT NULL`),
    index("carts_abandoned").on(cart.abandonedAt).where(sql`status = 'abandoned'`),
    index("carts_address").on(cart.addressHash, cart.storeId).where(sql`address_hash IS NOT NULL`),
    index("carts_given_address")
      .on(cart.givenAddressHash, cart.storeId)
      .where(sql`given_address_hash IS NOT NULL`),
    index("carts_ref").on(cart.ref, cart.storeId).where(sql`ref IS NOT NULL`),
    index("carts_age").on(cart.createdAt, cart.storeId),
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
    /** The first name that was given with the address. */
    nameSealed: text("name_sealed"),
    language: text(),
    createdAt: integer("created_at").notNull(),
  },
  (contact) => [
    uniqueIndex("contacts_address").on(contact.storeId, contact.channel, contact.addressHash),
    index("contacts_age").on(contact.createdAt, contact.storeId),
  ],
);

/** Every decision about being written to, with the words that were read. Append only; the newest counts. */
export const consents = sqliteTable(
  "consents",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    addressHash: text("address_hash").notNull(),
    shopperId: text("shopper_id"),
    /** `pending`: they said yes, and have not yet confirmed it from the mailbox. */
    decision: text({ enum: ["granted", "pending", "refused"] }).notNull(),
    /** What was asked for where they were (domain/consent-policy.ts); null for a withdrawal, which needs no rule. */
    rule: text(),
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
  (consent) => [
    index("consents_address").on(consent.addressHash, consent.storeId, consent.at),
    index("consents_age").on(consent.at),
  ],
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
  "delivered",
  "bounced",
  "complained",
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
    /** JSON: the step as it was when this was scheduled (wire/recovery-settings.ts). What is changed later touches later carts. */
    plan: text().notNull(),
    status: text({ enum: messageStatuses }).notNull(),
    /** Why it was skipped, cancelled, failed or is waiting. */
    reason: text(),
    /** When the sequence wants it sent; `dueAt` is when it is tried next. */
    plannedAt: integer("planned_at").notNull(),
    dueAt: integer("due_at").notNull(),
    /** Fencing: raised by each claim; only the newest claim may write. */
    attempt: integer().notNull().default(0),
    /** How often the provider was called. A message that only waited, for the night to be over, has not been tried. */
    calls: integer().notNull().default(0),
    leaseUntil: integer("lease_until"),
    /** How often a consumer let its lease run out. */
    lapses: integer().notNull().default(0),
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
    index("recovery_messages_due").on(message.storeId, message.dueAt).where(sql`status = 'scheduled'`),
    index("recovery_messages_lease").on(message.leaseUntil).where(sql`status IN ('claimed', 'sending')`),
    index("recovery_messages_address").on(message.addressHash, message.storeId),
    index("recovery_messages_planned").on(message.plannedAt, message.storeId),
    index("recovery_messages_provider_id")
      .on(message.providerMessageId, message.storeId)
      .where(sql`provider_message_id IS NOT NULL`),
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

/**
 * What mail providers told of messages, each event once. A message's status follows from all of them together
 * (domain/delivery-event.ts), so that they may come in any order. No address: whom they speak of is known by the message.
 */
export const deliveryEvents = sqliteTable(
  "delivery_events",
  {
    /** The provider's, or made of what the event says where it gives none. */
    eventId: text("event_id").notNull(),
    provider: text().notNull(),
    storeId: text("store_id").notNull(),
    messageId: text("message_id").notNull(),
    kind: text({ enum: deliveryEventKinds }).notNull(),
    /** The provider's word for the cause. */
    reason: text(),
    /** By the provider's clock. */
    at: integer().notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (event) => [
    primaryKey({ columns: [event.eventId, event.provider, event.storeId] }),
    index("delivery_events_message").on(event.messageId),
    index("delivery_events_age").on(event.receivedAt),
  ],
);

/** Mail accounts that take nothing until somebody mends them; asked again once `until` is over. */
export const providerPauses = sqliteTable(
  "provider_pauses",
  {
    storeId: text("store_id").notNull(),
    provider: text().notNull(),
    reason: text().notNull(),
    since: integer().notNull(),
    until: integer().notNull(),
  },
  (pause) => [primaryKey({ columns: [pause.storeId, pause.provider] })],
);

export const noticeStatuses = [
  "waiting",
  "claimed",
  "sending",
  "sent",
  "kept",
  "dropped",
  "unknown",
] as const;

/** What a store's merchant is told, each thing once: by webhook, or, of the kind `digest`, by mail. Nothing of shoppers. */
export const notices = sqliteTable(
  "notices",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    kind: text().notNull(),
    /** What it is about: the same thing is told once. */
    key: text().notNull(),
    /** JSON of ids, amounts and counts. */
    data: text().notNull(),
    /** `kept`: nobody asked to be told; it is here to be looked up. */
    status: text({ enum: noticeStatuses }).notNull(),
    reason: text(),
    attempt: integer().notNull().default(0),
    /** When it is tried next, or, once claimed, until when its consumer holds it; null when it is over. */
    dueAt: integer("due_at"),
    createdAt: integer("created_at").notNull(),
  },
  (notice) => [
    uniqueIndex("notices_key").on(notice.key, notice.storeId),
    index("notices_due").on(notice.dueAt).where(sql`due_at IS NOT NULL`),
    index("notices_age").on(notice.createdAt, notice.storeId),
  ],
);

/** What a link of ours opens: the lines of one cart, nothing else. Only the token's hash is kept. */
export const recoveryLinks = sqliteTable(
  "recovery_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    storeId: text("store_id").notNull(),
    cartId: text("cart_id").notNull(),
    /** The recovery message it stands in; null for a link the shopper asked for, to which no order is attributed. */
    messageId: text("message_id"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (link) => [index("recovery_links_expiry").on(link.expiresAt), index("recovery_links_cart").on(link.cartId)],
);

/**
 * Carts from elsewhere that a shopper may be offered, because they held a link or a code to it: one way only, from the cart
 * to them. `settledVersion` is the newest version they decided about; 0: none yet.
 */
export const cartOffers = sqliteTable(
  "cart_offers",
  {
    shopperId: text("shopper_id").notNull(),
    cartId: text("cart_id").notNull(),
    storeId: text("store_id").notNull(),
    messageId: text("message_id"),
    settledVersion: integer("settled_version").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    /** That of the link. */
    expiresAt: integer("expires_at").notNull(),
  },
  (offer) => [
    primaryKey({ columns: [offer.shopperId, offer.cartId] }),
    index("cart_offers_expiry").on(offer.expiresAt),
    index("cart_offers_cart").on(offer.cartId),
  ],
);

export const cartMailStatuses = [
  "queued",
  "claimed",
  "sending",
  "accepted",
  "refused",
  "failed",
  "unknown",
] as const;

/**
 * Mails in which shoppers asked for their own cart. Each is one request and is sent at most once. The rows are also what the
 * limits against mail bombing are counted by; the address is gone from them as soon as the outcome is known.
 */
export const cartMails = sqliteTable(
  "cart_mails",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    shopperId: text("shopper_id").notNull(),
    cartId: text("cart_id").notNull(),
    cartVersion: integer("cart_version").notNull(),
    addressHash: text("address_hash").notNull(),
    addressSealed: text("address_sealed"),
    /** Keyed hash of the network it was asked from. */
    networkHash: text("network_hash").notNull(),
    /** `confirm`: not the cart, but the question whether the address is theirs. */
    purpose: text({ enum: ["cart", "confirm"] }).notNull(),
    language: text().notNull(),
    status: text({ enum: cartMailStatuses }).notNull(),
    reason: text(),
    attempt: integer().notNull().default(0),
    /** When it is tried next, or, once claimed, until when its consumer holds it; null when it is over. */
    dueAt: integer("due_at"),
    provider: text(),
    providerMessageId: text("provider_message_id"),
    createdAt: integer("created_at").notNull(),
  },
  (mail) => [
    index("cart_mails_cart").on(mail.cartId, mail.createdAt),
    index("cart_mails_address").on(mail.addressHash, mail.storeId, mail.createdAt),
    index("cart_mails_shopper").on(mail.shopperId, mail.storeId, mail.createdAt),
    index("cart_mails_network").on(mail.networkHash, mail.storeId, mail.createdAt),
    index("cart_mails_due").on(mail.dueAt).where(sql`due_at IS NOT NULL`),
    index("cart_mails_age").on(mail.createdAt),
    index("cart_mails_provider_id")
      .on(mail.providerMessageId, mail.storeId)
      .where(sql`provider_message_id IS NOT NULL`),
  ],
);

/** Short codes that hand a cart over to the phone beside it: one a cart at a time, only its keyed hash, once. */
export const handoverCodes = sqliteTable(
  "handover_codes",
  {
    cartId: text("cart_id").primaryKey(),
    storeId: text("store_id").notNull(),
    codeHash: text("code_hash").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (code) => [
    uniqueIndex("handover_codes_hash").on(code.codeHash, code.storeId),
    index("handover_codes_expiry").on(code.expiresAt),
  ],
);

/** How many codes a network tried in an hour, right or wrong. */
export const codeAttempts = sqliteTable(
  "code_attempts",
  {
    networkHash: text("network_hash").notNull(),
    storeId: text("store_id").notNull(),
    /** The beginning of the hour. */
    hour: integer().notNull(),
    count: integer().notNull(),
  },
  (attempt) => [
    primaryKey({ columns: [attempt.networkHash, attempt.storeId, attempt.hour] }),
    index("code_attempts_hour").on(attempt.hour),
  ],
);

/**
 * What is left of rows whose time was over: how many there were and what they came to; and how often the queue gave up on
 * something. Nobody is in it.
 */
export const dailyCounts = sqliteTable(
  "daily_counts",
  {
    storeId: text("store_id").notNull(),
    /** Days since 1970 (UTC) of when what is counted began. */
    day: integer().notNull(),
    /** `cart:recovered`, `message:accepted`, `dead:deliver`… */
    what: text().notNull(),
    /** Empty where no money is counted. */
    currency: text().notNull(),
    count: integer().notNull(),
    valueMinor: integer("value_minor").notNull(),
  },
  (row) => [primaryKey({ columns: [row.storeId, row.day, row.what, row.currency] })],
);

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
    /** `cancelled` orders count for nothing; nobody is written to again because of one. */
    status: text({ enum: ["placed", "cancelled"] })
      .notNull()
      .default("placed"),
    /** When the platform's newest event about it happened; null while none came. */
    eventAt: integer("event_at"),
  },
  (order) => [
    uniqueIndex("orders_number").on(order.storeId, order.number),
    index("orders_placed").on(order.storeId, order.placedAt),
    index("orders_address").on(order.addressHash, order.storeId).where(sql`address_hash IS NOT NULL`),
    index("orders_cart").on(order.cartId).where(sql`cart_id IS NOT NULL`),
  ],
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
  (sighting) => [
    primaryKey({ columns: [sighting.storeId, sighting.number, sighting.shopperId] }),
    index("order_sightings_age").on(sighting.seenAt),
  ],
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

/** Pages that were left without a widget, and why: for the merchant, who alone can change it. Nothing of shoppers. */
export const pageFindings = sqliteTable(
  "page_findings",
  {
    storeId: text("store_id").notNull(),
    /** What the page is for (domain/page-kind.ts). */
    page: text().notNull(),
    widget: text().notNull(),
    reason: text().notNull(),
    /** How many such pages, to the hour. */
    pages: integer().notNull(),
    firstSeenAt: integer("first_seen_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
  },
  (finding) => [
    primaryKey({ columns: [finding.storeId, finding.page, finding.widget, finding.reason] }),
    index("page_findings_age").on(finding.lastSeenAt),
  ],
);

export const couponStatuses = ["free", "held", "issued", "redeemed"] as const;

/**
 * Codes of incentives: those that wait in a pool, and each one that somebody got. What was given, to whom and until when is
 * one row: mail and page print it, and nothing else decides when it ends.
 */
export const coupons = sqliteTable(
  "coupons",
  {
    id: text().primaryKey(),
    storeId: text("store_id").notNull(),
    /** Its name in the store's settings. */
    incentive: text().notNull(),
    source: text({ enum: couponSources }).notNull(),
    /** Keyed: what a cart's codes are looked up by. */
    codeHash: text("code_hash").notNull(),
    codeSealed: text("code_sealed").notNull(),
    /** `held`: meant for somebody, who has not seen it yet; `free` again if that comes to nothing. */
    status: text({ enum: couponStatuses }).notNull(),
    occasion: text({ enum: incentiveOccasions }),
    addressHash: text("address_hash"),
    shopperId: text("shopper_id"),
    cartId: text("cart_id"),
    kind: text({ enum: incentiveKinds }),
    value: integer(),
    currency: text(),
    /** What it costs the shop, as counted towards the budget. */
    worthMinor: integer("worth_minor"),
    issuedAt: integer("issued_at"),
    endsAt: integer("ends_at"),
    redeemedAt: integer("redeemed_at"),
    /** Of a held one: when it is let go. Of an issued one: when nothing depends on its row any more. */
    dueAt: integer("due_at"),
    createdAt: integer("created_at").notNull(),
  },
  (coupon) => [
    uniqueIndex("coupons_code").on(coupon.codeHash, coupon.storeId).where(sql`source <> 'fixed'`),
    index("coupons_incentive").on(coupon.incentive, coupon.storeId, coupon.status),
    index("coupons_address").on(coupon.addressHash, coupon.storeId).where(sql`address_hash IS NOT NULL`),
    index("coupons_shopper").on(coupon.shopperId, coupon.storeId).where(sql`shopper_id IS NOT NULL`),
    index("coupons_cart").on(coupon.cartId).where(sql`cart_id IS NOT NULL`),
    index("coupons_due").on(coupon.dueAt).where(sql`due_at IS NOT NULL`),
  ],
);

/** What became of a store's incentives, by calendar month (UTC): the budget is kept by it, and the merchant told. */
export const incentiveCounts = sqliteTable(
  "incentive_counts",
  {
    storeId: text("store_id").notNull(),
    incentive: text().notNull(),
    /** 202611 */
    month: integer().notNull(),
    /** `issued`, `redeemed`, `withheld:pool-empty`… */
    what: text().notNull(),
    count: integer().notNull(),
    worthMinor: integer("worth_minor").notNull(),
    lastAt: integer("last_at").notNull(),
  },
  (row) => [primaryKey({ columns: [row.storeId, row.incentive, row.month, row.what] })],
);

/** What shoppers said held them back, one answer a cart, with what the shop had shown them by then. Goes with its cart. */
export const surveyAnswers = sqliteTable(
  "survey_answers",
  {
    cartId: text("cart_id").primaryKey(),
    storeId: text("store_id").notNull(),
    /** See widgets/survey/settings.ts. */
    reason: text().notNull(),
    /** In their own words, sealed: people write about themselves. */
    wordsSealed: text("words_sealed"),
    /** When they were asked: `leaving`, `return`. */
    moment: text().notNull(),
    totalMinor: integer("total_minor").notNull(),
    currency: text().notNull(),
    /** What delivery cost them by the store's zones, in the cart's currency; null where that is not known. */
    deliveryMinor: integer("delivery_minor"),
    /** The last stop of the checkout that was opened with the cart. */
    stage: text({ enum: stages }).notNull(),
    device: text().notNull(),
    country: text(),
    language: text().notNull(),
    answeredAt: integer("answered_at").notNull(),
  },
  (answer) => [index("survey_answers_answered").on(answer.storeId, answer.answeredAt)],
);

/** How often widgets were shown, used and dismissed, by day (UTC). It grows with days and widgets; nobody is in it. */
export const widgetCounts = sqliteTable(
  "widget_counts",
  {
    storeId: text("store_id").notNull(),
    /** Days since 1970 (UTC). */
    day: integer().notNull(),
    widget: text({ enum: widgetIds }).notNull(),
    variant: text().notNull(),
    event: text({ enum: widgetEvents }).notNull(),
    count: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.storeId, row.day, row.widget, row.variant, row.event] })],
);
