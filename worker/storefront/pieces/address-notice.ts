import { noticeWords } from "../../../widgets/address-notice/words.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isQuiet } from "./rules.ts";

export function addressNoticeTask({ settings, platform, page }: PieceContext): LoaderTask | null {
  const { enabled, variant } = settings.widgets.addressNotice;
  const mayMail = settings.recovery.enabled && settings.sender !== null;
  if (!enabled || !mayMail || page.kind !== "checkout" || isQuiet(page)) return null;
  const field = settings.consent.field ?? platform.emailField(settings);
  return {
    widget: "addressNotice",
    config: (language) => ({
      notice: {
        src: assetPaths.addressNotice,
        mode: settings.consent.mode,
        field,
        words: noticeWords[language],
        variant,
      },
    }),
  };
}
