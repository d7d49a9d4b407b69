import { type WidgetName, widgetNames } from "../../widgets/index.ts";
import type { Platform } from "../platforms/contract.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { PagePlan, Piece } from "./insert-into-page.ts";
import { dataLayerPiece } from "./pieces/data-layer.ts";
import { loaderPiece } from "./pieces/loader.ts";
import type { PieceContext } from "./pieces/piece-context.ts";
import { progressBarPiece } from "./pieces/progress-bar.ts";
import { needsVisitor } from "./pieces/rules.ts";
import { saveCartPiece } from "./pieces/save-cart.ts";
import { shippingPiece } from "./pieces/shipping.ts";
import { socialProofPiece } from "./pieces/social-proof.ts";
import { trustBadgesPiece } from "./pieces/trust-badges.ts";

/** In the order in which they stand in a page; the loader follows them. */
const pieces: readonly ((context: PieceContext) => Piece | null)[] = [
  progressBarPiece,
  shippingPiece,
  trustBadgesPiece,
  socialProofPiece,
  saveCartPiece,
  dataLayerPiece,
];

/**
 * What a page gets, decided from the store's settings, the page's address and the clock: nothing about the person who asked is in
 * it, so that a page which could be cached still can be. Empty: nothing, and the page is not touched.
 *
 * @param meant of a page that nobody else gets: the widgets with an audience that this visitor is of. `null`: a page that a cache may
 *   keep. Those with an audience are not in it; what says so for each that would be has its name in `waits`
 */
export function planPage(
  settings: StoreSettings,
  platform: Platform,
  url: URL,
  now: number,
  page = platform.pageOf(url, settings),
  meant: readonly WidgetName[] | null = null,
): PagePlan {
  const context = { settings, platform, page, url, now };
  const planned = piecesFor({ ...context, meant: meant ?? [] });
  const narrow = meant === null ? widgetNames.filter((widget) => needsVisitor(settings, widget)) : [];
  if (narrow.length === 0) return planned;
  const known = new Set(planned.flatMap(({ widgets }) => widgets));
  const wanted = new Set(piecesFor({ ...context, meant: narrow }).flatMap(({ widgets }) => widgets));
  return [...planned, ...narrow.filter((widget) => wanted.has(widget) && !known.has(widget)).map(waiting)];
}

function piecesFor(context: PieceContext): Piece[] {
  const others = pieces.map((piece) => piece(context)).filter((piece) => piece !== null);
  const loader = loaderPiece(context, others);
  return loader ? [...others, loader] : others;
}

/** Stands for a widget that cannot be in a page before it is known who asks. */
function waiting(widget: WidgetName): Piece {
  return { widgets: [widget], waits: widget, place: null, write: () => ({ leftOut: "page-may-be-kept" }) };
}
