import { helpRules } from "../../../widgets/checkout-help/rules.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet, onlyOn } from "./rules.ts";

export function checkoutHelpTask(context: PieceContext): LoaderTask | null {
  const { checkoutHelp } = context.settings.widgets;
  if (!isHere(context, "checkoutHelp") || isQuiet(context.page)) return null;
  return {
    widget: "checkoutHelp",
    ...onlyOn(checkoutHelp),
    load: assetPaths.checkoutHelp,
    config: (language) => ({ help: { ...helpRules(language), variant: checkoutHelp.variant } }),
  };
}
