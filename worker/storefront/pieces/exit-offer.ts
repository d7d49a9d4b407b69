import type { StoreSettings } from "../../wire/store-settings.ts";
import type { LoaderConfig, OverlayRules } from "../../wire/storefront-api.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet, onlyOn } from "./rules.ts";

export function exitOfferTask(context: PieceContext): LoaderTask | null {
  return overlayTask(context, "exitOffer", (rules) => ({ offer: rules }));
}

/** What a widget that lies over the page asks of the loader, whichever it is. */
export function overlayTask(
  context: PieceContext,
  widget: "exitOffer" | "survey",
  own: (rules: OverlayRules) => Partial<LoaderConfig>,
): LoaderTask | null {
  const { settings, platform, page } = context;
  const { [widget]: chosen, overlays } = settings.widgets;
  const mayAny = overlays.perSession * overlays.perWeek > 0;
  if (!mayAny || !isHere(context, widget) || isQuiet(page)) return null;
  const checkout = platform.checkout(settings).find(({ step }) => step !== "cart")?.path ?? "/";
  return {
    widget,
    ...onlyOn(chosen),
    config: () => ({
      overlays: { src: assetPaths.overlays, checkout, budget: overlays },
      ...own(rulesOf(chosen)),
    }),
  };
}

function rulesOf({
  dwellSeconds,
  quietDays,
  variant,
}: StoreSettings["widgets"]["exitOffer" | "survey"]): OverlayRules {
  return { dwell: dwellSeconds * 1000, quietFor: quietDays * 86_400, variant };
}
