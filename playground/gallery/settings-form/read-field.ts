import * as z from "zod";

/** One setting, or several under one name, as a form asks for it and a table tells it. */
export type Field = FieldHead &
  (
    | { kind: "text"; pattern: string | null; most: number | null }
    | { kind: "number"; least: number | null; most: number | null; whole: boolean }
    | { kind: "switch" }
    /** One of these. */
    | { kind: "choice"; options: Option[] }
    /** Any of these. */
    | { kind: "several"; options: Option[] }
    /** Short texts, in one line. */
    | { kind: "words"; item: Field }
    | { kind: "list"; item: Field; most: number | null }
    /** So many values, each with its place. */
    | { kind: "tuple"; items: Field[] }
    | { kind: "group"; fields: Field[] }
    /** By names that the merchant chooses, of `names` where there are some. */
    | { kind: "record"; item: Field; pattern: string | null; names: Option[] | null }
    /** Of a kind that has no field of its own yet. */
    | { kind: "json" }
  );

interface FieldHead {
  /** Its key in the settings. */
  name: string;
  label: string;
  help: string | null;
  /** It must not be left out. */
  required: boolean;
  /** `null` may stand in its place. */
  nullable: boolean;
  /** What counts where it is left out; `undefined`: nothing does. */
  usual: unknown;
}

type Option = string | number;
type Json = z.core.JSONSchema.BaseSchema & { [key: string]: unknown };

/** The fields of a settings schema, by what it takes. */
export function readFields(schema: z.ZodType): Field[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const root = readField("", json);
  return root.kind === "group" ? root.fields : [];
}

function readField(name: string, given: Json, required = true): Field {
  const { inner, nullable } = withoutNull(given);
  const head: FieldHead = {
    name,
    label: labelOf(name),
    required,
    help: given.description ?? inner.description ?? null,
    nullable,
    usual: given.default ?? (given.default === null ? null : inner.default),
  };
  return { ...head, ...kindOf(inner) } as Field;
}

function withoutNull(given: Json): { inner: Json; nullable: boolean } {
  const options = (given.anyOf as Json[] | undefined)?.filter(({ type }) => type !== "null");
  const isNullable = options?.length === 1 && given.anyOf?.length === 2;
  return isNullable ? { inner: options[0] as Json, nullable: true } : { inner: given, nullable: false };
}

type Kind = Field extends infer Each ? (Each extends Field ? Omit<Each, keyof FieldHead> : never) : never;

function kindOf(json: Json): Kind {
  const options =
    (json.enum as Option[] | undefined) ?? (json.const === undefined ? null : [json.const as Option]);
  if (options) return { kind: "choice", options };
  switch (json.type) {
    case "string":
      return { kind: "text", pattern: json.pattern ?? null, most: json.maxLength ?? null };
    case "boolean":
      return { kind: "switch" };
    case "number":
    case "integer":
      return {
        kind: "number",
        least: safe(json.minimum),
        most: safe(json.maximum),
        whole: json.type === "integer",
      };
    case "array":
      return arrayOf(json);
    case "object":
      return objectOf(json);
    default:
      return { kind: "json" };
  }
}

function arrayOf(json: Json): Kind {
  if (json.prefixItems) {
    const items = (json.prefixItems as Json[]).map((item, index) => readField(String(index), item));
    return { kind: "tuple", items };
  }
  const item = readField("", (json.items ?? {}) as Json);
  if (item.kind === "choice") return { kind: "several", options: item.options };
  if (item.kind === "text") return { kind: "words", item };
  return { kind: "list", item, most: json.maxItems ?? null };
}

function objectOf(json: Json): Kind {
  const { properties, required = [], additionalProperties: more, propertyNames: names } = json;
  if (properties) {
    const fields = Object.entries(properties).map(([name, property]) =>
      readField(name, property as Json, required.includes(name)),
    );
    return { kind: "group", fields };
  }
  if (typeof more !== "object") return { kind: "json" };
  const named = (names ?? {}) as Json;
  return {
    kind: "record",
    item: readField("", more as Json),
    pattern: named.pattern ?? null,
    names: (named.enum as Option[] | undefined) ?? null,
  };
}

/** A limit that is only JavaScript's own says nothing. */
function safe(limit: number | undefined): number | null {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit;
}

/** "quietDays" is "Quiet days". */
export function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
