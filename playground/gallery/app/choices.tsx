import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface ChoicesProps<Value extends string | number> {
  legend: string;
  values: readonly Value[];
  words: (value: Value) => ComponentChildren;
}

/** Any of these, at least one. */
export function Several<Value extends string | number>({
  legend,
  values,
  words,
  chosen,
  onChange,
}: ChoicesProps<Value> & { chosen: readonly Value[]; onChange: (chosen: Value[]) => void }) {
  return (
    <fieldset class="chips">
      <legend>{legend}</legend>
      {values.map((value) => {
        const isChosen = chosen.includes(value);
        return (
          <label key={value}>
            <input
              type="checkbox"
              checked={isChosen}
              onChange={(event) => {
                const next = values.filter((other) => (other === value ? !isChosen : chosen.includes(other)));
                if (next.length > 0) onChange(next);
                // The last one stays.
                else event.currentTarget.checked = true;
              }}
            />
            <span>{words(value)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** One of these. */
export function One<Value extends string | number>({
  legend,
  values,
  words,
  chosen,
  onChange,
}: ChoicesProps<Value> & { chosen: Value; onChange: (chosen: Value) => void }) {
  const name = useId();
  return (
    <fieldset class="chips">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChange(value)} />
          <span>{words(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of many. */
export function Pick<Value extends string>({
  label,
  values,
  words,
  chosen,
  onChange,
}: {
  label: string;
  values: readonly Value[];
  words: (value: Value) => string;
  chosen: Value;
  onChange: (chosen: Value) => void;
}) {
  return (
    <label class="pick">
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {values.map((value) => (
          <option key={value} value={value}>
            {words(value)}
          </option>
        ))}
      </select>
    </label>
  );
}
