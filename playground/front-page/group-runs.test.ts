import { expect, it } from "vitest";
import { createClockFormat, durationWords, toIsoDuration } from "./clock-words.ts";
import { deliversMessage, groupRuns, type Run } from "./group-runs.ts";

const run = (at: string, name: string, summary: string, kind: Run["kind"] = "cron"): Run => ({
  at,
  name,
  summary,
  kind,
});

it("tells once what ran every minute with the same outcome, in the order of first runs", () => {
  const groups = groupRuns([
    run("14:01", "abandon-carts", "nothing to do"),
    run("14:01", "send-due", "nothing to do"),
    run("14:02", "abandon-carts", "1 cart abandoned"),
    run("14:02", "send-due", "nothing to do"),
    run("14:03", "abandon-carts", "nothing to do"),
  ]);
  expect(groups.map(({ at, until, name, summary, times }) => [at, until, name, summary, times])).toEqual([
    ["14:01", "14:03", "abandon-carts", "nothing to do", 2],
    ["14:01", "14:02", "send-due", "nothing to do", 2],
    ["14:02", "14:02", "abandon-carts", "1 cart abandoned", 1],
  ]);
});

it("sees a delivered message in a queue's summary, and none in a skipped or planned one", () => {
  expect(deliversMessage(run("", "deliver", "1 message accepted", "queue"))).toBe(true);
  expect(deliversMessage(run("", "deliver", "Sent step 1", "queue"))).toBe(true);
  expect(deliversMessage(run("", "deliver", "not sent: bought meanwhile", "queue"))).toBe(false);
  expect(deliversMessage(run("", "deliver", "skipped(bought)", "queue"))).toBe(false);
  expect(deliversMessage(run("", "plan", "1 message to be sent", "cron"))).toBe(false);
});

it("says how long in the two largest units", () => {
  expect(durationWords(31 * 60_000)).toBe("31 minutes");
  expect(durationWords(90_061_000)).toBe("1 day 1 hour");
  expect(durationWords(0)).toBe("0 seconds");
});

it("never asks to turn the clock by less than it takes to reach a time", () => {
  expect(toIsoDuration(1500)).toBe("PT2S");
  expect(toIsoDuration(-5)).toBe("PT1S");
});

it("writes times of the shop, not of the reader", () => {
  const format = createClockFormat("Europe/Warsaw");
  const at = Date.UTC(2026, 10, 22, 23, 5, 9);
  expect([format.time(at), format.date(at), format.shortDate(at)]).toEqual([
    "00:05:09",
    "Monday 23 November 2026",
    "Mon 23 Nov",
  ]);
});
