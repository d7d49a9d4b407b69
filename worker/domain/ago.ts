import { day, hour, minute } from "./clock.ts";
import type { Language } from "./language.ts";

/** "3 hours ago", as people of the language say it: whole minutes, hours or days, rounded down; "now" within a minute. */
export function ago(then: number, now: number, language: Language): string {
  const passed = Math.max(now - then, 0);
  const units = [
    ["day", day],
    ["hour", hour],
    ["minute", minute],
  ] as const;
  const [unit, length] = units.find(([, one]) => passed >= one) ?? (["second", Infinity] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(
    -Math.floor(passed / length),
    unit,
  );
}
