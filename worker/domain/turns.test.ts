import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTurns } from "./turns.ts";

describe("turns", () => {
  it("are never more in any second than are allowed, however the calls come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }),
        (perSecond, gaps) => {
          const turns = createTurns();
          let now = 1_000_000;
          const begun = gaps.map((gap) => {
            now += gap;
            return now + turns.take("x", perSecond, now);
          });
          for (const start of begun) {
            const within = begun.filter((at) => at >= start && at < start + 999);
            expect(within.length).toBeLessThanOrEqual(perSecond);
          }
        },
      ),
    );
  });

  it("of one name do not wait for those of another, and the first waits for nothing", () => {
    const turns = createTurns();
    expect(["a", "b", "a"].map((name) => turns.take(name, 2, 5000))).toEqual([0, 0, 500]);
  });
});
