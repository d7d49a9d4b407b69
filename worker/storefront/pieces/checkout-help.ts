import { helpRules } from "../../../widgets/checkout-help/rules.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isOn, isQuiet } from "./rules.ts";

export function checkoutHelpTask({ settings, page, now }: PieceContext): LoaderTask | null {
  const { enabled, schedule, variant } = settings.widgets.checkoutHelp;
  if (!enabled || page.kind !== "checkout" || isQuiet(page) || !isOn(schedule, now)) return null;
  return {
    widget: "checkoutHelp",
    load: assetPaths.checkoutHelp,
    config: (language) => ({ help: { ...helpRules(language), variant } }),
  };
}
