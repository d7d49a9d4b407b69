import type { PlaceSetting } from "../../../widgets/place/settings.ts";
import { type Language, matchLanguage } from "../../domain/language.ts";
import type { Piece } from "../insert-into-page.ts";
import { readPolicies } from "../read-policy.ts";
import type { PieceContext } from "./piece-context.ts";
import { placeFrom } from "./rules.ts";

/**
 * A widget that is finished HTML with its own styles. It is left out where the page's policy refuses those: unstyled it would
 * not be what the shop chose.
 *
 * @param render gets the page's language, and the nonce its policy asks for, if it does
 */
export function standingPiece(
  { settings, url }: PieceContext,
  widget: string,
  place: PlaceSetting,
  render: (page: { language: Language; nonce?: string }) => string,
): Piece {
  return {
    widgets: [widget],
    place: placeFrom(place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      return render({ language, ...(style.nonce !== null && { nonce: style.nonce }) });
    },
  };
}
