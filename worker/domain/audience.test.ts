import { describe, expect, it } from "vitest";
import {
  type Audience,
  asksForCarts,
  type Candidate,
  isMeantFor,
  isNarrow,
  withoutCarts,
} from "./audience.ts";

const all: Audience = { visitors: "all", countries: [], cart: null, referrers: [] };
const nobody: Candidate = { country: null, referrer: null, carts: null };
const worth = (totalMinor: number, currency = "GBP"): Candidate => ({
  ...nobody,
  carts: { worth: { currency, totalMinor }, isReturning: false },
});
const cart = { currency: "GBP", from: 1000, below: 5000 };

describe("an audience", () => {
  it("that asks nothing is everybody, whatever is known of them", () => {
    expect(isNarrow(all)).toBe(false);
    expect(isMeantFor(all, nobody)).toBe(true);
  });

  it.each<[Partial<Audience>, boolean]>([
    [{ visitors: "new" }, true],
    [{ visitors: "returning" }, true],
    [{ cart }, true],
    [{ countries: ["PL"] }, false],
    [{ referrers: ["news.example"] }, false],
  ])("of %j is narrow, and is decided by carts: %s", (some, byCarts) => {
    expect(isNarrow({ ...all, ...some })).toBe(true);
    expect(asksForCarts({ ...all, ...some })).toBe(byCarts);
  });

  it.each<[string, Partial<Audience>, Candidate, boolean]>([
    ["a country among them", { countries: ["PL", "GB"] }, { ...nobody, country: "GB" }, true],
    ["another country", { countries: ["PL"] }, { ...nobody, country: "GB" }, false],
    ["an unknown country", { countries: ["PL"] }, nobody, false],
    ["a site", { referrers: ["news.example"] }, { ...nobody, referrer: "news.example" }, true],
    ["a site below it", { referrers: ["news.example"] }, { ...nobody, referrer: "www.news.example" }, true],
    [
      "a site that ends like it",
      { referrers: ["news.example"] },
      { ...nobody, referrer: "oldnews.example" },
      false,
    ],
    ["no site", { referrers: ["news.example"] }, nobody, false],
    ["just enough", { cart }, worth(1000), true],
    ["too little", { cart }, worth(999), false],
    ["just below", { cart }, worth(4999), true],
    ["too much", { cart }, worth(5000), false],
    ["no upper end", { cart: { ...cart, below: null } }, worth(1_000_000), true],
    ["another currency", { cart }, worth(2000, "EUR"), false],
    ["an empty cart", { cart }, { ...nobody, carts: withoutCarts }, false],
    ["carts not known yet", { cart }, nobody, false],
    ["new, and no cart", { visitors: "new" }, { ...nobody, carts: withoutCarts }, true],
    ["new, and not known yet", { visitors: "new" }, nobody, false],
    [
      "returning",
      { visitors: "returning" },
      { ...nobody, carts: { ...withoutCarts, isReturning: true } },
      true,
    ],
    ["one of two", { countries: ["GB"], referrers: ["a.example"] }, { ...nobody, country: "GB" }, false],
  ])("has in it whom all of it is true of: %s", (_, some, visitor, isMeant) => {
    expect(isMeantFor({ ...all, ...some }, visitor)).toBe(isMeant);
  });
});
