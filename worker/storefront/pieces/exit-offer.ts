import type { StoreSettings } from "../../wire/store-settings.ts";
import type { LoaderConfig, OverlayRules } from "../../wire/storefront-api.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn, isQuiet } from "./rules.ts";

export function exitOfferTask(context: PieceContext): LoaderTask | null {
  return overlayTask(context, "exitOffer", (rules) => ({ offer: rules }));
}

/** What a widget that lies over the page asks of the loader, whichever it is. */
export function overlayTask(
  context: PieceContext,
  widget: "exitOffer" | "survey",
  own: (rules: OverlayRules) => Partial<LoaderConfig>,
): LoaderTask | null {
  const { settings, platform } = context;
  const { [widget]: chosen, overlays } = settings.widgets;
  // The site a visit came from is known on its first page alone, which may be one without the widget.
  const notesReferrer = chosen.enabled && chosen.audience.referrers.length > 0;
  const notes = notesReferrer && ({ notesReferrer } as const);
  if (!isShown(context, widget)) return notes ? { config: () => notes } : null;
  const checkout = platform.checkout(settings).find(({ step }) => step !== "cart")?.path ?? "/";
  return {
    widget,
    config: () => ({
      overlays: { src: assetPaths.overlays, checkout, budget: overlays },
      ...own(rulesOf(chosen)),
      ...notes,
    }),
  };
}

function rulesOf(chosen: StoreSettings["widgets"]["exitOffer" | "survey"]): OverlayRules {
  const { dwellSeconds, quietDays, variant, devices, audience } = chosen;
  const [only, other] = devices;
  return {
    dwell: dwellSeconds * 1000,
    quietFor: quietDays * 86_400,
    variant,
    ...(only && !other && { only }),
    ...(audience.referrers.length > 0 && { from: audience.referrers }),
  };
}

function isShown({ settings, page, now }: PieceContext, widget: "exitOffer" | "survey"): boolean {
  const { [widget]: chosen, overlays } = settings.widgets;
  const isHere = isAmong(chosen.pages, page) && !isQuiet(page);
  return chosen.enabled && isHere && isOn(chosen.schedule, now) && overlays.perSession * overlays.perWeek > 0;
}
