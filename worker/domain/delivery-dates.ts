import { day } from "./clock.ts";
import { localTime } from "./local-day.ts";

/** When orders leave, and on which days a parcel moves. */
export interface Dispatch {
  /** Orders before this hour leave on the same day. */
  cutoffHour: number;
  /** 1 is Monday. */
  workdays: readonly number[];
  /** "2026-12-25" */
  holidays: readonly string[];
}

/**
 * The days on which an order of this moment may arrive, first and last: so many working days after the one it leaves on.
 * Nothing leaves or arrives on other days. Dates are those of the shop's time zone, as midnight UTC in epoch ms.
 */
export function deliveryDates(
  now: number,
  timezone: string,
  dispatch: Dispatch,
  [least, most]: readonly [number, number],
): { first: number; last: number } {
  const { date, hour } = localTime(now, timezone);
  const today = Date.parse(`${date}T00:00Z`);
  const leaves = nextWorkday(hour < dispatch.cutoffHour ? today : today + day, dispatch);
  return { first: workdayAfter(leaves, least, dispatch), last: workdayAfter(leaves, most, dispatch) };
}

function workdayAfter(from: number, days: number, dispatch: Dispatch): number {
  let at = from;
  for (let left = days; left > 0; left--) at = nextWorkday(at + day, dispatch);
  return at;
}

/** That day, if it is a working day, or the first one after it; within a year, however the calendar was filled. */
function nextWorkday(from: number, { workdays, holidays }: Dispatch): number {
  for (let at = from; at < from + 366 * day; at += day) {
    const weekday = new Date(at).getUTCDay() || 7;
    if (workdays.includes(weekday) && !holidays.includes(new Date(at).toISOString().slice(0, 10))) return at;
  }
  return from;
}
