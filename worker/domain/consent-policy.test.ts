import { describe, expect, it } from "vitest";
import { consentRuleFor, worthOf } from "./consent-policy.ts";

describe("the rule of a country", () => {
  it.each([
    ["US", "opt-out"],
    ["GB", "soft-opt-in"],
    ["PL", "opt-in"],
    ["FR", "opt-in"],
    ["JP", "opt-in"],
    ["KR", "opt-in"],
    ["RU", "opt-in"],
    ["DE", "double-opt-in"],
    ["AT", "double-opt-in"],
  ])("%s: %s", (country, rule) => {
    expect(consentRuleFor(country, {})).toBe(rule);
  });

  it.each([null, "XX", "T1", "BR", "", "gb", "__proto__", "constructor"])(
    "is the strictest where it is not known: %j",
    (country) => {
      expect(consentRuleFor(country, {})).toBe("double-opt-in");
    },
  );

  it("is the merchant's own where they have one", () => {
    expect(consentRuleFor("BR", { BR: "opt-in" })).toBe("opt-in");
    expect(consentRuleFor("GB", { GB: "opt-in" })).toBe("opt-in");
    expect(consentRuleFor(null, { GB: "opt-out" })).toBe("double-opt-in");
  });
});

describe("a yes", () => {
  it("counts for as much as the rule lets it", () => {
    expect(worthOf("notice", "opt-out")).toBe("granted");
    expect(worthOf("notice", "soft-opt-in")).toBe("granted");
    expect(worthOf("notice", "opt-in")).toBe("insufficient");
    expect(worthOf("notice", "double-opt-in")).toBe("insufficient");
    expect(worthOf("opt-in", "opt-in")).toBe("granted");
    expect(worthOf("opt-in", "double-opt-in")).toBe("pending");
  });
});
