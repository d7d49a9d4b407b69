import type { LineItem } from "../domain/cart.ts";
import { shorten } from "../domain/fill-in.ts";
import { firstNameIn } from "../domain/first-name.ts";

/**
 * One line of text that somebody else wrote, and not without end: a shop's oddity must not become a paragraph or a header,
 * nor Gmail cut off the end. Addresses in it are left out, because readers make links of them.
 */
export function tidy(text: string, limit = 120): string {
  const oneLine = text
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+/gi, " ")
    // Marks that turn the direction of what follows, as well: they would turn ours.
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  return shorten(oneLine, limit);
}

export function tidyLine(line: LineItem): LineItem {
  const options = line.options.slice(0, 10).map(({ name, value }) => ({ name, value: tidy(value, 60) }));
  return { ...line, name: tidy(line.name, 80) || "…", options };
}

/** A first name, or `null` where what was typed is none. */
export function tidyName(text: string | null | undefined): string | null {
  return firstNameIn(tidy(text ?? "", 41));
}
