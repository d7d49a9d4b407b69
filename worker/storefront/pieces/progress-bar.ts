import { renderProgressBar } from "../../../widgets/progress-bar/component.tsx";
import type { Piece } from "../insert-into-page.ts";
import type { PieceContext } from "./piece-context.ts";
import { standingPiece } from "./standing-piece.ts";

export function progressBarPiece(context: PieceContext): Piece | null {
  const { settings, platform, page } = context;
  const { enabled, accent, place } = settings.widgets.progressBar;
  if (!enabled || page.step === null) return null;
  const stops = platform.checkout(settings);
  const current = stops.findIndex(({ step }) => step === page.step);
  if (current === -1 || stops.length < 2) return null;
  const isOver = page.step === "done";
  const steps = stops.map(({ step, path }, index) => ({
    step,
    state: index < current ? ("done" as const) : index === current ? ("current" as const) : ("todo" as const),
    // Once the order is placed there is nothing to go back to.
    href: index < current && !isOver ? path : null,
  }));
  return standingPiece(context, "progressBar", place, (shown) =>
    renderProgressBar({ steps, accent, ...shown }),
  );
}
