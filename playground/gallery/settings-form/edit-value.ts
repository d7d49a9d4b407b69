import type { Field } from "./read-field.ts";

export type Path = readonly (string | number)[];

/** The value at a path; `undefined` where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}

/** A copy with another value at the path; `undefined` takes it out. */
export function withValue(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  const changed = withValue(valueAt(value, [key]), rest, next);
  if (Array.isArray(value)) {
    return changed === undefined
      ? value.filter((_, index) => index !== key)
      : Object.assign([...value], { [key]: changed });
  }
  const { [key]: _, ...others } = (value ?? {}) as Record<string | number, unknown>;
  if (changed === undefined) return others;
  // A name keeps its place.
  return key in ((value ?? {}) as object)
    ? { ...(value as object), [key]: changed }
    : { ...others, [key]: changed };
}

/** What a part of a form begins with when it is added: what counts without it, else nothing that would be right by chance. */
export function blankOf(field: Field): unknown {
  if (field.usual !== undefined && field.usual !== null) return field.usual;
  switch (field.kind) {
    case "text":
      return "";
    case "number":
      return field.least ?? 0;
    case "switch":
      return false;
    case "choice":
      return field.options[0];
    case "several":
    case "words":
    case "list":
      return [];
    case "tuple":
      return field.items.map(blankOf);
    case "group":
      return Object.fromEntries(
        field.fields.filter(({ required }) => required).map((part) => [part.name, blankOf(part)]),
      );
    case "record":
      return {};
    case "json":
      return null;
  }
}

/** What of a value is not as usual: what a merchant has to write down. */
export function differing(fields: Field[], value: object): Record<string, unknown> {
  const own = value as Record<string, unknown>;
  const entries = fields.flatMap((field) => {
    const written = writtenDown(field, own[field.name]);
    return written === undefined || isUsual(field, written) ? [] : [[field.name, written]];
  });
  return Object.fromEntries(entries);
}

function writtenDown(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (field.kind === "group") return differing(field.fields, value as object);
  if (field.kind === "list") return (value as unknown[]).map((item) => writtenDown(field.item, item));
  if (field.kind !== "record") return value;
  const entries = Object.entries(value).map(([name, item]) => [name, writtenDown(field.item, item)]);
  return Object.fromEntries(entries);
}

/** A group that need not be there counts as usual when nothing in it is otherwise. */
function isUsual({ usual }: Field, written: unknown): boolean {
  return usual !== undefined && isSame(written, usual);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlain(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]));
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
