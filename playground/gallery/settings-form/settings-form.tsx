import { blankOf, valueAt } from "./edit-value.ts";
import { Entries, Group, List, Tuple } from "./fields-within.tsx";
import { AddButton, Box, type Form, type PartProps, set } from "./parts.tsx";
import type { Field } from "./read-field.ts";
import { Choice, Line, Several, Switch } from "./single-fields.tsx";

/** A form for a settings schema, made from nothing but the schema. */
export function SettingsForm({ fields, ...form }: Form & { fields: Field[] }) {
  return (
    <form class="settings" noValidate onSubmit={(event) => event.preventDefault()}>
      {fields.map((field) => (
        <Part key={field.name} field={field} path={[field.name]} form={form} />
      ))}
    </form>
  );
}

export function Part(props: PartProps) {
  const { field, path, form } = props;
  const value = valueAt(form.value, path);
  const isBox = ["group", "list", "record", "tuple"].includes(field.kind);
  // What may be empty and has parts of its own is there or it is not; a line of text is empty when nothing stands in it.
  if (field.nullable && (isBox || field.kind === "json") && (value === null || value === undefined))
    return (
      <Box {...props}>
        <AddButton onClick={() => set(form, path, blankOf({ ...field, usual: undefined } as Field))}>
          Set {field.label.toLowerCase()}
        </AddButton>
      </Box>
    );
  switch (field.kind) {
    case "text":
    case "number":
    case "words":
    case "json":
      return <Line {...(props as PartProps<"text">)} />;
    case "switch":
      return <Switch {...(props as PartProps<"switch">)} />;
    case "choice":
      return <Choice {...(props as PartProps<"choice">)} />;
    case "several":
      return <Several {...(props as PartProps<"several">)} />;
    case "tuple":
      return <Tuple {...(props as PartProps<"tuple">)} />;
    case "group":
      return <Group {...(props as PartProps<"group">)} />;
    case "list":
      return <List {...(props as PartProps<"list">)} />;
    case "record":
      return <Entries {...(props as PartProps<"record">)} />;
  }
}
