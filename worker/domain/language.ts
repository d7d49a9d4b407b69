/** The languages every word of ours exists in. Adding one here makes each words file a type error until it is complete. */
export const languages = ["en", "pl", "ja", "ko", "ru"] as const;

export type Language = (typeof languages)[number];

/** One entry per language; a missing one is a type error. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>;

/** Languages written from right to left. None is complete yet; `directionOf` is what templates ask. */
const rightToLeft: ReadonlySet<string> = new Set(["ar", "fa", "he", "ur"]);

/**
 * The language of ours that serves a BCP 47 tag best: by its primary subtag, else the fallback.
 * `matchLanguage("pl-PL", "en")` is `"pl"`, `matchLanguage("de", "en")` is `"en"`.
 */
export function matchLanguage(tag: string | null | undefined, fallback: Language): Language {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary) ?? fallback;
}

/** What `dir` an element in this language takes. */
export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.has(language) ? "rtl" : "ltr";
}

/** The locale for dates and amounts of a shopper there: most who read English put the day before the month. */
export function localeFor(language: Language, country: string | null): string {
  return language === "en" && country !== "US" ? "en-GB" : language;
}
