/** What the worker on a laptop tells the playground; the answer to each is the time to go by. */
export type PlaygroundCall =
  | { call: "read-clock" }
  | { call: "queued"; count: number }
  | { call: "cron-ran"; jobs: { name: string; ran: string | null }[] }
  | { call: "queue-ran"; handled: { kind: string; outcome: string }[] };

export interface TurnedClock {
  /** From the laptop's clock, in ms. */
  offset: number;
  /** While the clock is being turned it stands: crons run at the very minute, however long the turning takes. Epoch ms. */
  standing: number | null;
}
