import { renderSocialProof } from "../../../widgets/social-proof/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isOn } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

/** Space for what the page's own data say. Their facts are the shop's: nothing here counts or remembers any. */
export function socialProofPiece(context: PieceContext): Piece | null {
  if (!tellsProof(context)) return null;
  const { socialProof } = context.settings.widgets;
  return standingPiece(context, "socialProof", socialProof.place, (shown) =>
    renderSocialProof({ ...socialProof, ...shown }),
  );
}

/** Reads them, when the page has been read. */
export function socialProofTask(context: PieceContext): LoaderTask | null {
  return tellsProof(context) ? { load: assetPaths.socialProof } : null;
}

/** Only where the store chose a place: the space stays empty where its data are silent. */
function tellsProof({ settings, page, now }: PieceContext): boolean {
  const { enabled, place, rating, stock, fewFrom, schedule } = settings.widgets.socialProof;
  const hasLine = rating || stock || fewFrom !== null;
  return enabled && place !== null && hasLine && page.kind === "product" && isOn(schedule, now);
}
