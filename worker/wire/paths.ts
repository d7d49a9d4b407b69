/**
 * Every address of ours on a shop's hostname, once. All of it lives under one prefix, so that nothing of the shop can
 * be shadowed and a merchant can see at a glance which requests are ours.
 */
export const prefix = "/_cw/" as const;

export const paths = {
  /** Widget code: content-hashed, immutable, served by the platform without running the worker. */
  assets: `${prefix}a/`,
  /** GET: this shopper's cart as widgets show it. Private, never stored by a cache. */
  cart: `${prefix}cart`,
  /** POST: an address with the shopper's decision about being written to. */
  contact: `${prefix}contact`,
  /** GET: what a recovery mail links to. Shows the cart, changes nothing. */
  recoveryLink: <Token extends string>(token: Token) => `${prefix}r/${token}` as const,
  /** POST: rebuilds the cart of a recovery link in the storefront. */
  resume: `${prefix}resume`,
  /** GET shows a page with a button; POST stops all recovery mail to the address (RFC 8058). */
  unsubscribe: <Token extends string>(token: Token) => `${prefix}u/${token}` as const,
  /** POST: signed order events, of the platform's own webhooks or as our beacon (docs/platforms/order-beacon.md). */
  orderHooks: `${prefix}hooks/orders`,
} as const;
