import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type Path, valueAt, withValue } from "./edit-value.ts";
import type { Field } from "./read-field.ts";

export interface Form {
  value: unknown;
  /** What is wrong, by path ("badges.0.url"). */
  problems: ReadonlyMap<string, string>;
  change(value: unknown): void;
}

export interface PartProps<Kind extends Field["kind"] = Field["kind"]> {
  field: Extract<Field, { kind: Kind }>;
  path: Path;
  form: Form;
}

interface BoxProps {
  field: Field;
  path: Path;
  form: Form;
  children: ComponentChildren;
  onRemove?: () => void;
}

/** Several fields under one name. What may be empty can be taken away. */
export function Box({ field, path, form, children, onRemove }: BoxProps) {
  const id = useId();
  const isThere = valueAt(form.value, path) !== null && valueAt(form.value, path) !== undefined;
  const remove = onRemove ?? (field.nullable && isThere ? () => set(form, path, null) : null);
  const problem = problemAt(form, path);
  return (
    <fieldset class="box" {...described(id, field, problem)}>
      <legend>{field.label}</legend>
      {remove && (
        <button type="button" class="remove" onClick={remove}>
          Remove<span class="unseen"> {field.label.toLowerCase()}</span>
        </button>
      )}
      <Below id={id} field={field} problem={problem} />
      {children}
    </fieldset>
  );
}

export function Below({ id, field, problem }: { id: string; field: Field; problem: string | undefined }) {
  return (
    <>
      {problem && (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
      {field.help && (
        <p class="help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
    </>
  );
}

export function AddButton(props: { onClick: () => void; disabled?: boolean; children: ComponentChildren }) {
  return <button type="button" class="add" {...props} />;
}

export function described(id: string, { help }: Field, problem: string | undefined) {
  const by = [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(" ");
  return { ...(by && { "aria-describedby": by }), ...(problem && { "aria-invalid": true as const }) };
}

/** @param within of what is inside it, too */
export function problemAt({ problems }: Form, path: Path, within = false): string | undefined {
  const at = path.join(".");
  const found = [...problems].find(([where]) => where === at || (within && where.startsWith(`${at}.`)));
  return found?.[1];
}

export function set(form: Form, path: Path, value: unknown): void {
  form.change(withValue(form.value, path, value));
}
