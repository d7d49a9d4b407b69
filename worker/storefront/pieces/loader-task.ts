import type { Language } from "../../domain/language.ts";
import type { WidgetId } from "../../domain/widget-event.ts";
import type { Device, LoaderConfig } from "../../wire/storefront-api.ts";

/** What one widget asks of the loader. */
export interface LoaderTask {
  /** The widget that is missed where no script may run; left out: one that stands without it. */
  widget?: WidgetId;
  /** The only kind of device it is for; left out: both. */
  only?: Device;
  /** Address of a module that is fetched as soon as the page has been read. Its default export is given the whole config. */
  load?: string;
  /** Its part of the config. */
  config?(language: Language): Partial<LoaderConfig>;
}
