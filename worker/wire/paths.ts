/**
 * Every address of ours on a shop's hostname, once. All of it lives under one prefix, so that nothing of the shop can
 * be shadowed and a merchant can see at a glance which requests are ours.
 */
export const prefix = "/_cw/" as const;

export const paths = {
  /** Widget code: content-hashed, immutable, served by the platform without running the worker. */
  assets: `${prefix}a/`,
  /** GET: this shopper's cart as widgets show it, and what may lie over a page for them. Private, never stored by a cache. */
  cart: `${prefix}cart`,
  /** POST: that a widget was shown, used or dismissed. Counted, and nobody's. */
  count: `${prefix}b`,
  /** GET: what delivery costs this visitor and when it arrives. Private, never stored by a cache. */
  shipping: `${prefix}shipping`,
  /** POST: a cart or an order that only the shop's page told, for stores that read the data layer. */
  seen: `${prefix}seen`,
  /** POST: an address with the shopper's decision about being written to. */
  contact: `${prefix}contact`,
  /** GET: what a recovery mail links to. Shows the cart, changes nothing. */
  recoveryLink: <Token extends string>(token: Token) => `${prefix}r/${token}` as const,
  /** POST: rebuilds the cart of a recovery link in the storefront. */
  resume: `${prefix}resume`,
  /** GET: a cart from elsewhere that this shopper may take over, or 204. POST: add, replace, not now. Private. */
  offer: `${prefix}offer`,
  /** The same as HTML, for the bar that offers it. GET, POST. Private. */
  offerBar: `${prefix}offer-bar`,
  /** POST: mails this shopper a link to their own cart. */
  sendCart: `${prefix}send-cart`,
  /** POST: what the store gives this shopper on this occasion, after they asked for it by a click. Private. */
  incentive: `${prefix}incentive`,
  /** POST: what a shopper says held them back, about the cart they have. */
  survey: `${prefix}survey`,
  /** GET: how a cart is taken along; POST: does it. Plain forms over the two that follow. */
  save: `${prefix}save`,
  /** POST: a short code and its QR picture, for the phone in the shopper's other hand. */
  handover: `${prefix}handover`,
  /** GET: where a code is typed; POST takes it. With the code in it, what the QR picture leads to: no more than filled in. */
  code: `${prefix}h`,
  codeFilledIn: <Code extends string>(code: Code) => `${prefix}h/${code}` as const,
  /** GET shows a page with a button; POST stops all recovery mail to the address (RFC 8058). */
  unsubscribe: <Token extends string>(token: Token) => `${prefix}u/${token}` as const,
  /** GET shows a page with a button; POST confirms an address, where a yes on the page is not enough. */
  confirm: <Token extends string>(token: Token) => `${prefix}y/${token}` as const,
  /** POST: signed order events, of the platform's own webhooks or as our beacon (docs/platforms/order-beacon.md). */
  orderHooks: `${prefix}hooks/orders`,
  /** POST: what a mail provider tells of messages (docs/mail-providers.md). */
  mailHooks: <Provider extends string>(provider: Provider) => `${prefix}hooks/mail/${provider}` as const,
} as const;
