import { noticeWords } from "../../../widgets/address-notice/words.ts";
import { assetPaths } from "../widget-assets.ts";
import type { LoaderTask } from "./loader-task.ts";
import type { PieceContext } from "./piece-context.ts";
import { isHere, isQuiet, onlyOn } from "./rules.ts";

export function addressNoticeTask(context: PieceContext): LoaderTask | null {
  const { settings, platform, page } = context;
  const { addressNotice } = settings.widgets;
  const mayMail = settings.recovery.enabled && settings.sender !== null;
  if (!isHere(context, "addressNotice") || !mayMail || isQuiet(page)) return null;
  const field = settings.consent.field ?? platform.emailField(settings);
  return {
    widget: "addressNotice",
    ...onlyOn(addressNotice),
    config: (language) => ({
      notice: {
        src: assetPaths.addressNotice,
        mode: settings.consent.mode,
        field,
        words: noticeWords[language],
        variant: addressNotice.variant,
      },
    }),
  };
}
