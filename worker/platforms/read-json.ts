/** Careful reading of what storefronts answer: a wrong type is `null`, never an exception. */

export function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type Json = Record<string, unknown>;

export function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a JSON pointer points to (RFC 6901 §4); `undefined` when there is nothing. */
export function valueAt(value: unknown, pointer: string): unknown {
  let here: unknown = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Json)[key];
  }
  return here;
}

/** A non-empty string; numbers count, as platforms send ids either way. */
export function asText(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** A whole number, also when it came as a string of digits. */
export function asInteger(value: unknown): number | null {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}

/** An http(s) address, made absolute; anything else (`javascript:`, `data:`) is `null`. */
export function asWebAddress(value: unknown, base: URL): string | null {
  const text = asText(value);
  if (text === null) return null;
  try {
    const url = new URL(text, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A currency's code as ISO 4217 writes them. Whatever else is sent would make `Intl` throw. */
export function asCurrency(value: unknown): string | null {
  return typeof value === "string" && /^[A-Z]{3}$/.test(value) ? value : null;
}
