import type { Command, Schedule, ShopperCommand } from "./commands.ts";

/** Schedules written by hand: each takes the engine to where one of its guards alone stands between a shopper and a wrong mail. */
type Begun = Partial<Omit<Schedule, "commands">>;

const leave = (shopper = 0, address = 0, store: 0 | 1 = 0): Command => ({
  do: "leave",
  store,
  shopper,
  product: 0,
  address,
  spelling: shopper,
});
const fill = (product: number, shopper = 0): Command => ({
  do: "fill",
  store: 0,
  shopper,
  product,
  quantity: 1,
});
const give = (shopper = 0, address = 0): Command => ({
  do: "give",
  store: 0,
  shopper,
  address,
  spelling: 0,
  basis: "opt-in",
});
const next: Command = { do: "next" };
const pass = (minutes: number): Command => ({ do: "pass", minutes });
const run = (more: Partial<Extract<Command, { do: "run" }>>): Command => ({
  do: "run",
  crons: 0,
  consumers: 1,
  delivery: "all",
  beside: null,
  troubles: [],
  skew: 0,
  ...more,
});
const cron = run({ crons: 1, consumers: 0 });
const trouble = (kind: "crash" | "fault" | "stall", step: number, side: "before" | "after") =>
  run({ troubles: [{ kind, step, side }] });
const mood = (name: Extract<Command, { do: "provider" }>["mood"]): Command => ({
  do: "provider",
  store: 0,
  mood: name,
});
/** Until the first message is in the queue. */
const due: Command[] = [leave(), next, pass(61), cron];

const resend = { provider: 0, sequence: 0 };
const withoutKeys = { provider: 3, sequence: 0 };

const story = (name: string, commands: Command[], begun: Begun = {}): [string, Schedule] => [
  name,
  { turns: 1, beginning: 0, stores: [resend, resend], ...begun, commands },
];

const besides: Record<"unsubscribe" | "buy" | "fill" | "refuse" | "pause", ShopperCommand> = {
  unsubscribe: { do: "unsubscribe", store: 0, address: 0 },
  buy: { do: "buy", store: 0, shopper: 0, address: 0, spelling: 1, how: "seen" },
  fill: { do: "fill", store: 0, shopper: 0, product: 2, quantity: 3 },
  refuse: { do: "refuse", store: 0, shopper: 0 },
  pause: { do: "pause", store: 0, on: true },
};

const everyStep = [1, 2, 3, 4, 5, 6, 7, 8];

