import { widgetNames } from "../../../widgets/index.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";

/** The site a visit came from is known on its first page alone, which may be one without the widget that is for some of them. */
export function notesReferrerTask({ settings: { widgets } }: PieceContext): LoaderTask | null {
  const isAsked = widgetNames.some(
    (name) => widgets[name].enabled && widgets[name].audience.referrers.length > 0,
  );
  return isAsked ? { config: () => ({ notesReferrer: true }) } : null;
}
