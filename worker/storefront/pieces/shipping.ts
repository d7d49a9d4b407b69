import { renderShipping } from "../../../widgets/shipping/component.tsx";
import { describeDelivery, longestTexts } from "../describe-delivery.ts";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn, isQuiet } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

/** What is true for most: the page may be kept by a cache. Each visitor's own is told by its module. */
export function shippingPiece(context: PieceContext): Piece | null {
  if (!tellsDelivery(context)) return null;
  const { shipping } = context.settings.widgets;
  return standingPiece(context, "shipping", shipping.place, (shown) => {
    const usual = { country: null, region: null, cart: null, at: null };
    const view = describeDelivery(shipping, usual, shown.language);
    if (view === null) return "";
    const longest = longestTexts(shipping, shown.language);
    return renderShipping({ view, longest, accent: shipping.accent, ...shown });
  });
}

/** Each visitor's own delivery, told by its module in the same space. */
export function shippingTask(context: PieceContext): LoaderTask | null {
  return tellsDelivery(context) ? { load: assetPaths.shipping } : null;
}

function tellsDelivery({ settings, page, now }: PieceContext): boolean {
  const { enabled, zones, country, schedule, pages } = settings.widgets.shipping;
  const isHere = isAmong(pages, page) && !isQuiet(page);
  return enabled && zones.length > 0 && country !== null && isHere && isOn(schedule, now);
}
