/** What the bench asks of the metered worker (bench/workers/counted.ts). */
export type Deed =
  /** Epoch ms at which the worker's clock stands; `null`: it runs. */
  | { deed: "set-clock"; now: number | null }
  | { deed: "read-count"; reset: boolean }
  | { deed: "run-cron" }
  | { deed: "abandon" }
  | { deed: "enqueue" }
  /** The least that can be asked of D1. */
  | { deed: "ask-nothing"; times: number; atOnce: number }
  /** Each of so many shoppers is seen with so many of each of three articles. */
  | { deed: "capture"; shoppers: string; quantity: number; times: number; atOnce: number };

/** Since it was last set back. Rows are what D1 bills (developers.cloudflare.com/d1/platform/pricing). */
export interface Count {
  trips: number;
  read: number;
  written: number;
  /** Messages put into the queue, and worked off. */
  queued: number;
  handled: number;
  /** Lines in the error log. */
  errors: number;
}
