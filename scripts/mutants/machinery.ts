import { edit, type Mutant, paths } from "./mutant.ts";

const { messages, deliver } = paths;
const resend = "worker/mail-providers/resend.ts";

/** What keeps a message from going twice, getting lost, or reaching over to another store. */
export const machinery: Mutant[] = [
  {
    name: "lease: a message that is held is given to whoever asks",
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
    edits: [edit(messages, "sql`${recoveryMessages.leaseUntil} <= ${now}`", "sql`0`")],
  },
  {
    name: "due: a message is given out before its time",
    edits: [
      edit(messages, "status = 'scheduled' AND due_at <= ${now}\n", "status = 'scheduled'\n"),
      edit(messages, "sql`((status = 'scheduled' AND due_at <= ${now})", "sql`((status = 'scheduled')"),
    ],
  },
  {
    name: "fencing: the attempt is not asked for in the permission",
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
    edits: [
      edit(messages, "${a.provider}, ${a.now} WHERE changes() = 1`", "${a.provider}, ${a.now} WHERE 1 = 1`"),
    ],
  },
  {
    name: "permission: the call is made whatever the transaction said",
    edits: [edit(deliver, "return allowed.length === 1;", "return true;")],
  },
  {
    name: "unique key: a cart that is left again gets its messages again",
    edits: [
      edit(
        messages,
        "recovery_messages.status = 'cancelled' AND recovery_messages.reason = 'returned'`",
        "1 = 1`",
      ),
    ],
  },
  {
    name: "steps called off by a return are not taken up again",
    edits: [
      edit(
        messages,
        "recovery_messages.status = 'cancelled' AND recovery_messages.reason = 'returned'`",
        "1 = 0`",
      ),
    ],
  },
  {
    name: "abandoned and scheduled apart: messages without the swap having won",
    edits: [
      edit(
        messages,
        "FROM json_each(${JSON.stringify(plan)}) WHERE changes() = 1",
        "FROM json_each(${JSON.stringify(plan)}) WHERE 1 = 1",
      ),
    ],
  },
  {
    name: "idempotency key: another one for each attempt",
    edits: [edit(resend, '"idempotency-key": key,', '"idempotency-key": crypto.randomUUID(),')],
  },
  {
    name: "stored bytes: a retry is rendered anew",
    edits: [edit(deliver, "message.payloadSealed === null || isStale", "message !== null || isStale")],
  },
  {
    name: "stored bytes: a changed cart is sent under the same key",
    edits: [edit(deliver, "if (isStale && message.sendingAt !== null) return", "if (0) return")],
  },
  {
    name: "unknown: an uncertain outcome is tried again blindly",
    edits: [
      edit(deliver, "if (message.sendingAt !== null && !mayRepeat(message, provider, now)) {", "if (0) {"),
    ],
  },
  {
    name: "unknown: tried again after the key is forgotten",
    edits: [edit(deliver, "now - message.sendingAt < provider.idempotencyWindow", "now > 0")],
  },
  {
    name: "unknown: tried again at another provider",
    edits: [edit(deliver, "provider.id === message.provider &&", "")],
  },
  {
    name: "unknown: a broken connection without keys counts as not taken",
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
    edits: [edit(deliver, "now + (receipt.retryAfter ?? backoff(calls))", "now")],
  },
  {
    name: "throttle: costs the message",
    edits: [edit(deliver, "calls >= mostCalls", "calls >= 1")],
  },
  {
    name: "tenant: a shopper's return in one store calls off mail of another",
    edits: [
      edit(
        messages,
        "WHERE store_id = ${storeId} AND shopper_id = ${shopperId}\n",
        "WHERE shopper_id = ${shopperId}\n",
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
    edits: [edit("worker/mail-providers/resend-events.ts", 'return { status: "forged" }', "void 0")],
  },
  {
    name: "events: the newest told counts, not the weightiest",
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
    edits: [
      edit(
        "worker/services/orders/record-order.ts",
        'await ctx.queue.send({ kind: "order", ...order });',
        "",
      ),
    ],
  },
];
