/**
 * Names a shop from which the metered worker fetches, and does nothing else: what a request costs on this machine in front of any
 * shop is then in what is compared with us as well.
 */
export const bareHeader = "x-bench-bare";

/** What the bench asks of the metered worker (bench/workers/counted.ts). */
export type Deed =
  /** Epoch ms at which the worker's clock stands; `null`: it runs. */
  | { deed: "set-clock"; now: number | null }
  | { deed: "read-count"; reset: boolean }
  | { deed: "run-cron" }
  | { deed: "abandon" }
  | { deed: "enqueue" }
  /** From now on mails are taken where they are sent, by a provider that costs nothing. */
  | { deed: "take-mails" }
  /** The least that can be asked of D1. */
  | { deed: "ask-nothing"; times: number; atOnce: number }
  /** Each of so many shoppers is seen with so many of each of three articles. */
  | { deed: "capture"; shoppers: string; quantity: number; times: number; atOnce: number };

/** Since it was last set back. Rows are what D1 bills (developers.cloudflare.com/d1/platform/pricing). */
export interface Count {
  trips: number;
  /** Each of a batch counts, as the platform's limit of 1,000 in an invocation may. */
  statements: number;
  /** Of the statement that had most. */
  parameters: number;
  read: number;
  written: number;
  /** Messages put into the queue, and worked off. */
  queued: number;
  handled: number;
  /** Calls to the queue, and the most messages in one. */
  calls: number;
  largestCall: number;
  /** Most statements of one invocation of the consumer. */
  statementsOfBatch: number;
  /** Mails taken, by a provider that costs nothing. */
  mails: number;
  /** Lines in the error log. */
  errors: number;
}
