import { describe, expect, it } from "vitest";
import { type CartFacts, chooseSequence, chooseVariant, holds, presets, type Sequence } from "./sequence.ts";

const cart: CartFacts = {
  stage: "delivery",
  totalMinor: 5000,
  currency: "GBP",
  isReturning: false,
  country: "GB",
  reason: null,
};
const named = (name: string, when: Sequence["when"]): Sequence => ({ name, when, steps: [] });

describe("a condition", () => {
  it.each([
    [null, true],
    [{}, true],
    [{ stages: ["delivery", "payment"] }, true],
    [{ stages: ["cart"] }, false],
    [{ stages: [] }, false],
    [{ value: { currency: "GBP", min: 5000, max: 5000 } }, true],
    [{ value: { currency: "GBP", min: 5001 } }, false],
    [{ value: { currency: "GBP", max: 4999 } }, false],
    [{ value: { currency: "EUR" } }, false],
    [{ audience: "new" }, true],
    [{ audience: "returning" }, false],
    [{ countries: ["GB", "IE"] }, true],
    [{ countries: ["PL"] }, false],
    [{ reasons: ["delivery-cost"] }, false],
    [{ stages: ["delivery"], countries: ["PL"] }, false],
  ] as const)("%j of such a cart: %j", (condition, expected) => {
    expect(holds(condition as Sequence["when"], cart)).toBe(expected);
  });

  it("on a country or a reason never holds where it is unknown", () => {
    expect(holds({ countries: ["GB"] }, { ...cart, country: null })).toBe(false);
    expect(holds({ reasons: ["delivery-cost"] }, { ...cart, reason: "delivery-cost" })).toBe(true);
  });
});

describe("a cart", () => {
  it("gets the first sequence whose condition holds, and none where none does", () => {
    const sequences = [
      named("pay", { stages: ["payment"] }),
      named("uk", { countries: ["GB"] }),
      named("all", null),
    ];
    expect(chooseSequence(sequences, cart)?.name).toBe("uk");
    expect(chooseSequence(sequences, { ...cart, country: null })?.name).toBe("all");
    expect(chooseSequence(sequences.slice(0, 2), { ...cart, country: null })).toBeNull();
  });

  it("always gets the same variant, and many carts get them in the share of their weights", () => {
    const variants = [
      { name: "a", weight: 3 },
      { name: "b", weight: 1 },
      { name: "never", weight: 0 },
    ];
    const counts: Record<string, number> = {};
    for (let id = 0; id < 4000; id++) {
      const chosen = chooseVariant(variants, `cart_${id}`, 1)?.name ?? "none";
      expect(chooseVariant(variants, `cart_${id}`, 1)?.name).toBe(chosen);
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    expect(Object.keys(counts).sort()).toEqual(["a", "b"]);
    expect((counts.a ?? 0) / 4000).toBeGreaterThan(0.71);
    expect((counts.a ?? 0) / 4000).toBeLessThan(0.79);
    expect(chooseVariant([], "cart_1", 1)).toBeNull();
  });
});

describe("a preset", () => {
  it.each(Object.entries(presets))("can be sent whole under its own caps: %s", (_, { steps, caps }) => {
    expect(steps.length).toBeLessThanOrEqual(caps.perCart);
    expect(steps.length).toBeLessThanOrEqual(caps.perMonth);
    for (const [index, { delayMinutes }] of steps.entries()) {
      const before = steps[index - 1]?.delayMinutes ?? Number.NEGATIVE_INFINITY;
      expect(delayMinutes - before).toBeGreaterThanOrEqual(caps.hoursBetween * 60);
    }
  });

  it("gives nothing away in its first message", () => {
    for (const { steps } of Object.values(presets)) expect(steps[0]?.template).toBe("reminder");
  });
});
