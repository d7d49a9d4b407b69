/** "14:05" for a message of today, "22 Nov" for one of this year, "22 Nov 2025" before that. */
export function formatListTime(at: number, now: number, timezone: string | undefined): string {
  const day = (time: number) =>
    new Intl.DateTimeFormat("en-GB", { dateStyle: "short", ...zone(timezone) }).format(time);
  if (day(at) === day(now)) {
    return new Intl.DateTimeFormat("en-GB", { timeStyle: "short", ...zone(timezone) }).format(at);
  }
  const sameYear = day(at).slice(-4) === day(now).slice(-4);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
    ...zone(timezone),
  }).format(at);
}

/** "Sunday 22 November 2026 at 14:05:09". */
export function formatFullTime(at: number, timezone: string | undefined): string {
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "full",
    timeStyle: "medium",
    ...zone(timezone),
  }).format(at);
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone ? { timeZone } : {};
}
