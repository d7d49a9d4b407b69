import { type Field, labelOf, readFields } from "../playground/gallery/settings-form/read-field.ts";
import { widgetSettings } from "../widgets/index.ts";

export const widgetSettingsPage = new URL("../docs/widget-settings.md", import.meta.url);

/** Every setting of every widget as a page of the documentation, out of nothing but their schemas. */
export function describeWidgetSettings(): string {
  const widgets = Object.entries(widgetSettings.shape).map(([name, schema]) =>
    section(name, readFields(schema.unwrap())),
  );
  return `# Settings of the widgets

Written by \`npm run docs:settings\` out of the schemas that the worker itself checks settings with: \`widgets/*/settings.ts\`. What is
not set follows the default. To try them, with a form and a page beside it: \`npm run dev\`, then
[playground.localhost:8787/widgets](http://playground.localhost:8787/widgets). What each widget is for: [Widgets](widgets.md).

${widgets.join("\n")}`;
}

function section(name: string, fields: Field[]): string {
  const rows = fields.flatMap((field) => rowsOf(field, ""));
  return `## ${labelOf(name)}

\`widgets.${name}\`

| Setting | Takes | Default | |
|---|---|---|---|
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
}

/** One for the setting, and one for each that stands within it. */
function rowsOf(field: Field, above: string): string[][] {
  const path = above + field.name;
  const row = [code(path), takes(field), usual(field), cell(field.help ?? "")];
  return [row, ...within(field, path)];
}

function within(field: Field, path: string): string[][] {
  if (field.kind === "group") return field.fields.flatMap((part) => rowsOf(part, `${path}.`));
  if (field.kind === "list") return within(field.item, `${path}[]`);
  return field.kind === "record" ? within(field.item, `${path}.*`) : [];
}

function takes(field: Field): string {
  const words = takesOne(field);
  return field.nullable ? `${words}, or \`null\`` : words;
}

function takesOne(field: Field): string {
  switch (field.kind) {
    case "switch":
      return "`true`, `false`";
    case "choice":
      return field.options.map(code).join(", ");
    case "several":
      return `any of ${field.options.map(code).join(", ")}`;
    case "number":
      return [field.whole ? "whole number" : "number", range(field)].filter(Boolean).join(" ");
    case "text":
      return textOf(field);
    case "words":
      return `list, each: ${takesOne(field.item)}`;
    case "list":
      return `list${field.most === null ? "" : `, at most ${field.most}`}`;
    case "tuple":
      return `list of ${field.items.length}, each: ${[...new Set(field.items.map(takesOne))].join(", ")}`;
    case "group":
      return "object";
    case "record":
      return "object by name";
    case "json":
      return "JSON";
  }
}

function range({ least, most }: { least: number | null; most: number | null }): string {
  if (least !== null && most !== null) return `${least}–${most.toLocaleString("en")}`;
  if (least !== null) return `from ${least}`;
  return most === null ? "" : `to ${most}`;
}

/** What the patterns of zod's own formats mean, and of those that say it themselves; others are told by their help. */
function textOf({ pattern, most }: { pattern: string | null; most: number | null }): string {
  const known = pattern === null ? "text" : (formats.find(([part]) => pattern.includes(part))?.[1] ?? "text");
  return most === null ? known : `${known}, at most ${most} characters`;
}

const formats: [string, string][] = [
  ["T(?:(?:[01]", "moment with its zone"],
  ["-(?:0[1-9]", "date"],
  ["^#[0-9a-f]{6}$", "colour as `#1a7f5a`"],
  ["^[A-Z]{2}$", "ISO 3166-1 code"],
  ["^[A-Z]{2}-", "ISO 3166-2 code"],
  ["^[A-Z]{3}$", "ISO 4217 code"],
];

function usual({ usual, required }: Field): string {
  if (required) return "has to be set";
  const json = JSON.stringify(usual) ?? "{}";
  return json === "{}" ? "" : code(json);
}

function code(text: string | number): string {
  return `\`${cell(String(text))}\``;
}

/** A bar would end its cell (GitHub Flavored Markdown §4.10). */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
