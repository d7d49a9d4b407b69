import { expect, it } from "vitest";
import { parseDuration } from "./parse-duration.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

it.each([
  ["PT31M", 31 * MINUTE],
  ["PT1H", 60 * MINUTE],
  ["P1D", DAY],
  ["P3D", 3 * DAY],
  ["P1DT2H3M4S", DAY + 123 * MINUTE + 4000],
  ["PT90S", 90_000],
  ["P2W", 14 * DAY],
  ["P400D", 400 * DAY],
  [" pt31m ", 31 * MINUTE],
])("reads %s", (iso, length) => {
  expect(parseDuration(iso)).toBe(length);
});

it.each([
  ["", "Write a duration"],
  ["P", "not an ISO 8601 duration"],
  ["PT", "not an ISO 8601 duration"],
  ["P1DT", "not an ISO 8601 duration"],
  ["31M", "not an ISO 8601 duration"],
  ["PT1M1H", "not an ISO 8601 duration"],
  ["P1W2D", "not an ISO 8601 duration"],
  ["31 minutes", "not an ISO 8601 duration"],
  ["P31M", "For minutes write PT31M"],
  ["P1Y", "no fixed length"],
  ["P1M2D", "no fixed length"],
  ["PT1.5H", "Whole numbers only"],
  ["PT0,5S", "Whole numbers only"],
  ["-PT1H", "forward only"],
  ["PT0S", "would not move"],
  ["P401D", "At most 400 days"],
  ["P99999999999999999999D", "At most 400 days"],
])("refuses %j and says why", (iso, reason) => {
  expect(parseDuration(iso)).toEqual({ error: expect.stringContaining(reason) });
});
