import type { Command, Schedule, ShopperCommand } from "../commands.ts";

/** Schedules written by hand: each takes the engine to where one of its guards alone stands between a shopper and a wrong mail. */
type Begun = Partial<Omit<Schedule, "commands">>;

export const leave = (shopper = 0, address = 0, store: 0 | 1 = 0): Command => ({
  do: "leave",
  store,
  shopper,
  product: 0,
  address,
  spelling: shopper,
});
export const fill = (product: number, quantity = 1): Command => ({
  do: "fill",
  store: 0,
  shopper: 0,
  product,
  quantity,
});
/** The cart of `leave` goes on: with other things in it, and after a while, it would be another cart. */
export const more = fill(0, 2);
export const give = (shopper = 0, address = 0): Command => ({
  do: "give",
  store: 0,
  shopper,
  address,
  spelling: 0,
  basis: "opt-in",
});
export const next: Command = { do: "next" };
export const pass = (minutes: number): Command => ({ do: "pass", minutes });
export const run = (more: Partial<Extract<Command, { do: "run" }>>): Command => ({
  do: "run",
  crons: 0,
  consumers: 1,
  delivery: "all",
  beside: null,
  troubles: [],
  skew: 0,
  ...more,
});
export const cron = run({ crons: 1, consumers: 0 });
export const trouble = (kind: "crash" | "fault" | "stall", step: number, side: "before" | "after") =>
  run({ troubles: [{ kind, step, side }] });
export const mood = (name: Extract<Command, { do: "provider" }>["mood"]): Command => ({
  do: "provider",
  store: 0,
  mood: name,
});
/** Until the first message is in the queue. */
export const due: Command[] = [leave(), next, pass(61), cron];

export const resend = { provider: 0, sequence: 0 };
export const withoutKeys = { provider: 3, sequence: 0 };
/** Steps one and two minutes after the cart was left. */
export const inMinutes = { provider: 0, sequence: 2 };
/** Each message gives a coupon. */
export const giving = { provider: 0, sequence: 4 };

/** The number of a schedule that is also run with several of everything at once, to be compared (`simultaneous.ts`). */
export const compared = 16;

export const story = (name: string, commands: Command[], begun: Begun = {}): [string, Schedule] => [
  name,
  { turns: 1, beginning: 0, stores: [resend, resend], ...begun, commands },
];

export const besides: Record<
  "unsubscribe" | "buy" | "fill" | "refill" | "refuse" | "pause" | "erase",
  ShopperCommand
> = {
  unsubscribe: { do: "unsubscribe", store: 0, address: 0 },
  buy: { do: "buy", store: 0, shopper: 0, address: 0, spelling: 1, how: "seen" },
  fill: { do: "fill", store: 0, shopper: 0, product: 0, quantity: 3 },
  refill: { do: "fill", store: 0, shopper: 0, product: 2, quantity: 3 },
  refuse: { do: "refuse", store: 0, shopper: 0 },
  erase: { do: "erase", store: 0, address: 0 },
  pause: { do: "pause", store: 0, on: true },
};

export const everyStep = [1, 2, 3, 4, 5, 6, 7, 8];
