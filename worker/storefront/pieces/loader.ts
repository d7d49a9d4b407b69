import { devices } from "../../../widgets/rules/settings.ts";
import type { Language } from "../../domain/language.ts";
import type { LoaderConfig } from "../../wire/storefront-api.ts";
import type { Piece } from "../insert-into-page.ts";
import { assetPaths } from "../widget-assets.ts";
import { addressNoticeTask } from "./address-notice.ts";
import { checkoutHelpTask } from "./checkout-help.ts";
import { countStandingTask } from "./count-standing.ts";
import { exitOfferTask } from "./exit-offer.ts";
import type { LoaderTask } from "./loader-task.ts";
import { notesReferrerTask } from "./notes-referrer.ts";
import type { PieceContext } from "./piece-context.ts";
import { progressBarTask } from "./progress-bar.ts";
import { resumeBarTask } from "./resume-bar.ts";
import { scriptPiece } from "./script-piece.ts";
import { shippingTask } from "./shipping.ts";
import { socialProofTask } from "./social-proof.ts";
import { surveyTask } from "./survey.ts";

/** What the loader can be asked to do. One line for each widget with code. */
const tasks: readonly ((context: PieceContext) => LoaderTask | null)[] = [
  addressNoticeTask,
  checkoutHelpTask,
  progressBarTask,
  resumeBarTask,
  exitOfferTask,
  surveyTask,
  shippingTask,
  socialProofTask,
  notesReferrerTask,
];

/**
 * The one script that a page carries, where any widget needs it. To be counted is no need of a widget's: where nothing else asks
 * for a script there is none.
 *
 * @param others what else is in the page
 */
export function loaderPiece(context: PieceContext, others: readonly Piece[]): Piece | null {
  const needed = tasks.map((task) => task(context)).filter((task) => task !== null);
  if (needed.length === 0) return null;
  const wanted = [...needed, ...countStandingTask(context, others)];
  const { kind, step } = context.page;
  const forBoth = wanted.filter(({ only }) => only === undefined);
  const config = (language: Language): LoaderConfig => ({
    page: kind,
    step,
    language,
    ...configOf(forBoth, language),
    ...Object.fromEntries(
      devices.flatMap((device) => {
        const its = wanted.filter(({ only }) => only === device);
        // It takes the place of what stands there for both.
        const load = its.some((task) => task.load) && loadOf([...forBoth, ...its]);
        return its.length > 0 ? [[device, { ...configOf(its, language), ...load }]] : [];
      }),
    ),
  });
  return scriptPiece(
    context,
    wanted.flatMap((task) => task.widget ?? []),
    assetPaths.loader,
    config,
  );
}

function configOf(tasks: LoaderTask[], language: Language): Partial<LoaderConfig> {
  return Object.assign({}, loadOf(tasks), ...tasks.map(({ config }) => config?.(language)));
}

function loadOf(tasks: LoaderTask[]): Pick<LoaderConfig, "load"> {
  const load = tasks.flatMap((task) => task.load ?? []);
  return load.length > 0 ? { load } : {};
}
