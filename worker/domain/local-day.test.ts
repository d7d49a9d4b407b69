import { describe, expect, it } from "vitest";
import { localDay, localTime } from "./local-day.ts";

const hours = ({ from, until }: { from: number; until: number }) => (until - from) / 3_600_000;

describe("a day where the shop is", () => {
  it.each([
    ["2026-11-23T10:00Z", "Europe/London", "2026-11-23", "2026-11-23T00:00Z", 24],
    ["2026-11-23T16:00Z", "Asia/Tokyo", "2026-11-24", "2026-11-23T15:00Z", 24],
    ["2026-11-23T03:00Z", "America/New_York", "2026-11-22", "2026-11-22T05:00Z", 24],
    ["2026-03-29T10:00Z", "Europe/Warsaw", "2026-03-29", "2026-03-28T23:00Z", 23],
    ["2026-10-25T10:00Z", "Europe/Warsaw", "2026-10-25", "2026-10-24T22:00Z", 25],
    ["2026-11-23T20:00Z", "Asia/Kolkata", "2026-11-24", "2026-11-23T18:30Z", 24],
  ])("at %s in %s is %s, from %s on, and has its own number of hours", (at, zone, date, from, length) => {
    const found = localDay(Date.parse(at), zone);
    expect(found).toMatchObject({ date, from: Date.parse(from) });
    expect(hours(found)).toBe(length);
  });

  it("joins the day before it, all year round", () => {
    for (const zone of ["Europe/London", "America/St_Johns", "Pacific/Auckland", "UTC"]) {
      let { until } = localDay(Date.parse("2026-01-01T12:00Z"), zone);
      for (let day = 0; day < 365; day++) {
        const next = localDay(until, zone);
        expect(next.from).toBe(until);
        until = next.until;
      }
    }
  });

  it("has the hour of its own clocks", () => {
    expect(localTime(Date.parse("2026-11-23T23:59Z"), "UTC")).toEqual({ date: "2026-11-23", hour: 23 });
    expect(localTime(Date.parse("2026-11-23T00:05Z"), "Europe/Warsaw")).toEqual({
      date: "2026-11-23",
      hour: 1,
    });
  });
});
