import type { Schedule } from "../commands.ts";
import {
  besides,
  compared,
  cron,
  due,
  everyStep,
  giving,
  inMinutes,
  leave,
  more,
  next,
  pass,
  resend,
  run,
  story,
  trouble,
  withoutKeys,
} from "./telling.ts";

/** Who meets whom in the middle of what: deaths, standstills and lost databases at every step, and people who act meanwhile. */
export const races: readonly [string, Schedule][] = [
  story("is written to, and left alone when it is over", [leave(), next, next, next, next]),
  ...[resend, withoutKeys, inMinutes, giving].map((kind) =>
    story(
      "is written to by several crons and consumers at once as by one",
      [leave(), leave(1, 1), next, next, next, pass(1), more, next, next, next],
      { turns: compared, stores: [kind, resend] },
    ),
  ),
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
  ...(["unsubscribe", "buy", "fill", "refill", "refuse", "pause", "erase"] as const).flatMap((what) =>
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
];
