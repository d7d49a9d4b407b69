import { minute } from "./clock.ts";
import { remembered } from "./remembered.ts";

/** Local times of day between which nobody is written to, "21:00" to "08:00". `from` may be later than `to`. */
export interface QuietHours {
  from: string;
  to: string;
}

/**
 * The earliest moment, not before `at`, that lies outside the quiet hours in this IANA time zone. Exact to the minute
 * and right across changes to and from summer time, because every candidate is read back in the zone itself.
 *
 * @param at epoch ms
 * @returns epoch ms; `at` itself when it is not quiet then
 */
export function nextAllowed(at: number, quiet: QuietHours | null, timezone: string): number {
  if (quiet === null) return at;
  const from = minutesOfDay(quiet.from);
  const to = minutesOfDay(quiet.to);
  const isQuiet = (local: number) =>
    from === to ? false : from < to ? local >= from && local < to : local >= from || local < to;
  let candidate = at;
  // One jump lands on the end of the quiet time; a second or third corrects it where the clocks were changed that night.
  for (let jump = 0; jump < 4; jump++) {
    const local = localMinutes(candidate, timezone);
    if (!isQuiet(local)) return candidate;
    const wholeMinute = Math.floor(candidate / minute) * minute;
    candidate = wholeMinute + ((to - local + 1440) % 1440 || 1440) * minute;
    // In spring the jump lands late by the hour that the night was short.
    const late = (localMinutes(candidate, timezone) - to + 1440) % 1440;
    if (late <= 180) candidate -= late * minute;
  }
  return candidate;
}

/**
 * Whether `Intl` knows this IANA time zone. The first format of dates that a process makes takes 20 ms, and this is asked before an
 * isolate's first page: the list of zones takes 4, and lacks nothing but second names, "Asia/Calcutta".
 */
export const isTimezone = remembered((name: string): boolean => {
  try {
    return Intl.supportedValuesOf("timeZone").includes(name) || formatsIn(name);
  } catch {
    return false;
  }
}, 10_000);

/** @throws RangeError for what is no zone */
function formatsIn(timeZone: string): true {
  new Intl.DateTimeFormat("en", { timeZone });
  return true;
}

function minutesOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function localMinutes(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return read("hour") * 60 + read("minute");
}
