import { renderTrustBadges } from "../../../widgets/trust-badges/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function trustBadgesPiece(context: PieceContext): Piece | null {
  const { settings, page } = context;
  const { badges } = settings.widgets.trustBadges;
  if (!isHere(context, "trustBadges") || badges.length === 0 || page.step === "done") return null;
  return standingPiece(context, "trustBadges", (shown) =>
    renderTrustBadges({ badges, storeLanguage: settings.language, ...shown }),
  );
}
