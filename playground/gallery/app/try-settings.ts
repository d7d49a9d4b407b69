import { type FrameChoices, type GalleryWidget, stateOf } from "../frame-choices.ts";
import { differing } from "../settings-form/edit-value.ts";
import { fieldsOf, schemaOf } from "./schema-of.ts";

/** The settings a view shows, whole: those that are being tried, else the state's. */
export function readSettings({
  widget,
  state,
  settings,
}: Pick<FrameChoices, "widget" | "state" | "settings">): object {
  const ofState = stateOf({ widget, state })?.settings as
    | { widgets?: Partial<Record<GalleryWidget, object>> }
    | undefined;
  const given = readJson(settings) ?? ofState?.widgets?.[widget] ?? {};
  const parsed = schemaOf(widget).safeParse(given);
  return parsed.success ? parsed.data : schemaOf(widget).parse({});
}

/** What of them has to be written down, and what is wrong with them, by path. */
export function settingsFor(
  widget: GalleryWidget,
  value: object,
): { settings: Record<string, unknown>; problems: Map<string, string> } {
  const schema = schemaOf(widget);
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  return {
    settings: differing(fieldsOf(widget), parsed.success ? parsed.data : value),
    problems: new Map(issues.map(({ path, message }) => [path.join("."), message])),
  };
}

function readJson(text: string): object | null {
  try {
    return text === "" ? null : (JSON.parse(text) as object);
  } catch {
    return null;
  }
}
