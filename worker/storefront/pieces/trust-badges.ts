import { renderTrustBadges } from "../../../widgets/trust-badges/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function trustBadgesPiece(context: PieceContext): Piece | null {
  const { settings, page, now } = context;
  const { enabled, badges, devices, place, pages, schedule } = settings.widgets.trustBadges;
  if (!enabled || badges.length === 0 || page.step === "done") return null;
  if (!isAmong(pages, page) || !isOn(schedule, now)) return null;
  return standingPiece(context, "trustBadges", place, (shown) =>
    renderTrustBadges({ badges, devices, storeLanguage: settings.language, ...shown }),
  );
}
