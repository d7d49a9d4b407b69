import { edit, type Mutant, paths, withoutCondition, withoutReason } from "./mutant.ts";

const { messages, deliver } = paths;

/** Who may be written to, and when. */
export const guards: Mutant[] = [
  {
    name: "purchase, in the rules and in the permission",
    shownBy: "bought on the other device",
    edits: [
      withoutReason('if (facts.boughtSince) return skip("bought");'),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM buyers WHERE"),
    ],
  },
  {
    name: "purchase calls off what is open, and closes the cart",
    shownBy: "bought on the other device",
    edits: [
      edit("worker/db/orders.ts", "WHERE id IN ${settledCarts}`", "WHERE 0 AND id IN ${settledCarts}`"),
      withoutReason('if (facts.boughtSince) return skip("bought");'),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM buyers WHERE"),
    ],
  },
  {
    name: "purchase by address: an order finds carts by its shopper alone",
    shownBy: "bought on the other device",
    edits: [
      edit("worker/db/orders.ts", "c.id = ${ownCart} OR c.address_hash IN ${addresses}", "c.id = ${ownCart}"),
      edit(
        "worker/db/orders.ts",
        "(address_hash IN ${addresses} OR cart_id IN ${settledCarts})",
        "(cart_id IN ${settledCarts})",
      ),
      withoutReason('if (facts.boughtSince) return skip("bought");'),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM buyers WHERE"),
    ],
  },
  {
    name: "suppression, in the rules and in the permission",
    shownBy: "unsubscribed long before",
    edits: [
      withoutReason('if (facts.suppressed) return skip("suppressed");'),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM suppressions WHERE"),
    ],
  },
  {
    name: "consent, in the rules and in the permission",
    shownBy: "refuse while it is sent",
    edits: [
      withoutReason('if (facts.consent !== "granted"'),
      edit(messages, "LIMIT 1) = 'granted'`", "LIMIT 1) IS NOT 'nothing'`"),
      edit(
        "worker/services/contacts/forget-contact.ts",
        'cancelForAddress(ctx.db, store.id, cart.addressHash, "refused"),',
        "",
      ),
    ],
  },
  {
    name: "gap between two messages, in the rules and in the permission",
    shownBy: "two carts that are due",
    edits: [
      withoutReason("if (facts.lastSentAt !== null && facts.now <"),
      withoutCondition("sql`NOT EXISTS (SELECT 1 FROM recovery_messages AS other WHERE"),
    ],
  },
  {
    name: "gap between two messages, in the permission alone",
    shownBy: "two carts that are due",
    edits: [withoutCondition("sql`NOT EXISTS (SELECT 1 FROM recovery_messages AS other WHERE")],
  },
  {
    name: "cap for a cart, in the rules and in the permission",
    shownBy: "cap of one message for a cart",
    edits: [
      withoutReason('if (facts.sentForCart >= facts.caps.perCart) return skip("cart-cap");'),
      edit(messages, "other.sending_at IS NOT NULL) < ${a.perCart}`", "other.sending_at IS NOT NULL) < 999`"),
    ],
  },
  {
    name: "cap for a month, in the rules and in the permission",
    shownBy: "until the month is full",
    edits: [
      withoutReason('if (facts.sentInMonth >= facts.caps.perMonth) return skip("monthly-cap");'),
      edit(
        messages,
        "other.sending_at > ${a.monthSince}) < ${a.perMonth}`",
        "other.sending_at > ${a.monthSince}) < 999`",
      ),
    ],
  },
  {
    name: "quiet hours",
    shownBy: "left in the evening",
    edits: [withoutReason('if (allowed > facts.now) return { verdict: "wait", until: allowed')],
  },
  {
    name: "too late",
    shownBy: "is a day late",
    edits: [withoutReason("if (facts.now > facts.dueAt + facts.tooLateHours * hour)")],
  },
  {
    name: "pause of a store",
    shownBy: "is paused",
    edits: [withoutReason("if (facts.store.paused)")],
  },
  {
    name: "orders that are no longer seen",
    shownBy: "lost sight",
    edits: [withoutReason("if (facts.store.trackingLost)")],
  },
  {
    name: "a cart that changed or was closed, in the rules and in the permission",
    shownBy: "fill while it is sent",
    edits: [
      withoutReason('if (facts.cart.status === "active") return skip("returned");'),
      withoutReason('if (facts.cart.status !== "abandoned") return skip("cart-closed");'),
      edit(
        messages,
        "AND carts.status = 'abandoned'\n            AND carts.version = ${a.cartVersion})`",
        ")`",
      ),
      edit(
        "worker/services/carts/capture-cart.ts",
        'cancelForShopper(ctx.db, store.id, shopperId, "active", "returned"),',
        "",
      ),
    ],
  },
  {
    name: "the shopper's return calls off what was to come",
    shownBy: "comes back just before",
    edits: [
      edit(
        "worker/services/carts/capture-cart.ts",
        'cancelForShopper(ctx.db, store.id, shopperId, "active", "returned"),',
        "",
      ),
      withoutReason('if (facts.cart.status === "active") return skip("returned");'),
    ],
  },
  {
    name: "the provider's pause",
    shownBy: "meets an account",
    edits: [edit(deliver, "if (pause) return wait(", "if (0) return wait(")],
  },
  {
    name: "recovery that is switched off",
    shownBy: "recovery is switched off",
    edits: [withoutReason("if (!facts.store.recoveryEnabled)")],
  },
];
