import type { devices as deviceNames } from "../../../widgets/rules/settings.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isAmong, isOn, isQuiet } from "./rules.ts";

export function exitOfferTask(context: PieceContext): LoaderTask | null {
  const { settings, platform } = context;
  const { exitOffer, overlays } = settings.widgets;
  const { audience, devices, enabled } = exitOffer;
  // The site a visit came from is known on its first page alone, which may be one without the offer.
  const notesReferrer = enabled && audience.referrers.length > 0;
  const notes = notesReferrer && ({ notesReferrer } as const);
  if (!isOffered(context)) return notes ? { config: () => notes } : null;
  const checkout = platform.checkout(settings).find(({ step }) => step !== "cart")?.path ?? "/";
  return {
    widget: "exitOffer",
    config: () => ({
      offer: {
        src: assetPaths.exitOffer,
        dwell: exitOffer.dwellSeconds * 1000,
        quietFor: exitOffer.quietDays * 86_400,
        checkout,
        budget: overlays,
        variant: exitOffer.variant,
        ...(devices.length === 1 && { only: devices[0] as (typeof deviceNames)[number] }),
        ...(notesReferrer && { from: audience.referrers }),
      },
      ...notes,
    }),
  };
}

function isOffered({ settings, page, now }: PieceContext): boolean {
  const { exitOffer, overlays } = settings.widgets;
  const { enabled, pages, schedule } = exitOffer;
  const isHere = isAmong(pages, page) && !isQuiet(page);
  return enabled && isHere && isOn(schedule, now) && overlays.perSession * overlays.perWeek > 0;
}
