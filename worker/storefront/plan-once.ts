import type { WidgetName } from "../../widgets/index.ts";
import type { Page, Platform } from "../platforms/contract.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { PagePlan } from "./insert-into-page.ts";
import { planPage } from "./page-plan.ts";

interface Known {
  plan: PagePlan;
  /** The times it is good for, epoch ms: until the next of the store's schedules turns. */
  from: number;
  until: number;
}

const known = new WeakMap<StoreSettings, Map<string, Known>>();

/** A shop has few kinds of pages, but anybody may ask for it under any name. */
const most = 200;

/**
 * `planPage` for a page of this kind, worked out once for the store's settings. They are let go of when they change. The same plan is
 * the same object, so that what is made of it can be remembered too.
 */
export function planOnce(
  settings: StoreSettings,
  platform: Platform,
  page: Page,
  url: URL,
  now: number,
  meant: readonly WidgetName[] | null = null,
): PagePlan {
  let plans = known.get(settings);
  if (!plans) {
    plans = new Map();
    known.set(settings, plans);
  }
  const key = `${platform.id} ${page.kind} ${page.step} ${url.origin} ${meant}`;
  const found = plans.get(key);
  if (found && found.from <= now && now < found.until) return found.plan;
  // Nothing else of the address may decide what others get.
  const plan = planPage(settings, platform, new URL(url.origin), now, page, meant);
  if (plans.size >= most) plans.clear();
  plans.set(key, { plan, from: now, until: nextTurn(settings, now) });
  return plan;
}

/** When a widget's schedule begins or ends next; never: infinity. */
function nextTurn({ widgets }: StoreSettings, now: number): number {
  const turns = Object.values(widgets).flatMap((widget) => {
    const { from = null, until = null } = "schedule" in widget ? widget.schedule : {};
    return [from, until].flatMap((moment) => (moment === null ? [] : Date.parse(moment)));
  });
  return Math.min(...turns.filter((turn) => turn > now));
}
