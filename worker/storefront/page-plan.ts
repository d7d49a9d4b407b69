import type { Platform } from "../platforms/contract.ts";
import type { StoreSettings } from "../wire/store-settings.ts";
import type { PagePlan, Piece } from "./insert-into-page.ts";
import { dataLayerPiece } from "./pieces/data-layer.ts";
import { loaderPiece } from "./pieces/loader.ts";
import type { PieceContext } from "./pieces/piece-context.ts";
import { progressBarPiece } from "./pieces/progress-bar.ts";
import { saveCartPiece } from "./pieces/save-cart.ts";
import { shippingPiece } from "./pieces/shipping.ts";
import { socialProofPiece } from "./pieces/social-proof.ts";
import { trustBadgesPiece } from "./pieces/trust-badges.ts";

/** In the order in which they stand in a page. */
const pieces: readonly ((context: PieceContext) => Piece | null)[] = [
  progressBarPiece,
  shippingPiece,
  trustBadgesPiece,
  socialProofPiece,
  saveCartPiece,
  dataLayerPiece,
  loaderPiece,
];

/**
 * What a page gets, decided from the store's settings, the page's address and the clock alone: nothing about the person who asked is
 * in it, so that a page which could be cached still can be. Empty: nothing, and the page is not touched.
 */
export function planPage(settings: StoreSettings, platform: Platform, url: URL, now: number): PagePlan {
  const context = { settings, platform, page: platform.pageOf(url, settings), url, now };
  return pieces.map((piece) => piece(context)).filter((piece) => piece !== null);
}
