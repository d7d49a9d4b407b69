import { edit, type Mutant, paths, withoutCondition, withoutReason } from "./mutant.ts";

const { messages, deliver, abandonment, due, coupons } = paths;
const erasure = "worker/db/erasure.ts";
const resend = "worker/mail-providers/resend.ts";

/** What keeps a message from going twice, getting lost, or reaching over to another store. */
export const machinery: Mutant[] = [
  {
    name: "lease: a message that is held is given to whoever asks",
    shownBy: "crash before step 1, without",
    edits: [
      edit(
        messages,
        "OR (status IN ('claimed', 'sending') AND lease_until <= ${now}))`",
        "OR (status IN ('claimed', 'sending')))`",
      ),
    ],
  },
  {
    name: "lease: a stranded message is never found again",
    shownBy: "fault before step 4, with keys",
    edits: [edit(due, "${recoveryMessages.leaseUntil} <= ${now}`", "0`")],
  },
  {
    name: "due: a message is given out before its time",
    shownBy: "is written to",
    edits: [
      edit(due, "const isDue = sql`row.due_at <= ${now}`;", "const isDue = sql`1`;"),
      edit(
        due,
        "AND due_at <= ${now} ORDER BY due_at LIMIT ${mostInQueue}",
        "ORDER BY due_at LIMIT ${mostInQueue}",
      ),
      edit(due, "AND status = 'scheduled' AND due_at <= ${now}\n", "AND status = 'scheduled'\n"),
      edit(messages, "sql`((status = 'scheduled' AND due_at <= ${now})", "sql`((status = 'scheduled')"),
    ],
  },
  {
    name: "fencing: the attempt is not asked for in the permission",
    shownBy: "stall after step 2, with keys",
    edits: [
      edit(
        messages,
        'eq(recoveryMessages.attempt, held.attempt),\n          eq(recoveryMessages.status, "claimed"),',
        'eq(recoveryMessages.status, "claimed"),',
      ),
    ],
  },
  {
    name: "fencing: the attempt is not asked for when an outcome is recorded",
    shownBy: "stall after step 2, with keys",
    edits: [
      edit(
        messages,
        "eq(recoveryMessages.attempt, held.attempt),\n        sql`${recoveryMessages.status} IN ('claimed', 'sending')`",
        "sql`${recoveryMessages.status} IN ('claimed', 'sending')`",
      ),
    ],
  },
  {
    name: "ledger: written whether or not the call was permitted",
    shownBy: "stall after step 2, with keys",
    edits: [
      edit(messages, "${a.provider}, ${a.now} WHERE changes() = 1`", "${a.provider}, ${a.now} WHERE 1 = 1`"),
    ],
  },
  {
    name: "permission: the call is made whatever the transaction said",
    shownBy: "stall after step 2, with keys",
    edits: [edit(deliver, "return allowed.length === 1;", "return true;")],
  },
  {
    name: "unique key: a cart that is left again gets its messages again",
    shownBy: "comes back before the second",
    edits: [
      edit(
        abandonment,
        "recovery_messages.status = 'cancelled' AND recovery_messages.reason = 'returned'`",
        "1 = 1`",
      ),
    ],
  },
  {
    name: "steps called off by a return are not taken up again",
    shownBy: "comes back in the moment",
    edits: [
      edit(
        abandonment,
        "recovery_messages.status = 'cancelled' AND recovery_messages.reason = 'returned'`",
        "1 = 0`",
      ),
    ],
  },
  {
    name: "abandoned and scheduled apart: messages without the swap having won",
    shownBy: "comes back in the moment",
    edits: [
      edit(
        abandonment,
        "CROSS JOIN json_each(seen.value -> 'messages') AS step WHERE ${isStillIdle}",
        "CROSS JOIN json_each(seen.value -> 'messages') AS step WHERE 1",
      ),
    ],
  },
  {
    name: "idempotency key: another one for each attempt",
    shownBy: "the provider accepts-then-breaks",
    edits: [edit(resend, '"idempotency-key": key,', '"idempotency-key": crypto.randomUUID(),')],
  },
  {
    name: "stored bytes: a retry is rendered anew",
    shownBy: "the provider accepts-then-breaks",
    edits: [edit(deliver, "message.payloadSealed === null || isStale", "message !== null || isStale")],
  },
  {
    name: "stored bytes: a changed cart is sent under the same key",
    shownBy: "changed the cart after",
    edits: [edit(deliver, "if (isStale && message.sendingAt !== null) return", "if (0) return")],
  },
  {
    name: "unknown: an uncertain outcome is tried again blindly",
    shownBy: "the provider accepts-then-breaks",
    edits: [
      edit(deliver, "if (message.sendingAt !== null && !mayRepeat(message, provider, now)) {", "if (0) {"),
    ],
  },
  {
    name: "unknown: tried again after the key is forgotten",
    shownBy: "the key is older",
    edits: [edit(deliver, "now - message.sendingAt < provider.idempotencyWindow", "now > 0")],
  },
  {
    name: "unknown: tried again at another provider",
    shownBy: "the provider changes",
    edits: [edit(deliver, "provider.id === message.provider &&", "")],
  },
  {
    name: "unknown: a broken connection without keys counts as not taken",
    shownBy: "the provider accepts-then-breaks",
    edits: [
      edit(
        deliver,
        'return { status: "unknown", reason, change: { status: "unknown", reason, ...over } };',
        'return { status: "waiting", reason, change: { status: "scheduled", reason, dueAt: now, leaseUntil: null, sendingAt: null } };',
      ),
    ],
  },
  {
    name: "throttle: Retry-After is not waited for",
    shownBy: "is throttled",
    edits: [edit(deliver, "now + (receipt.retryAfter ?? backoff(calls))", "now")],
  },
  {
    name: "throttle: costs the message",
    shownBy: "is throttled",
    edits: [edit(deliver, "calls >= mostCalls", "calls >= 1")],
  },
  {
    name: "tenant: a shopper's return in one store calls off mail of another, whatever their cart there",
    shownBy: "comes back in the other store",
    edits: [
      edit(
        messages,
        "WHERE store_id = ${storeId} AND shopper_id = ${shopperId}\n      AND status = ${cartStatus})`",
        "WHERE shopper_id = ${shopperId})`",
      ),
      edit(
        messages,
        "eq(recoveryMessages.storeId, storeId),\n        sql`${recoveryMessages.status} IN ('scheduled', 'claimed')`",
        "sql`${recoveryMessages.status} IN ('scheduled', 'claimed')`",
      ),
    ],
  },
  {
    name: "tenant: a message is claimed in another store's name",
    shownBy: "names the other store",
    edits: [
      edit(
        messages,
        "eq(recoveryMessages.storeId, storeId),\n        sql`((status = 'scheduled'",
        "sql`((status = 'scheduled'",
      ),
    ],
  },
  {
    name: "tenant: a provider's event speaks of another store's message",
    shownBy: "crossed",
    edits: [
      edit(
        "worker/db/delivery-events.ts",
        "CROSS JOIN recovery_messages AS message ON message.store_id = ${storeId}\n        AND message.id",
        "CROSS JOIN recovery_messages AS message ON message.id",
      ),
      edit(
        "worker/db/delivery-events.ts",
        "place = 1 AND recovery_messages.store_id = ${storeId}`",
        "place = 1`",
      ),
    ],
  },
  {
    name: "webhook: the signature is not compared",
    shownBy: "forged",
    edits: [edit("worker/mail-providers/resend-events.ts", 'return { status: "forged" }', "void 0")],
  },
  {
    name: "events: the newest told counts, not the weightiest",
    shownBy: "told bounced",
    edits: [
      edit(
        "worker/db/delivery-events.ts",
        "ORDER BY ${rank} DESC, at, event_id) AS place",
        "ORDER BY at DESC, event_id DESC) AS place",
      ),
    ],
  },
  {
    name: "events: a complaint or bounce does not suppress",
    shownBy: "told bounced",
    edits: [
      edit(
        "worker/db/delivery-events.ts",
        "AND ${suppresses} IS NOT NULL",
        "AND ${suppresses} IS NULL AND 0",
      ),
    ],
  },
  {
    name: "suppression: a wish is not kept when the database cannot be written",
    shownBy: "unsubscribe meets a fault",
    edits: [
      edit(
        "worker/services/contacts/suppress-address.ts",
        'await ctx.queue.send({ kind: "suppress", ...suppression });',
        "",
      ),
    ],
  },
  {
    name: "address: kept in the clear",
    shownBy: "is written to",
    edits: [
      edit(
        "worker/services/contacts/save-contact.ts",
        "addressSealed: await ctx.keys.encrypt(address, addressLabel(addressHash))",
        "addressSealed: address",
      ),
    ],
  },
  {
    name: "order: not kept when the database cannot be written",
    shownBy: "buy meets a fault",
    edits: [
      edit(
        "worker/services/orders/record-order.ts",
        'await ctx.queue.send({ kind: "order", ...order });',
        "",
      ),
    ],
  },
  {
    name: "order of steps, in the rules and in the permission",
    shownBy: "two steps that are due at once",
    edits: [
      withoutReason("if (facts.earlierOpenUntil !== null)"),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM recovery_messages AS earlier WHERE"),
    ],
  },
  {
    name: "coupon: one person gets another with each message and cart",
    shownBy: "coupon",
    edits: [
      edit(
        coupons,
        'return sql`(${by("address_hash", holder.addressHash)}',
        'return sql`(0 AND ${by("address_hash", holder.addressHash)}',
      ),
      edit(coupons, 'OR ${by("shopper_id", holder.shopperId)}', ""),
      edit(coupons, 'OR ${by("cart_id", holder.cartId)})`', ")`"),
      edit(
        coupons,
        "eq(coupons.cartId, holder.cartId),\n        eq(coupons.storeId",
        "sql`issued_at = ${now}`,\n        eq(coupons.storeId",
      ),
    ],
  },
  {
    name: "coupon: a code of the pool is given to whoever asks",
    shownBy: "three who are given",
    edits: [
      edit(
        coupons,
        "AND store_id = ${storeId} AND status = 'free' LIMIT 1)",
        "AND store_id = ${storeId} LIMIT 1)",
      ),
    ],
  },
  {
    name: "coupon: shown without being theirs",
    shownBy: "coupon",
    edits: [
      edit(
        deliver,
        "...(coupon ? [issueWithMessage(ctx.db, message, coupon.id, coupon.keepUntil, now)] : []),",
        "",
      ),
    ],
  },
  {
    name: "erasure: what waits is not called off",
    shownBy: "erase while it is sent",
    edits: [
      edit(
        erasure,
        'cancelled: cancelForAddress(db, storeId, addressHash, "erased"),',
        'cancelled: cancelForAddress(db, storeId, "-", "erased"),',
      ),
      edit(
        erasure,
        ".set({ addressHash: nobody, contactId: nobody, payloadSealed: null, providerMessageId: null })",
        ".set({ providerMessageId: null })",
      ),
    ],
  },
  {
    name: "erasure: they may be written to again",
    shownBy: "is erased, and leaves another cart",
    edits: [
      edit(
        "worker/services/contacts/erase-contact.ts",
        "insertSuppression(ctx.db, suppression),",
        'countSending(ctx.db, storeId, { addressHash: "-" }),',
      ),
    ],
  },
  {
    name: "erasure: their cart keeps whose it is",
    shownBy: "is erased",
    edits: [edit(erasure, "addressHash: sql`nullif(address_hash, ${addressHash})`,", "")],
  },
  {
    name: "erasure: their contact stays",
    shownBy: "is erased",
    edits: [
      edit(
        erasure,
        "db.delete(contacts).where(sql`channel = 'email' AND ${theirs}`)",
        "db.delete(contacts).where(sql`channel = 'nobody' AND ${theirs}`)",
      ),
    ],
  },
  {
    name: "erasure: what they agreed to stays",
    shownBy: "is erased",
    edits: [edit(erasure, "db.delete(consents).where(theirs)", "db.delete(consents).where(sql`0`)")],
  },
  {
    name: "erasure: their order keeps whose it is",
    shownBy: "buys, is erased",
    edits: [
      edit(
        erasure,
        "db.update(orders).set({ addressHash: null }).where(theirs)",
        "db.update(orders).set({ addressHash: null }).where(sql`0`)",
      ),
    ],
  },
  {
    name: "erasure: that they bought stays",
    shownBy: "buys, is erased",
    edits: [edit(erasure, "db.delete(buyers).where(theirs)", "db.delete(buyers).where(sql`0`)")],
  },
  {
    name: "erasure: a message keeps who was written to and what",
    shownBy: "is erased before the message",
    edits: [
      edit(
        erasure,
        ".set({ addressHash: nobody, contactId: nobody, payloadSealed: null, providerMessageId: null })",
        ".set({ addressHash: nobody })",
      ),
    ],
  },
  {
    name: "erasure: what waits in the queue brings them back",
    shownBy: "is erased while their order waits",
    edits: [
      edit(
        "worker/services/orders/record-order.ts",
        "isOfNobody ? { ...order, addressHash: null } : order",
        "order",
      ),
    ],
  },
  {
    name: "events: what is told twice is kept twice",
    shownBy: "told bounced, twice",
    edits: [edit("worker/db/delivery-events.ts", "WHERE true ON CONFLICT DO NOTHING`", "WHERE true`")],
  },
  {
    name: "events: an outcome that nobody knew stays unknown when it is told",
    shownBy: "whose outcome nobody knows",
    edits: [
      edit(
        "worker/db/delivery-events.ts",
        "WHERE recovery_messages.id = told_id AND place = 1",
        "WHERE recovery_messages.id = told_id AND recovery_messages.status <> 'unknown' AND place = 1",
      ),
    ],
  },
  {
    name: "unsubscribe: acknowledged and not kept",
    shownBy: "unsubscribe while it is sent",
    edits: [
      edit(
        "worker/services/contacts/suppress-address.ts",
        'insertSuppression(ctx.db, { storeId, channel: "email", addressHash, reason, createdAt: at }),\n    cancel',
        "cancel",
      ),
    ],
  },
  {
    name: "a batch that breaks off half-way is kept half: the message is marked in front of the permission",
    shownBy: "is written to",
    edits: [
      edit(
        deliver,
        "const [allowed] = await ctx.db.batch([",
        "await ctx.db.run(\"UPDATE recovery_messages SET status = 'sending', calls = calls + 1 WHERE status = 'claimed'\");\n  const [allowed] = await ctx.db.batch([",
      ),
    ],
  },
  {
    name: "queue: a message is acknowledged although it could not be worked on",
    shownBy: "a wish that is to be kept",
    edits: [
      edit(
        "worker/queue/index.ts",
        "message.retry({ delaySeconds: Math.min(30 * 2 ** (message.attempts - 1), 3600) });",
        "message.ack();",
      ),
    ],
  },
];
