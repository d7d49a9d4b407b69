import { overlayTask } from "./exit-offer.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";

/** At which moments it is for, the worker says when it is asked; the page only has to notice them. */
export function surveyTask(context: PieceContext): LoaderTask | null {
  const back = context.settings.widgets.survey.moments.includes("return");
  return overlayTask(context, "survey", (rules) => ({ survey: { ...rules, ...(back && { back }) } }));
}
