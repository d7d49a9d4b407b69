import { parseSelector } from "../../../widgets/place/selector.ts";
import type { PlaceSetting } from "../../../widgets/place/settings.ts";
import type { CheckoutStep } from "../../domain/page-kind.ts";
import type { Page } from "../../platforms/contract.ts";
import type { Place } from "../place-finder.ts";

/** Whether a page is of a kind the store chose. */
export function isAmong(pages: readonly string[], { kind }: Page): boolean {
  return pages.includes(kind);
}

/** Steps on which nobody is held up. */
const quietSteps: ReadonlySet<CheckoutStep> = new Set(["payment", "done"]);

export function isQuiet({ step }: Page): boolean {
  return step !== null && quietSteps.has(step);
}

export function isOn({ from, until }: { from: string | null; until: string | null }, now: number): boolean {
  return (from === null || Date.parse(from) <= now) && (until === null || now < Date.parse(until));
}

/** A selector that does not read was never stored: settings with one count as unreadable. */
export function placeFrom(setting: PlaceSetting): Place | null {
  const selector = setting && parseSelector(setting.selector);
  return setting && selector && { selector, position: setting.position };
}
