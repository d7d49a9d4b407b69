import { useState } from "preact/hooks";
import { blankOf, valueAt } from "./edit-value.ts";
import { AddButton, Box, type PartProps, set } from "./parts.tsx";
import { labelOf } from "./read-field.ts";
import { Part } from "./settings-form.tsx";

export function Tuple(props: PartProps<"tuple">) {
  const { field, path, form } = props;
  return (
    <Box {...props}>
      <div class="tuple">
        {field.items.map((item, index) => (
          <Part
            key={index}
            field={{ ...item, label: `${field.label} ${index + 1}` }}
            path={[...path, index]}
            form={form}
          />
        ))}
      </div>
    </Box>
  );
}

export function Group(props: PartProps<"group">) {
  const { field, path, form } = props;
  return (
    <Box {...props}>
      {field.fields.map((part) => (
        <Part key={part.name} field={part} path={[...path, part.name]} form={form} />
      ))}
    </Box>
  );
}

export function List(props: PartProps<"list">) {
  const { field, path, form } = props;
  const items = (valueAt(form.value, path) ?? field.usual ?? []) as unknown[];
  const one = singular(field.label);
  return (
    <Box {...props}>
      {items.map((_, index) => (
        <Box
          key={index}
          field={{ ...field.item, label: `${one} ${index + 1}`, nullable: false, help: null }}
          path={[...path, index]}
          form={form}
          onRemove={() => set(form, path, items.toSpliced(index, 1))}
        >
          {field.item.kind === "group" ? (
            field.item.fields.map((part) => (
              <Part key={part.name} field={part} path={[...path, index, part.name]} form={form} />
            ))
          ) : (
            <Part field={field.item} path={[...path, index]} form={form} />
          )}
        </Box>
      ))}
      {(field.most === null || items.length < field.most) && (
        <AddButton onClick={() => set(form, path, [...items, blankOf(field.item)])}>
          Add {one.toLowerCase()}
        </AddButton>
      )}
    </Box>
  );
}

export function Entries(props: PartProps<"record">) {
  const { field, path, form } = props;
  const entries = Object.entries((valueAt(form.value, path) ?? field.usual ?? {}) as Record<string, unknown>);
  const [name, setName] = useState("");
  const isGood = new RegExp(field.pattern ?? "^.").test(name) && !entries.some(([known]) => known === name);
  return (
    <Box {...props}>
      {entries.map(([key]) => (
        <Box
          key={key}
          field={{ ...field.item, label: key, nullable: false, help: null }}
          path={[...path, key]}
          form={form}
          onRemove={() => set(form, [...path, key], undefined)}
        >
          {field.item.kind === "group" ? (
            field.item.fields.map((part) => (
              <Part key={part.name} field={part} path={[...path, key, part.name]} form={form} />
            ))
          ) : (
            <Part field={{ ...field.item, label: "Value" }} path={[...path, key]} form={form} />
          )}
        </Box>
      ))}
      <div class="line">
        {field.names ? (
          <select
            aria-label={`What to add to ${field.label.toLowerCase()}`}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          >
            <option value="">Choose</option>
            {field.names
              .filter((one) => !entries.some(([known]) => known === one))
              .map((one) => (
                <option key={one} value={one}>
                  {labelOf(String(one))}
                </option>
              ))}
          </select>
        ) : (
          <input
            type="text"
            aria-label={`A name to add to ${field.label.toLowerCase()}`}
            placeholder="Name"
            value={name}
            spellcheck={false}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
        <AddButton
          disabled={!isGood}
          onClick={() => {
            set(form, [...path, name], blankOf(field.item));
            setName("");
          }}
        >
          Add
        </AddButton>
      </div>
    </Box>
  );
}

/** "Badges" are badges, each of them one "Badge". */
function singular(label: string): string {
  return label.replace(/ies$/, "y").replace(/(?<!s)s$/, "");
}