export const stories: readonly [string, Schedule][] = [
  story("is written to, and left alone when it is over", [leave(), next, next, next, next]),
  ...everyStep.flatMap((step) =>
    (["before", "after"] as const).flatMap((side) =>
      (["crash", "stall", "fault"] as const).flatMap((kind) =>
        [resend, withoutKeys].map((kindOfStore) =>
          story(
            `${kind} ${side} step ${step}, ${kindOfStore === resend ? "with" : "without"} keys`,
            [
              ...due,
              trouble(kind, step, side),
              pass(3),
              cron,
              run({ consumers: 2, delivery: "twice" }),
              next,
            ],
            { stores: [kindOfStore, resend] },
          ),
        ),
      ),
    ),
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((turns) =>
    story("is given to three consumers at once", [...due, run({ consumers: 3, delivery: "twice" }), next], {
      turns,
      stores: [turns % 2 ? withoutKeys : resend, resend],
    }),
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((turns) =>
    story(
      "has two carts that are due in the same moment",
      [
        leave(0),
        leave(1, 0),
        next,
        next,
        pass(61),
        cron,
        run({ consumers: 2, delivery: turns % 2 ? "twice" : "all" }),
        next,
      ],
      { turns, stores: [{ provider: 0, sequence: turns % 3 ? 0 : 3 }, resend] },
    ),
  ),
  ...(["unsubscribe", "buy", "fill", "refuse", "pause"] as const).flatMap((what) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((turns) =>
      story(`${what} while it is sent`, [...due, run({ beside: besides[what] })], { turns }),
    ),
  ),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((turns) =>
    story(
      "comes back in the moment of the sweep",
      [leave(), pass(6), run({ crons: 1, beside: besides.fill }), next],
      { turns },
    ),
  ),
  ...everyStep.flatMap((step) =>
    [0, 1, 2, 3].map((turns) =>
      story(
        "a consumer that stood still goes on beside the one that took over",
        [...due, trouble("stall", step, turns % 2 ? "before" : "after"), next],
        { turns, stores: [turns > 1 ? withoutKeys : resend, resend] },
      ),
    ),
  ),
  story("changed the cart after the mail may have been taken", [
    ...due,
    mood("accepts-then-breaks"),
    run({}),
    mood("well"),
    fill(1),
    pass(6),
    cron,
    run({}),
  ]),
  story("bought on the other device before the address was known here", [
    fill(0),
    { do: "buy", store: 0, shopper: 1, address: 0, spelling: 2, how: "elsewhere" },
    give(),
    next,
    next,
  ]),
  story("bought late, told by the shop", [
    leave(),
    next,
    { do: "buy", store: 0, shopper: 1, address: 0, spelling: 1, how: "told" },
    next,
    next,
  ]),
  story("unsubscribed long before, and agrees again", [
    { do: "unsubscribe", store: 0, address: 0 },
    pass(1440),
    leave(),
    next,
    next,
  ]),
  story("refuses on one device what was agreed to on another", [
    leave(0),
    leave(1),
    { do: "refuse", store: 0, shopper: 0 },
    next,
    next,
    next,
  ]),
  story("comes back before the second message", [leave(), next, next, pass(60), fill(1), next, next, next], {
    beginning: 0,
  }),
  story("comes back just before the message", [leave(), next, pass(57), fill(1), pass(1), next, next]),
  story("left in the evening", [leave(), next, next], { beginning: 1 }),
  story("left on the evening before the clocks change", [leave(), next, next], { beginning: 2 }),
  story("left in New York before the clocks change", [leave(1, 1), next, next], { beginning: 4 }),
  story("is a day late", [...due, pass(1500), run({})]),
  story("is throttled", [...due, mood("throttles"), run({}), cron, run({}), mood("well"), next]),
  story("meets an account that takes nothing", [
    leave(0),
    leave(1, 1),
    next,
    pass(61),
    cron,
    mood("refuses-account"),
    run({}),
    pass(3),
    cron,
    run({}),
  ]),
  ...(["accepts-then-breaks", "accepts-then-hangs", "accepts-then-fails", "hangs", "fails"] as const).flatMap(
    (name) =>
      [resend, withoutKeys, { provider: 2, sequence: 0 }].map((kind) =>
        story(
          `the provider ${name}`,
          [...due, mood(name), run({}), mood("well"), pass(3), cron, run({}), fill(1), next, next],
          { stores: [kind, resend] },
        ),
      ),
  ),
  story("the provider changes after it may have taken the mail", [
    ...due,
    mood("accepts-then-breaks"),
    run({}),
    mood("well"),
    { do: "set", store: 0, change: 7 },
    pass(3),
    cron,
    run({}),
  ]),
  story("the key is older than the provider remembers", [
    ...due,
    mood("accepts-then-breaks"),
    run({}),
    mood("well"),
    pass(1450),
    cron,
    run({}),
  ]),
  story(
    "the key is older than half an hour",
    [...due, mood("accepts-then-breaks"), run({}), mood("well"), pass(40), cron, run({})],
    {
      stores: [{ provider: 2, sequence: 0 }, resend],
    },
  ),
  ...(["once", "twice", "forged", "crossed"] as const).flatMap((twist) =>
    (["bounced", "complained", "delivered"] as const).map((kind) =>
      story(`told ${kind}, ${twist}`, [
        leave(),
        next,
        next,
        { do: "tell", store: 0, mail: 0, kind, twist },
        { do: "tell", store: 0, mail: 0, kind: "soft-bounced", twist: "once" },
        { do: "tell", store: 0, mail: 0, kind: "accepted", twist: "once" },
        next,
        next,
      ]),
    ),
  ),
  story("is paused", [...due, { do: "pause", store: 0, on: true }, run({}), next]),
  story("has lost sight of its orders", [...due, { do: "lose-track", store: 0, on: true }, run({}), next]),
  story("the body names the other store", [...due, run({ delivery: "crossed" }), next]),
  story("the same shopper empties a cart in the other store", [
    leave(0, 0, 0),
    leave(0, 0, 1),
    next,
    next,
    { do: "empty", store: 1, shopper: 0, by: "change" },
    next,
    next,
  ]),
  story("the same shopper comes back in the other store", [
    leave(0, 0, 0),
    leave(0, 0, 1),
    next,
    pass(1),
    { do: "fill", store: 1, shopper: 0, product: 2, quantity: 2 },
    pass(60),
    next,
    next,
  ]),
  story(
    "a month's worth of carts",
    [0, 1, 2, 0, 1].flatMap((product) => [
      fill(product),
      give(),
      pass(300),
      next,
      next,
      { do: "empty", store: 0, shopper: 0, by: "change" } as Command,
      pass(300),
    ]),
    { stores: [{ provider: 0, sequence: 2 }, resend] },
  ),
  story("has a cap of one message for a cart", [leave(), next, next, next, next], {
    stores: [{ provider: 0, sequence: 3 }, resend],
  }),
  story("is restored from a backup of before", [
    leave(),
    next,
    { do: "remember" },
    next,
    { do: "unsubscribe", store: 0, address: 0 },
    { do: "restore" },
    next,
    next,
  ]),
];
