import { widgetNames } from "../../../widgets/index.ts";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { onlyOn } from "./rules.ts";

/** What counts those of a page's pieces that are widgets; none: nothing. */
export function countStandingTask(
  { settings: { widgets } }: PieceContext,
  pieces: readonly Piece[],
): LoaderTask[] {
  const inPage = new Set(pieces.flatMap((piece) => piece.widgets));
  const here = widgetNames.filter((name) => inPage.has(name));
  if (here.length === 0) return [];
  const counts = Object.fromEntries(here.map((name) => [name, widgets[name].variant]));
  const devices = here.flatMap((name) => widgets[name].devices);
  return [{ ...onlyOn({ devices }), load: assetPaths.countStanding, config: () => ({ counts }) }];
}
