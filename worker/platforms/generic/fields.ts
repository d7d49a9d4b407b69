import type { LineItem } from "../../domain/cart.ts";
import { decimalToMinor, parsePrice } from "../../domain/money.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import { type Answer, PageReading } from "../read-html.ts";
import { asArray, asObject, asText } from "../read-json.ts";

/**
 * A field's value, cut by the pattern behind its " ~ ": its groups, or all of it where there is no pattern. `null` when it
 * does not match.
 */
export function cut(value: string, field: string): string[] | null {
  const pattern = field.split(" ~ ", 2)[1];
  if (pattern === undefined) return [value];
  const match = new RegExp(pattern, "s").exec(value);
  return match && (match.length > 1 ? match.slice(1).map((group) => group ?? "") : [match[0]]);
}

/** Without the pattern: what the reader of pages takes. */
export function placeOf(field: string): string {
  return field.split(" ~ ", 1)[0] ?? field;
}

/** The first value of a field in a page, cut. */
export async function fieldOf(html: string, field: string | null): Promise<string | null> {
  const page = new PageReading();
  const answer = askField(page, field);
  if (field !== null) await page.read(html);
  return answer();
}

/** The same, as one of several questions about a page. */
export function askField(page: PageReading, field: string | null): Answer<string | null> {
  const answer = field === null ? null : page.field(placeOf(field));
  return () => {
    const value = answer?.() ?? null;
    return field === null || value === null ? null : (cut(value, field)?.[0]?.trim() ?? null);
  };
}

export function asCurrency(text: string | null): string | null {
  const code = text?.trim().toUpperCase() ?? "";
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

export function toMinor(
  text: string | null,
  priceAs: GenericSettings["cart"]["priceAs"],
  currency: string,
): number | null {
  if (text === null) return null;
  if (priceAs === "text") return parsePrice(text, currency);
  if (priceAs === "decimal") return decimalToMinor(text, currency);
  return /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}

/** `{ "size": "Long" }`, or `[{ "name": "size", "value": "Long" }]`. */
export function optionsOf(json: unknown): LineItem["options"] {
  const pairs: [unknown, unknown][] = Array.isArray(json)
    ? asArray(json).map((entry) => [asObject(entry)?.name, asObject(entry)?.value])
    : Object.entries(asObject(json) ?? {});
  return pairs.flatMap(([key, chosen]) => {
    const name = asText(key);
    const value = asText(chosen);
    return name !== null && value !== null ? [{ name, value }] : [];
  });
}
