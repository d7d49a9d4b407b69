/**
 * What the platform charges on its paid plan, in dollars, as published; read in November 2026. Included amounts are a
 * month's and an account's.
 */
export const prices = {
  /** developers.cloudflare.com/workers/platform/pricing: $5 a month, 10 million requests and 30 million ms of CPU included. */
  perMonth: 5,
  request: { included: 10_000_000, perMillion: 0.3 },
  cpuMs: { included: 30_000_000, perMillion: 0.02 },
  /** developers.cloudflare.com/d1/platform/pricing */
  rowRead: { included: 25_000_000_000, perMillion: 0.001 },
  rowWritten: { included: 50_000_000, perMillion: 1 },
  storedGb: { included: 5, each: 0.75 },
  /** developers.cloudflare.com/queues/platform/pricing: a message is written, read and deleted. */
  queueOperation: { included: 1_000_000, perMillion: 0.4 },
};

export const operationsPerMessage = 3;

/** What one thing uses. */
export interface Use {
  requests: number;
  cpuMs: number;
  rowsRead: number;
  rowsWritten: number;
  queueMessages: number;
}

/** In dollars, with nothing included: what one more of it costs a merchant who has used up what is. */
export function costOf(use: Use): number {
  return (
    (use.requests * prices.request.perMillion +
      use.cpuMs * prices.cpuMs.perMillion +
      use.rowsRead * prices.rowRead.perMillion +
      use.rowsWritten * prices.rowWritten.perMillion +
      use.queueMessages * operationsPerMessage * prices.queueOperation.perMillion) /
    1_000_000
  );
}
