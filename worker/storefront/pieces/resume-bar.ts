import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet, onlyOn } from "./rules.ts";

export function resumeBarTask(context: PieceContext): LoaderTask | null {
  if (!isHere(context, "resumeBar") || isQuiet(context.page)) return null;
  return {
    widget: "resumeBar",
    ...onlyOn(context.settings.widgets.resumeBar),
    config: () => ({ resume: { src: assetPaths.resumeBar } }),
  };
}
