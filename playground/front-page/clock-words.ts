/** "2 days 3 hours", "31 minutes", "45 seconds": the two largest units that are not zero. */
export function durationWords(milliseconds: number): string {
  let seconds = Math.round(Math.abs(milliseconds) / 1000);
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const amount = Math.floor(seconds / length);
    seconds -= amount * length;
    if (amount > 0) parts.push(`${amount} ${unit}${amount === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" ") || "0 seconds";
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** An ISO 8601 duration of at least the given length, in whole seconds, never zero. */
export function toIsoDuration(milliseconds: number): string {
  return `PT${Math.max(1, Math.ceil(milliseconds / 1000))}S`;
}

export interface ClockFormat {
  /** "14:05:09" */
  time(at: number): string;
  /** "14:05" */
  shortTime(at: number): string;
  /** "Sunday 22 November 2026" */
  date(at: number): string;
  /** "Sun 22 Nov" */
  shortDate(at: number): string;
}

export function createClockFormat(timeZone: string): ClockFormat {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
    return (at: number) => formatter.format(at).replace(",", "");
  };
  return {
    time: format({ timeStyle: "medium" }),
    shortTime: format({ timeStyle: "short" }),
    date: format({ dateStyle: "full" }),
    shortDate: format({ weekday: "short", day: "numeric", month: "short" }),
  };
}
