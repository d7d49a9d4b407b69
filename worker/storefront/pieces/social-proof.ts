import { renderSocialProof } from "../../../widgets/social-proof/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, onlyOn } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

/** Space for what the page's own data say. Their facts are the shop's: nothing here counts or remembers any. */
export function socialProofPiece(context: PieceContext): Piece | null {
  if (!tellsProof(context)) return null;
  const { socialProof } = context.settings.widgets;
  return standingPiece(context, "socialProof", (shown) => renderSocialProof({ ...socialProof, ...shown }));
}

/** Reads them, when the page has been read. */
export function socialProofTask(context: PieceContext): LoaderTask | null {
  if (!tellsProof(context)) return null;
  return { ...onlyOn(context.settings.widgets.socialProof), load: assetPaths.socialProof };
}

/** Only where the store chose a place: the space stays empty where its data are silent. */
function tellsProof(context: PieceContext): boolean {
  const { place, rating, stock, fewFrom } = context.settings.widgets.socialProof;
  const hasLine = rating || stock || fewFrom !== null;
  return isHere(context, "socialProof") && place !== null && hasLine;
}
