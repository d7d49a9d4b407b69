import type { Language } from "../worker/domain/language.ts";
import type { PageKind } from "../worker/domain/page-kind.ts";

/**
 * One thing a widget can look like: shown in the gallery, photographed for the docs, and judged by the tests of what people can
 * see and use. Each widget's are in its folder, in `states.ts`; `all-states.ts` has a line for each.
 */
export interface WidgetState {
  /** As people would call it: "three things, a mail to be had". */
  name: string;
  /** The demo shop's page it is shown on, with three things in the cart. `checkout` is its first page, which asks for the address. */
  page: StatePage;
  /** Which demo shop: plain forms on a page a step, or WooCommerce, whose checkout is one page. Left out: the plain one. */
  platform?: "generic" | "woocommerce";
  /** Merged into a store's settings: `{ widgets: { exitOffer: { … } } }`. All other widgets are off. */
  settings?: object;
  /**
   * What our addresses answer while it is shown, by path, as JSON with status 200; a function is asked for a status of its own.
   * What is left out is answered as for a visitor from the United Kingdom to whom nothing unusual happens.
   */
  answers?: (language: Language) => Record<string, StateAnswer>;
  /** What has to be done in the page before it looks like this. */
  acts?: readonly Act[];
}

export type StatePage = Exclude<PageKind, "other"> | "delivery" | "payment";

export type StateAnswer = object | (() => Response);

/** Selectors reach into our own shadow roots. Each waits until it can be done. */
export type Act =
  /** The pointer leaves through the top of the window; on a phone: away to another tab, and back. */
  | { leave: true }
  | { click: string; until?: string }
  | { type: string; into: string; until?: string }
  | { wait: string };
