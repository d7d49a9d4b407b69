import { describe, expect, it } from "vitest";
import { isTimezone, nextAllowed } from "./quiet-hours.ts";

const night = { from: "21:00", to: "08:00" };
const allowed = (at: string, zone: string, quiet: { from: string; to: string } | null = night) =>
  new Date(nextAllowed(Date.parse(at), quiet, zone)).toISOString();

describe("quiet hours", () => {
  it("let a daytime message go at once", () => {
    expect(allowed("2026-11-23T10:15:30Z", "Europe/London")).toBe("2026-11-23T10:15:30.000Z");
  });

  it("hold an evening message until the next morning of the recipient", () => {
    expect(allowed("2026-11-23T21:00:00Z", "Europe/London")).toBe("2026-11-24T08:00:00.000Z");
    expect(allowed("2026-11-23T13:30:00Z", "Asia/Tokyo")).toBe("2026-11-23T23:00:00.000Z");
  });

  it("hold a message of the small hours until the same morning", () => {
    expect(allowed("2026-11-24T03:12:00Z", "Europe/London")).toBe("2026-11-24T08:00:00.000Z");
  });

  it("end at the local hour on the nights when clocks change", () => {
    // Spring: 29 March 2026, 01:00 UTC. Autumn: 25 October 2026, 01:00 UTC.
    expect(allowed("2026-03-28T22:00:00Z", "Europe/London")).toBe("2026-03-29T07:00:00.000Z");
    expect(allowed("2026-10-24T21:30:00Z", "Europe/London")).toBe("2026-10-25T08:00:00.000Z");
  });

  it("may lie within one day", () => {
    expect(allowed("2026-11-24T12:30:00Z", "UTC", { from: "12:00", to: "14:00" })).toBe(
      "2026-11-24T14:00:00.000Z",
    );
  });

  it("are off when the store has none, or when they begin and end at once", () => {
    expect(allowed("2026-11-24T03:00:00Z", "UTC", null)).toBe("2026-11-24T03:00:00.000Z");
    expect(allowed("2026-11-24T03:00:00Z", "UTC", { from: "08:00", to: "08:00" })).toBe(
      "2026-11-24T03:00:00.000Z",
    );
  });
});

describe("a time zone", () => {
  it.each(["Europe/London", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "UTC"])("is %s", (name) => {
    expect(isTimezone(name)).toBe(true);
  });

  it.each(["", "Mars/Olympus", "London", "Europe/London "])("is not %j", (name) => {
    expect(isTimezone(name)).toBe(false);
  });
});
