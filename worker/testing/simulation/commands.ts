import fc from "fast-check";
import type { Trouble } from "./process.ts";
import { providers, sequences, settingChanges } from "./store-kinds.ts";

/** Everything in it is data: a schedule that fails is printed, replayed and made smaller. */
export interface Schedule {
  /** What the order in which simultaneous steps happen follows from. */
  turns: number;
  /** When it begins: an index into `beginnings`. */
  beginning: number;
  stores: [StoreKind, StoreKind];
  commands: Command[];
}

/** Indexes into the tables of `store-kinds.ts`. */
export interface StoreKind {
  provider: number;
  sequence: number;
}

export type ShopperCommand =
  /** A cart is filled, an address given, and the shopper goes. */
  | { do: "leave"; store: 0 | 1; shopper: number; product: number; address: number; spelling: number }
  | { do: "fill"; store: 0 | 1; shopper: number; product: number; quantity: number }
  | { do: "empty"; store: 0 | 1; shopper: number; by: "change" | "new-session" }
  | {
      do: "give";
      store: 0 | 1;
      shopper: number;
      address: number;
      spelling: number;
      basis: "notice" | "opt-in";
    }
  | { do: "refuse"; store: 0 | 1; shopper: number }
  /** `told`: by the shop's server. `late`: the same, half an hour after it happened. `elsewhere`: on an unknown device. */
  | { do: "buy"; store: 0 | 1; shopper: number; address: number; spelling: number; how: BuyHow }
  | { do: "unsubscribe"; store: 0 | 1; address: number }
  /** Everything about a person is to go, by their address. */
  | { do: "erase"; store: 0 | 1; address: number }
  /** The provider tells of one of the mails it took. */
  | { do: "tell"; store: 0 | 1; mail: number; kind: ToldKind; twist: Twist }
  /** The button behind a mail's link is pressed. */
  | { do: "press"; store: 0 | 1; shopper: number; mail: number }
  | { do: "set"; store: 0 | 1; change: number }
  | { do: "pause"; store: 0 | 1; on: boolean }
  | { do: "lose-track"; store: 0 | 1; on: boolean };

export type BuyHow = "seen" | "unnamed" | "told" | "late" | "elsewhere";
/** `late`: what happened two hours ago. `forged`: without the secret. `crossed`: at the other store. */
export type Twist = "once" | "twice" | "late" | "forged" | "crossed";
export type ToldKind = "delivered" | "bounced" | "complained" | "soft-bounced" | "opened" | "accepted";

export type Command =
  | ShopperCommand
  /** To the next moment at which anything is due, with a cron and a consumer there; and what goes wrong in that. */
  | { do: "next"; trouble?: Trouble | null }
  | { do: "pass"; minutes: number }
  /** Crons, consumers and a shopper at once, with what goes wrong in them. */
  | {
      do: "run";
      crons: number;
      consumers: number;
      delivery: Delivery;
      beside: ShopperCommand | null;
      troubles: (Trouble | null)[];
      skew: number;
    }
  | { do: "provider"; store: 0 | 1; mood: Mood }
  | { do: "remember" }
  | { do: "restore" };

/** What the queue does: it may deliver twice, in another order, or not at all; `crossed` bodies name the other store. */
export type Delivery = "all" | "twice" | "reordered" | "dropped" | "crossed";

export const moods = [
  "well",
  "slow",
  "throttles",
  "fails",
  "breaks",
  "hangs",
  "accepts-then-breaks",
  "accepts-then-hangs",
  "accepts-then-fails",
  "refuses",
  "refuses-account",
] as const;
export type Mood = (typeof moods)[number];

const store = fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const);
const shopper = fc.nat({ max: 1 });
const address = fc.nat({ max: 1 });
const spelling = fc.nat({ max: 2 });
const mail = fc.nat({ max: 5 });

const trouble: fc.Arbitrary<Trouble> = fc.record({
  kind: fc.constantFrom("crash", "crash", "fault", "fault", "stall"),
  step: fc.integer({ min: 1, max: 8 }),
  side: fc.constantFrom("before", "after"),
});

