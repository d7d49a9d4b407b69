import { describe, expect, it } from "vitest";
import { ago } from "./ago.ts";
import { day, hour, minute } from "./clock.ts";
import { languages } from "./language.ts";

describe("how long ago something was", () => {
  it("is said in the largest unit that is full, and never in the future", () => {
    const said = [-minute, 59_000, minute, 59 * minute, hour, 25 * hour, 9 * day].map((passed) =>
      ago(1_000 * day - passed, 1_000 * day, "en"),
    );
    expect(said).toEqual([
      "now",
      "now",
      "1 minute ago",
      "59 minutes ago",
      "1 hour ago",
      "yesterday",
      "9 days ago",
    ]);
  });

  it("is said as each language says it, plurals and all", () => {
    expect(languages.map((language) => ago(0, 3 * hour, language))).toEqual([
      "3 hours ago",
      "3 godziny temu",
      "3 時間前",
      "3시간 전",
      "3 часа назад",
    ]);
  });
});
