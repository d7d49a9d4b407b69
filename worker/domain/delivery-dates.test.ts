import { describe, expect, it } from "vitest";
import { deliveryDates } from "./delivery-dates.ts";

const usual = { cutoffHour: 14, workdays: [1, 2, 3, 4, 5], holidays: [] as string[] };

function between(now: string, days: [number, number], more: Partial<typeof usual> = {}, timezone = "UTC") {
  const { first, last } = deliveryDates(Date.parse(now), timezone, { ...usual, ...more }, days);
  return [first, last].map((at) => new Date(at).toISOString().slice(0, 10));
}

describe("when an order arrives", () => {
  it.each<[string, string, [number, number], string[]]>([
    ["counts working days from the day it leaves", "2026-11-23T10:00Z", [1, 2], ["2026-11-24", "2026-11-25"]],
    [
      "counts an order after the cutoff from the next day",
      "2026-11-23T14:00Z",
      [1, 2],
      ["2026-11-25", "2026-11-26"],
    ],
    ["steps over a weekend", "2026-11-26T10:00Z", [2, 3], ["2026-11-30", "2026-12-01"]],
    [
      "lets what is ordered on a Friday evening leave on Monday",
      "2026-11-27T20:00Z",
      [1, 1],
      ["2026-12-01", "2026-12-01"],
    ],
    ["can be the same day", "2026-11-23T10:00Z", [0, 0], ["2026-11-23", "2026-11-23"]],
  ])("%s", (_, now, days, expected) => {
    expect(between(now, days)).toEqual(expected);
  });

  it("is the shop's day, not UTC's", () => {
    expect(between("2026-11-23T20:00Z", [1, 1], {}, "Asia/Tokyo")).toEqual(["2026-11-25", "2026-11-25"]);
  });

  it("is no holiday, and nothing leaves on one", () => {
    const holidays = ["2026-12-25", "2026-12-28"];
    expect(between("2026-12-24T10:00Z", [1, 2], { holidays })).toEqual(["2026-12-29", "2026-12-30"]);
    expect(between("2026-12-25T10:00Z", [0, 0], { holidays })).toEqual(["2026-12-29", "2026-12-29"]);
  });

  it("ends even where no day is a working day", () => {
    expect(between("2026-11-23T10:00Z", [3, 5], { workdays: [] })).toHaveLength(2);
  });
});
