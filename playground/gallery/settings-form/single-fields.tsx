import { useId, useState } from "preact/hooks";
import { type Path, valueAt } from "./edit-value.ts";
import { Below, described, type Form, type PartProps, problemAt, set } from "./parts.tsx";
import { type Field, labelOf } from "./read-field.ts";

/** One line: text, a number, words parted by commas, or JSON. What is typed stays as typed while it is being typed. */
export function Line({ field, path, form }: { field: Field; path: Path; form: Form }) {
  const id = useId();
  const value = valueAt(form.value, path);
  const [typed, setTyped] = useState<string | null>(null);
  const problem = problemAt(form, path, field.kind === "words");
  const isColour = field.kind === "text" && /\^#\[0-9a-f\]\{6\}/i.test(field.pattern ?? "");
  const onInput = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    setTyped(currentTarget.value);
    set(form, path, readLine(field, currentTarget.value));
  };
  return (
    <div class="field">
      {field.label && <label for={id}>{field.label}</label>}
      <div class="line">
        {isColour && (
          <input
            type="color"
            aria-label={`${field.label}, picked`}
            value={/^#[0-9a-f]{6}$/i.test(String(value)) ? String(value) : "#888888"}
            onInput={onInput}
          />
        )}
        <input
          id={id}
          {...shapeOf(field)}
          value={typed ?? writeLine(field, value)}
          placeholder={placeholderOf(field)}
          spellcheck={false}
          autocomplete="off"
          onInput={onInput}
          onBlur={() => setTyped(null)}
          {...described(id, field, problem)}
        />
      </div>
      <Below id={id} field={field} problem={problem} />
    </div>
  );
}

function shapeOf(field: Field) {
  if (field.kind !== "number") return { type: "text" } as const;
  const { least, most, whole } = field;
  return {
    type: "number",
    step: whole ? 1 : "any",
    ...(least !== null && { min: least }),
    ...(most !== null && { max: most }),
  } as const;
}

function readLine(field: Field, text: string): unknown {
  const isEmpty = text.trim() === "";
  if (isEmpty && field.nullable) return null;
  switch (field.kind) {
    case "number":
      return isEmpty || Number.isNaN(Number(text)) ? undefined : Number(text);
    case "words":
      return text.split(/[\s,]+/).filter(Boolean);
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    default:
      // Left out, what counts is what counts without it.
      return isEmpty && !field.required ? undefined : text;
  }
}

function writeLine({ kind }: Field, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (kind === "words") return (value as string[]).join(", ");
  return kind === "json" ? JSON.stringify(value) : String(value);
}

function placeholderOf(field: Field): string {
  const { kind, usual } = field;
  // As zod writes a moment with its zone.
  if (kind === "text" && field.pattern?.includes("T(?:(?:[01]")) return "2026-11-27T00:00:00+01:00";
  if (kind === "words" || usual === undefined || usual === null) return "";
  return kind === "json" ? JSON.stringify(usual) : String(usual);
}

export function Switch({ field, path, form }: PartProps<"switch">) {
  const id = useId();
  return (
    <div class="field">
      <label class="check">
        <input
          id={id}
          type="checkbox"
          checked={(valueAt(form.value, path) ?? field.usual) === true}
          onChange={({ currentTarget }) => set(form, path, currentTarget.checked)}
          {...described(id, field, undefined)}
        />
        <span>{field.label}</span>
      </label>
      <Below id={id} field={field} problem={problemAt(form, path)} />
    </div>
  );
}

export function Choice({ field, path, form }: PartProps<"choice">) {
  const id = useId();
  const value = valueAt(form.value, path) ?? field.usual ?? null;
  const problem = problemAt(form, path);
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <select
        id={id}
        value={JSON.stringify(value)}
        onChange={({ currentTarget }) => set(form, path, JSON.parse(currentTarget.value))}
        {...described(id, field, problem)}
      >
        {field.nullable && <option value="null">Not set</option>}
        {field.options.map((option) => (
          <option key={option} value={JSON.stringify(option)}>
            {labelOf(String(option))}
          </option>
        ))}
      </select>
      <Below id={id} field={field} problem={problem} />
    </div>
  );
}

export function Several({ field, path, form }: PartProps<"several">) {
  const chosen = (valueAt(form.value, path) ?? field.usual ?? []) as (string | number)[];
  const id = useId();
  const problem = problemAt(form, path, true);
  return (
    <fieldset class="field" {...described(id, field, problem)}>
      <legend>{field.label}</legend>
      <div class="checks">
        {field.options.map((option) => (
          <label key={option} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(option)}
              onChange={({ currentTarget: { checked } }) =>
                set(
                  form,
                  path,
                  field.options.filter((other) => (other === option ? checked : chosen.includes(other))),
                )
              }
            />
            <span>{labelOf(String(option))}</span>
          </label>
        ))}
      </div>
      <Below id={id} field={field} problem={problem} />
    </fieldset>
  );
}
