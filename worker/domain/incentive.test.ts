import { describe, expect, it } from "vitest";
import { incentiveSettings } from "../wire/incentive-settings.ts";
import { endOf, type Incentive, monthOf, newCouponCode, whyNoIncentive, worthOf } from "./incentive.ts";

const incentive = (given: object): Incentive =>
  incentiveSettings.parse({ one: { kind: "percent", value: 10, ...given } }).one as Incentive;
const cart = { totalMinor: 5000, currency: "GBP", coupons: null };

describe("an incentive", () => {
  it.each([
    ["a code is on the cart", {}, { ...cart, coupons: ["OWN"] }, "code-on-cart"],
    ["the cart is in another currency", { currency: "EUR" }, cart, "other-currency"],
    ["the cart is worth too little", { currency: "GBP", minimum: 5001 }, cart, "below-minimum"],
    ["the discount leaves too little", { currency: "GBP", floor: 4501 }, cart, "below-floor"],
    [
      "an amount leaves too little",
      { kind: "amount", value: 600, currency: "GBP", floor: 4401 },
      cart,
      "below-floor",
    ],
  ])("is not given when %s", (_, given, to, reason) => {
    expect(whyNoIncentive(incentive(given), to)).toBe(reason);
  });

  it("is given on the very limits", () => {
    const exact = incentive({ currency: "GBP", minimum: 5000, floor: 4500 });
    expect(whyNoIncentive(exact, { ...cart, coupons: [] })).toBeNull();
  });

  it("costs no more than the cart, and a gift what the merchant says", () => {
    expect(worthOf(incentive({ kind: "amount", value: 9000, currency: "GBP" }), cart)).toBe(5000);
    expect(worthOf(incentive({ value: 15 }), { ...cart, totalMinor: 999 })).toBe(150);
    expect(worthOf(incentive({ kind: "gift", value: 300 }), cart)).toBe(300);
  });

  it("ends on a whole minute, never earlier than it says", () => {
    const now = Date.parse("2026-11-23T10:00:00.001Z");
    expect(new Date(endOf(incentive({ validHours: 24 }), now)).toISOString()).toBe(
      "2026-11-24T10:01:00.000Z",
    );
  });

  it("belongs to the month it is given in, by UTC", () => {
    expect(monthOf(Date.parse("2026-12-31T23:59:59Z"))).toBe(202612);
    expect(monthOf(Date.parse("2027-01-01T00:00:00Z"))).toBe(202701);
  });

  it.each([
    ["no percentage", { value: 101 }, "value"],
    ["an amount without its currency", { kind: "amount", value: 500 }, "currency"],
    ["a floor without its currency", { floor: 100 }, "currency"],
    ["a fixed code that is missing", { source: "fixed" }, "code"],
    ["a code that a shop would not take", { source: "fixed", code: "A B" }, "code"],
    ["a minted gift", { kind: "gift", source: "mint" }, "source"],
  ])("cannot be set up with %s", (_, given, field) => {
    const parsed = incentiveSettings.safeParse({ one: { kind: "percent", value: 10, ...given } });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toContain(`one.${field}`);
  });

  it("has codes of 81 bits that read well and never repeat", () => {
    const codes = Array.from({ length: 10_000 }, newCouponCode);
    expect(new Set(codes).size).toBe(10_000);
    for (const code of codes)
      expect(code).toMatch(/^([2-9BCDFGHJKMNP-TV-Z]{4}-){3}[2-9BCDFGHJKMNP-TV-Z]{5}$/);
    expect(17 * Math.log2(28)).toBeGreaterThan(80);
  });
});
