import { renderShipping } from "../../../widgets/shipping/component.tsx";
import { canEstimate } from "../can-estimate.ts";
import { describeDelivery, longestTexts } from "../describe-delivery.ts";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet, onlyOn } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

/** What is true for most: the page may be kept by a cache. Each visitor's own is told by its module. */
export function shippingPiece(context: PieceContext): Piece | null {
  if (!tellsDelivery(context)) return null;
  const { shipping } = context.settings.widgets;
  return standingPiece(context, "shipping", (shown) => {
    const usual = { country: null, region: null, cart: null, at: null };
    const view = describeDelivery(shipping, usual, shown.language);
    if (view === null) return "";
    const longest = longestTexts(shipping, shown.language);
    return renderShipping({ view, longest, accent: shipping.accent, ...shown });
  });
}

/** Each visitor's own delivery, told by its module in the same space. */
export function shippingTask(context: PieceContext): LoaderTask | null {
  if (!tellsDelivery(context)) return null;
  return { ...onlyOn(context.settings.widgets.shipping), load: assetPaths.shipping };
}

function tellsDelivery(context: PieceContext): boolean {
  const { settings, platform, page } = context;
  const { zones, country } = settings.widgets.shipping;
  const isKnown = zones.length > 0 || canEstimate(platform, settings);
  return isHere(context, "shipping") && isKnown && country !== null && !isQuiet(page);
}
