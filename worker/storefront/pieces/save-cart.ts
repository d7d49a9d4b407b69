import { renderSaveCart } from "../../../widgets/save-cart/component.tsx";
import { paths } from "../../wire/paths.ts";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn, isQuiet } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function saveCartPiece(context: PieceContext): Piece | null {
  const { page, now } = context;
  const { enabled, pages, schedule, place } = context.settings.widgets.saveCart;
  if (!enabled || !isAmong(pages, page) || isQuiet(page) || !isOn(schedule, now)) return null;
  return standingPiece(context, "saveCart", place, (shown) => renderSaveCart({ href: paths.save, ...shown }));
}
