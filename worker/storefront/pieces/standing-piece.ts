import type { WidgetName } from "../../../widgets/index.ts";
import type { InPage } from "../../../widgets/render-host.ts";
import { matchLanguage } from "../../domain/language.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { Piece } from "../insert-into-page.ts";
import { readPolicies } from "../read-policy.ts";
import type { PieceContext } from "./piece-context.ts";
import { onlyOn, placeFrom } from "./rules.ts";

/** Widgets that have a place. */
type Standing = {
  [Name in WidgetName]: StoreSettings["widgets"][Name] extends { place: unknown } ? Name : never;
}[WidgetName];

/**
 * A widget that is finished HTML with its own styles. It is left out where the page's policy refuses those: unstyled it would
 * not be what the shop chose.
 *
 * @param render gets the page's language, the device it is for alone, and the nonce its policy asks for, if it does. What it draws
 *   is kept for the store's settings, the page's kind and its step: nothing else may decide it, neither the rest of the address nor
 *   the time nor who asks
 */
export function standingPiece(
  context: PieceContext,
  widget: Standing,
  render: (page: InPage) => string,
): Piece {
  const { settings, url } = context;
  const chosen = settings.widgets[widget];
  const where = { ...onlyOn(chosen), isAtStart: chosen.place === null };
  return {
    widgets: [widget],
    place: placeFrom(chosen.place),
    write(head) {
      const { style } = readPolicies(head.policies, url);
      if (!style.allowed) return { leftOut: "style-not-allowed" };
      const language = matchLanguage(head.language, settings.language);
      const { nonce } = style;
      if (nonce === null) return drawOnce(context, widget, { language, ...where }, render);
      // Each answer has a nonce of its own.
      const html = drawOnce(context, widget, { language, nonce: standIn, ...where }, render);
      return html.replaceAll(standIn, () => nonce);
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
  shown: InPage,
  render: (page: InPage) => string,
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
