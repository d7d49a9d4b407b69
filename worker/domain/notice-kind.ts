/** What a merchant is told, besides the digest. */
export const noticeKinds = [
  "cart.abandoned",
  "cart.recovered",
  "tracking.lost",
  "tracking.found",
  "provider.paused",
  "pool.low",
  "messages.unknown",
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** Those that ask the merchant to do something. Kept to be looked up even when nobody asked to be told. */
export const problemKinds = [
  "tracking.lost",
  "provider.paused",
  "pool.low",
  "messages.unknown",
] as const satisfies NoticeKind[];
