import { describe, expect, it } from "vitest";
import { newHandoverCode, readCode, showCode } from "./handover-code.ts";

describe("a short code", () => {
  it("uses every character of its alphabet as often as any other, and none that is taken for another", () => {
    const counts = new Map<string, number>();
    for (let made = 0; made < 7_000; made++) {
      for (const character of newHandoverCode()) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([...counts.keys()].sort().join("")).toBe("23456789BCDFGHJKMNPQRSTVWXYZ");
    // 2,000 expected of each; six standard deviations are 264.
    for (const [character, count] of counts) expect(Math.abs(count - 2_000), character).toBeLessThan(264);
  });

  it("is read in any case, with hyphens and spaces wherever a person puts them", () => {
    const code = newHandoverCode();
    expect(showCode(code)).toMatch(/^....-....$/);
    for (const typed of [
      code,
      showCode(code),
      showCode(code).toLowerCase(),
      ` ${code.slice(0, 3)} ${code.slice(3)} `,
      code.replace(/^..../, "$&–"),
    ]) {
      expect(readCode(typed)).toBe(code);
    }
  });

  it.each(["", "1234567", "K7PM3XQ", "K7PM3XQ99", "K7PM-3XO9", "К7PM-3XQ9", "'; DROP--"])(
    "is not %j",
    (typed) => {
      expect(readCode(typed)).toBeNull();
    },
  );
});
