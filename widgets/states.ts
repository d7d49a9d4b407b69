import type { Language } from "../worker/domain/language.ts";
import type { PageKind } from "../worker/domain/page-kind.ts";

/**
 * One thing a widget can look like: shown in the gallery, photographed for the docs, and judged by the tests of what people can
 * see and use. Each widget's are in its folder, in `states.ts`.
 */
export interface WidgetState {
  /** As people would call it: "three things, a mail to be had". */
  name: string;
  /** The demo shop's page it is shown on. */
  page: Exclude<PageKind, "other">;
  /** Merged into a store's settings: `{ widgets: { exitOffer: { … } } }`. */
  settings?: object;
  /** What our addresses answer while it is shown, by path, as JSON with status 200; a function is asked for a status of its own. */
  answers?: (language: Language) => Record<string, unknown>;
  /** What has to be done in the page before it looks like this. */
  acts?: readonly Act[];
}

/** Selectors reach into our own shadow roots. */
export type Act =
  /** The pointer leaves through the top of the window; on a phone: away to another tab, and back. */
  { leave: true } | { click: string } | { type: string; into: string } | { wait: string };