const is = <Name extends string>(name: Name) => fc.constant(name);

const shopperCommands: [number, fc.Arbitrary<ShopperCommand>][] = [
  [10, fc.record({ do: is("leave"), store, shopper, product: fc.nat({ max: 2 }), address, spelling })],
  [
    3,
    fc.record({
      do: is("fill"),
      store,
      shopper,
      product: fc.nat({ max: 2 }),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
  ],
  [1, fc.record({ do: is("empty"), store, shopper, by: fc.constantFrom("change", "new-session") })],
  [
    2,
    fc.record({
      do: is("give"),
      store,
      shopper,
      address,
      spelling,
      basis: fc.constantFrom("notice", "opt-in"),
    }),
  ],
  [1, fc.record({ do: is("refuse"), store, shopper })],
  [
    4,
    fc.record({
      do: is("buy"),
      store,
      shopper,
      address,
      spelling,
      how: fc.constantFrom<BuyHow[]>("seen", "unnamed", "told", "late", "elsewhere"),
    }),
  ],
  [2, fc.record({ do: is("unsubscribe"), store, address })],
  [1, fc.record({ do: is("erase"), store, address })],
  [
    3,
    fc.record({
      do: is("tell"),
      store,
      mail,
      kind: fc.constantFrom<ToldKind[]>(
        "delivered",
        "bounced",
        "complained",
        "soft-bounced",
        "opened",
        "accepted",
      ),
      twist: fc.constantFrom<Twist[]>("once", "twice", "late", "forged", "crossed"),
    }),
  ],
  [1, fc.record({ do: is("press"), store, shopper, mail })],
  [2, fc.record({ do: is("set"), store, change: fc.nat({ max: settingChanges.length - 1 }) })],
  [1, fc.record({ do: is("pause"), store, on: fc.boolean() })],
  [1, fc.record({ do: is("lose-track"), store, on: fc.boolean() })],
];

const shopperCommand = fc.oneof(...shopperCommands.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 24, arbitrary: shopperCommand },
  { weight: 16, arbitrary: fc.record({ do: is("next"), trouble: fc.option(trouble, { freq: 1 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: is("pass"), minutes: fc.constantFrom(1, 3, 31, 61, 600, 1440, 4320) }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: is("run"),
      crons: fc.integer({ min: 0, max: 2 }),
      consumers: fc.integer({ min: 1, max: 3 }),
      delivery: fc.constantFrom<Delivery[]>("all", "twice", "twice", "reordered", "dropped", "crossed"),
      beside: fc.option(shopperCommand, { freq: 2 }),
      troubles: fc.array(fc.option(trouble, { freq: 2 }), { minLength: 4, maxLength: 4 }),
      skew: fc.constantFrom(0, 0, 0, -90_000, 90_000),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: is("provider"), store, mood: fc.constantFrom(...moods) }) },
  { weight: 1, arbitrary: fc.record({ do: is("remember") }) },
  { weight: 1, arbitrary: fc.record({ do: is("restore") }) },
);

const storeKind = fc.record({
  provider: fc.nat({ max: providers.length - 1 }),
  sequence: fc.nat({ max: sequences.length - 1 }),
});

/** @param longest most commands of one schedule */
export function schedules(longest: number): fc.Arbitrary<Schedule> {
  const first = fc.record({
    do: is("leave"),
    store: fc.constant(0 as const),
    shopper,
    product: fc.nat({ max: 2 }),
    address,
    spelling,
  });
  // Without bias: small schedules of small numbers are what goes wrong least.
  const drawn = fc
    .record({
      turns: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      beginning: fc.nat({ max: 4 }),
      stores: fc.tuple(storeKind, storeKind),
      // Without a cart that is left nothing happens at all.
      first,
      rest: fc.array(command, { minLength: Math.min(3, longest), maxLength: longest, size: "max" }),
    })
    .map(({ first, rest, ...schedule }) => ({ ...schedule, commands: [first, ...rest] }));
  return fc.noBias(drawn);
}
