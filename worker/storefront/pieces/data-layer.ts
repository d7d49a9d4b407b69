import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { PieceContext } from "./piece-context.ts";
import { scriptPiece } from "./script-piece.ts";

/** For shops that tell their cart only to their own measurement. */
export function dataLayerPiece(context: PieceContext): Piece | null {
  if (context.platform.id !== "generic" || !context.settings.generic.dataLayer) return null;
  return scriptPiece(context, ["dataLayer"], assetPaths.dataLayer);
}
