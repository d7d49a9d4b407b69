import { describe, expect, it } from "vitest";
import { day, hour } from "./clock.ts";
import { isTrackingLost } from "./tracking-health.ts";

const now = Date.UTC(2026, 10, 22);
const shop = (perDay: number, silence: number) => ({ now, usual: perDay * 14, lastAt: now - silence });

describe("the tracking of orders", () => {
  it.each([
    [8, 23 * hour, false],
    [8, 25 * hour, true],
    [100, 5 * hour, false],
    [100, 7 * hour, true],
    [2, 3 * day, false],
    [2, 5 * day, true],
  ])("of a shop with %d orders a day counts as lost after %d ms without one: %s", (perDay, silence, lost) => {
    expect(isTrackingLost(shop(perDay, silence))).toBe(lost);
  });

  it("is never suspected in a shop that sells too little to tell, or has never sold", () => {
    expect(isTrackingLost(shop(0.5, 100 * day))).toBe(false);
    expect(isTrackingLost(shop(0, 100 * day))).toBe(false);
    expect(isTrackingLost({ now, usual: 0, lastAt: null })).toBe(false);
  });
});
