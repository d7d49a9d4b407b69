import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { widgetSettings } from "../../../widgets/index.ts";
import { blankOf, differing, valueAt, withValue } from "./edit-value.ts";
import { type Field, readFields } from "./read-field.ts";

const schema = z.strictObject({
  line: z
    .string()
    .max(40)
    .regex(/^[a-z]+$/)
    .default("plain")
    .describe("One word"),
  amount: z.int().min(0).max(9),
  share: z.number().optional(),
  on: z.boolean().default(true),
  mode: z.enum(["before", "after-all"]).default("before"),
  days: z.array(z.literal([1, 2, 3])).default([1]),
  words: z.array(z.string()).default([]),
  things: z
    .array(z.strictObject({ name: z.string(), note: z.string().default("") }))
    .max(5)
    .default([]),
  span: z.tuple([z.int(), z.int()]).nullable().default(null),
  place: z.strictObject({ selector: z.string() }).nullable().default(null).describe("Where"),
  inner: z.strictObject({ at: z.string().nullable().default(null) }).prefault({}),
  prices: z.record(z.string().regex(/^[A-Z]{3}$/), z.int()).default({}),
  replies: z.partialRecord(z.enum(["late", "dear"]), z.string()).default({}),
  odd: z.union([z.string(), z.int()]).default(1),
});
const fields = readFields(schema);
const field = (name: string) => fields.find((one) => one.name === name) as Field;

describe("the fields of a settings schema", () => {
  it("are one for each setting, each of its kind", () => {
    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
      line: "text",
      amount: "number",
      share: "number",
      on: "switch",
      mode: "choice",
      days: "several",
      words: "words",
      things: "list",
      span: "tuple",
      place: "group",
      inner: "group",
      prices: "record",
      replies: "record",
      odd: "json",
    });
  });

  it("tell what is allowed, what it is for and what counts without it", () => {
    expect(field("line")).toMatchObject({
      label: "Line",
      help: "One word",
      usual: "plain",
      pattern: "^[a-z]+$",
      most: 40,
    });
    expect(field("amount")).toMatchObject({ least: 0, most: 9, whole: true, usual: undefined });
    expect(field("amount").required).toBe(true);
    expect(field("line").required).toBe(false);
    expect(field("share")).toMatchObject({ required: false, least: null, most: null, whole: false });
    expect(field("days")).toMatchObject({ options: [1, 2, 3] });
    expect(field("place")).toMatchObject({ nullable: true, usual: null, help: "Where" });
    expect(field("prices")).toMatchObject({ pattern: "^[A-Z]{3}$" });
    expect(field("replies")).toMatchObject({ names: ["late", "dear"] });
    expect(field("things")).toMatchObject({ most: 5 });
  });

  it.each(Object.entries(widgetSettings.shape))("ask for all of %s, and for nothing as JSON", (_, shape) => {
    const inner = shape.unwrap();
    const all = readFields(inner);
    expect(all.map(({ name }) => name)).toEqual(Object.keys(inner.shape));
    const kinds = (parts: Field[]): string[] =>
      parts.flatMap((part) => [
        part.kind,
        ...(part.kind === "group" ? kinds(part.fields) : []),
        ...("item" in part ? kinds([part.item]) : []),
      ]);
    expect(kinds(all)).not.toContain("json");
  });
});

describe("a value in the form", () => {
  it("changes in one place and stays as it is in all others", () => {
    const value = { list: [{ a: 1 }, { a: 2 }], other: { b: 1 } };
    expect(withValue(value, ["list", 1, "a"], 3)).toEqual({ list: [{ a: 1 }, { a: 3 }], other: { b: 1 } });
    expect(withValue(value, ["list", 0], undefined)).toEqual({ list: [{ a: 2 }], other: { b: 1 } });
    expect(withValue(value, ["new", "deep"], "x")).toEqual({ ...value, new: { deep: "x" } });
    expect(Object.keys(withValue({ a: 1, b: 2 }, ["a"], 3) as object)).toEqual(["a", "b"]);
    expect(value).toEqual({ list: [{ a: 1 }, { a: 2 }], other: { b: 1 } });
  });

  it("is found where it was put, whatever its path", () => {
    const path = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, fc.json(), (names, value) => {
        expect(valueAt(withValue({}, names, value), names)).toBe(value);
      }),
    );
  });

  it("begins, where a part is added, with nothing that would be right by chance", () => {
    expect(blankOf(field("things"))).toEqual([]);
    const { item } = field("things") as Extract<Field, { kind: "list" }>;
    expect(blankOf(item)).toEqual({ name: "" });
    expect(blankOf({ ...field("place"), usual: undefined })).toEqual({ selector: "" });
  });

  it("is written down without what is as usual, in lists and groups too", () => {
    const value = schema.parse({
      amount: 3,
      things: [{ name: "a" }, { name: "b", note: "c" }],
      inner: { at: "x" },
      prices: { GBP: 1 },
    });
    expect(differing(fields, value)).toEqual({
      amount: 3,
      things: [{ name: "a" }, { name: "b", note: "c" }],
      inner: { at: "x" },
      prices: { GBP: 1 },
    });
    expect(schema.parse(differing(fields, value))).toEqual(value);
  });

  it.each(Object.entries(widgetSettings.shape))("is nothing at all for %s as it comes", (_, shape) => {
    expect(differing(readFields(shape.unwrap()), shape.parse({}))).toEqual({});
  });
});
