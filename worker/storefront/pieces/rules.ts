import type { WidgetName } from "../../../widgets/index.ts";
import { parseSelector } from "../../../widgets/place/selector.ts";
import type { PlaceSetting } from "../../../widgets/place/settings.ts";
import type { WidgetRules } from "../../../widgets/rules/settings.ts";
import { isNarrow } from "../../domain/audience.ts";
import type { CheckoutStep } from "../../domain/page-kind.ts";
import type { Page } from "../../platforms/contract.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { Device } from "../../wire/storefront-api.ts";
import type { Place } from "../place-finder.ts";
import type { PieceContext } from "./piece-context.ts";

/** Whether the store's rules for a widget put it on this page now. On which devices is for the browser to know: `onlyOn`. */
export function isHere({ settings, page, now, meant }: PieceContext, widget: WidgetName): boolean {
  const { enabled, pages, schedule }: WidgetRules = settings.widgets[widget];
  if (!enabled || !pages.includes(page.kind) || !isOn(schedule, now)) return false;
  return !needsVisitor(settings, widget) || meant.includes(widget);
}

/** Whether it is in a page only for some of those who ask for the page. */
export function needsVisitor({ widgets }: StoreSettings, widget: WidgetName): boolean {
  return !askedLater.has(widget) && isNarrow(widgets[widget].audience);
}

/** These ask the worker, privately, before they are shown: their audience is decided there, and any page may have their code. */
const askedLater: ReadonlySet<WidgetName> = new Set(["exitOffer", "survey", "resumeBar"]);

/** The only kind of device that something is for; none: both. */
export function onlyOn({ devices }: Pick<WidgetRules, "devices">): { only?: Device } {
  const [one, ...others] = new Set(devices);
  return one && others.length === 0 ? { only: one } : {};
}

/** Steps on which nobody is held up. */
const quietSteps: ReadonlySet<CheckoutStep> = new Set(["payment", "done"]);

export function isQuiet({ step }: Page): boolean {
  return step !== null && quietSteps.has(step);
}

function isOn({ from, until }: WidgetRules["schedule"], now: number): boolean {
  return (from === null || Date.parse(from) <= now) && (until === null || now < Date.parse(until));
}

/** A selector that does not read was never stored: settings with one count as unreadable. */
export function placeFrom(setting: PlaceSetting): Place | null {
  const selector = setting && parseSelector(setting.selector);
  return setting && selector && { selector, position: setting.position };
}
