import type { PlaceSetting } from "../../../widgets/place/settings.ts";
import { type Language, matchLanguage } from "../../domain/language.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { Piece } from "../insert-into-page.ts";
import { readPolicies } from "../read-policy.ts";
import type { PieceContext } from "./piece-context.ts";
import { placeFrom } from "./rules.ts";

interface Shown {
  language: Language;
  nonce?: string;
}

/**
 * A widget that is finished HTML with its own styles. It is left out where the page's policy refuses those: unstyled it would
 * not be what the shop chose.
 *
 * @param render gets the page's language, and the nonce its policy asks for, if it does. What it draws is kept for the store's
 *   settings, the page's kind and its step: nothing else may decide it, neither the rest of the address nor the time
 */
export function standingPiece(
  context: PieceContext,
  widget: string,
  place: PlaceSetting,
  render: (page: Shown) => string,
): Piece {
  const { settings, url } = context;
  return {
    widgets: [widget],
    place: placeFrom(place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      const { nonce } = style;
      if (nonce === null) return drawOnce(context, widget, { language }, render);
      // Each answer has a nonce of its own.
      return drawOnce(context, widget, { language, nonce: standIn }, render).replaceAll(standIn, () => nonce);
    },
  };
}

/** Stands for a nonce in what is kept. A nonce is written as it is: it has no character that means something in HTML. */
const standIn = "cw-nonce-5f0c1e9ab27d4c38";

const drawn = new WeakMap<StoreSettings, Map<string, string>>();

/** Drawing is most of what a page costs. A store has few kinds of pages, and its settings are let go of when they change. */
function drawOnce(
  { settings, platform, page }: PieceContext,
  widget: string,
  shown: Shown,
  render: (page: Shown) => string,
): string {
  let kept = drawn.get(settings);
  if (!kept) {
    kept = new Map();
    drawn.set(settings, kept);
  }
  const key = [widget, platform.id, page.kind, page.step, shown.language, shown.nonce].join(" ");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const html = render(shown);
  kept.set(key, html);
  return html;
}
