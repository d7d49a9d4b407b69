import { renderProgressBar } from "../../../widgets/progress-bar/component.tsx";
import type { CheckoutStop } from "../../platforms/contract.ts";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, onlyOn } from "./rules.ts";
import { standingPiece } from "./standing-piece.ts";

export function progressBarPiece(context: PieceContext): Piece | null {
  const { page } = context;
  const { accent } = context.settings.widgets.progressBar;
  const stops = stopsOf(context);
  if (stops === null) return null;
  const current = stops.findIndex(({ step }) => step === page.step);
  const isOver = page.step === "done";
  const steps = stops.map(({ step, path, isFollowed }, index) => ({
    step,
    state: index < current ? ("done" as const) : index === current ? ("current" as const) : ("todo" as const),
    // Once the order is placed there is nothing to go back to.
    href: index < current && !isOver ? path : null,
    isFollowed,
  }));
  return standingPiece(context, "progressBar", (shown) => renderProgressBar({ steps, accent, ...shown }));
}

/** In a checkout on one page the bar follows the sections that are being filled. */
export function progressBarTask(context: PieceContext): LoaderTask | null {
  const stops = stopsOf(context);
  if (!stops?.some(({ isFollowed }) => isFollowed)) return null;
  const sections = stops.map(({ section = null, isFollowed }) => (isFollowed ? section : null));
  const { progressBar } = context.settings.widgets;
  return { ...onlyOn(progressBar), load: assetPaths.followSections, config: () => ({ sections }) };
}

/** `null`: there is no bar on this page. */
function stopsOf(context: PieceContext): (CheckoutStop & { isFollowed: boolean })[] | null {
  const { settings, platform, page } = context;
  if (!isHere(context, "progressBar")) return null;
  const stops = platform.checkout(settings);
  const here = stops.find(({ step }) => step === page.step);
  if (here === undefined || stops.length < 2) return null;
  return stops.map((stop) => ({
    ...stop,
    isFollowed: stop.section !== undefined && here.section !== undefined && stop.path === here.path,
  }));
}
