import type { devices as deviceNames } from "../../../widgets/rules/settings.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn, isQuiet } from "./rules.ts";

export function resumeBarTask({ settings, page, now }: PieceContext): LoaderTask | null {
  const { enabled, pages, devices, schedule } = settings.widgets.resumeBar;
  if (!enabled || !isAmong(pages, page) || isQuiet(page) || !isOn(schedule, now)) return null;
  const only = devices.length === 1 && { only: devices[0] as (typeof deviceNames)[number] };
  return { widget: "resumeBar", config: () => ({ resume: { src: assetPaths.resumeBar, ...only } }) };
}
