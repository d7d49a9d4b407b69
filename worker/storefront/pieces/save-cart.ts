import { renderSaveCart } from "../../../widgets/save-cart/component.tsx";
import { paths } from "../../wire/paths.ts";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function saveCartPiece(context: PieceContext): Piece | null {
  if (!isHere(context, "saveCart") || isQuiet(context.page)) return null;
  return standingPiece(context, "saveCart", (shown) => renderSaveCart({ href: paths.save, ...shown }));
}
