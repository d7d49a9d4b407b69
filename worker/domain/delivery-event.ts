/**
 * What a provider can tell of a message after it took it. The state of a message is the highest of all that was told of it,
 * so that events may come in any order and any number of times.
 */
export const deliveryEventKinds = [
  "opened",
  "clicked",
  "accepted",
  "delayed",
  "unsubscribed",
  "failed",
  "suppressed",
  "soft-bounced",
  "delivered",
  "bounced",
  "complained",
] as const;

export type DeliveryEventKind = (typeof deliveryEventKinds)[number];

/** The states a message can be told to be in. */
export type ToldStatus = "accepted" | "failed" | "delivered" | "bounced" | "complained";

interface Effect {
  /** A state of a higher rank is never left for one of a lower. */
  rank: number;
  /** `null`: steers nothing. */
  status: ToldStatus | null;
  /** Why the address is written to no more; `null` when it may be. */
  suppresses: string | null;
}

/**
 * Opens and clicks are a machine's as often as a human's (privacy proxies fetch every picture, scanners follow every link):
 * they are kept and steer nothing. A soft bounce can be followed by a delivery, a delivery by a hard bounce.
 */
export const effects: Readonly<Record<DeliveryEventKind, Effect>> = {
  opened: { rank: 0, status: null, suppresses: null },
  clicked: { rank: 0, status: null, suppresses: null },
  accepted: { rank: 1, status: "accepted", suppresses: null },
  delayed: { rank: 1, status: "accepted", suppresses: null },
  unsubscribed: { rank: 1, status: "accepted", suppresses: "unsubscribed" },
  failed: { rank: 2, status: "failed", suppresses: null },
  /** Taken, and then not sent, because the provider writes to the address no more. */
  suppressed: { rank: 3, status: "failed", suppresses: "refused" },
  "soft-bounced": { rank: 4, status: "bounced", suppresses: null },
  delivered: { rank: 5, status: "delivered", suppresses: null },
  bounced: { rank: 6, status: "bounced", suppresses: "bounced" },
  complained: { rank: 7, status: "complained", suppresses: "complained" },
};
