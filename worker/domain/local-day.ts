import { day, minute } from "./clock.ts";

export interface LocalDay {
  /** "2026-11-23". */
  date: string;
  /** Its first moment and that of the day after, epoch ms. */
  from: number;
  until: number;
}

/** The day it is in this IANA time zone at this moment. Days on which the clocks are changed are an hour shorter or longer. */
export function localDay(at: number, timezone: string): LocalDay {
  const { date } = localTime(at, timezone);
  // Noon is on the same date whatever the clocks did that night.
  const noon = Date.parse(`${date}T12:00Z`);
  return {
    date,
    from: midnight(date, timezone),
    until: midnight(new Date(noon + day).toISOString().slice(0, 10), timezone),
  };
}

/** The date and the full hour it is there. */
export function localTime(at: number, timezone: string): { date: string; hour: number } {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
  return { date: text.slice(0, 10), hour: Number(text.slice(11, 13)) };
}

function midnight(date: string, timezone: string): number {
  const utc = Date.parse(`${date}T00:00Z`);
  // Once by the zone's distance at a first guess, and once more by its distance there: they differ where clocks change.
  const guess = utc - distance(utc, timezone);
  return utc - distance(guess, timezone);
}

/** How far the zone's clocks are ahead of UTC then, in ms. */
function distance(at: number, timezone: string): number {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(at);
  return Date.parse(`${text.replace(" ", "T")}Z`) - Math.floor(at / minute) * minute;
}
