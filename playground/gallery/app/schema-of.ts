import type * as z from "zod";
import { widgetSettings } from "../../../widgets/index.ts";
import type { GalleryWidget } from "../frame-choices.ts";
import { type Field, readFields } from "../settings-form/read-field.ts";

/** The schema of a widget's settings. */
export function schemaOf(widget: GalleryWidget): z.ZodPrefault<z.ZodObject> {
  return widgetSettings.shape[widget];
}

/** What a widget is for, as its own switch says. */
export function purposeOf(widget: GalleryWidget): string {
  const on = fieldsOf(widget).find(({ name }) => name === "enabled");
  return on?.help ?? "";
}

export function fieldsOf(widget: GalleryWidget): Field[] {
  return readFields(schemaOf(widget).unwrap());
}
