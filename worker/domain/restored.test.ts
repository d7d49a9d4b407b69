import { describe, expect, it } from "vitest";
import type { LineItem } from "./cart.ts";
import { compareRestored, isAsItWas } from "./restored.ts";

function line(
  productId: string,
  quantity: number,
  unitMinor = 100,
  options: LineItem["options"] = [],
): LineItem {
  return { productId, name: productId, options, quantity, unitMinor, image: null, url: null };
}

const cart = (...lines: LineItem[]) => ({ currency: "GBP", lines, totalMinor: null });

describe("a rebuilt cart beside the one that was kept", () => {
  it("is as it was, whatever else is in it, in whatever order, and however lines are split", () => {
    const now = cart(line("c", 9), line("b", 1), line("a", 1), line("b", 2));
    expect(isAsItWas(compareRestored(cart(line("a", 1), line("b", 3)), now, []))).toBe(true);
  });

  it("counts what was wanted in two lines as one wish", () => {
    const told = compareRestored(cart(line("a", 2), line("a", 3)), cart(line("a", 4)), []);
    expect(told.fewer).toEqual([{ line: line("a", 5), quantity: 4 }]);
  });

  it("misses a thing that is there with another option", () => {
    const sea = line("a", 1, 100, [{ name: "colour", value: "sea" }]);
    const rust = line("a", 1, 100, [{ name: "colour", value: "rust" }]);
    expect(compareRestored(cart(sea), cart(rust), []).gone).toEqual([sea]);
  });

  it("compares prices within one currency only", () => {
    const dearer = cart(line("a", 1, 120));
    expect(compareRestored(cart(line("a", 1)), dearer, []).repriced).toHaveLength(1);
    expect(compareRestored(cart(line("a", 1)), { ...dearer, currency: "EUR" }, []).repriced).toEqual([]);
  });

  it("is as it was with its coupon entered again, and not with one refused or spared", () => {
    const same = cart(line("a", 1));
    const withCoupon = (outcome: "entered" | "refused" | "spared") =>
      isAsItWas(compareRestored(same, same, [{ code: "X", outcome }]));
    expect([withCoupon("entered"), withCoupon("refused"), withCoupon("spared")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
