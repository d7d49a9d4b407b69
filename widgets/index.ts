import * as z from "zod";
import { addressNoticeSettings } from "./address-notice/settings.ts";
import { exitOfferSettings } from "./exit-offer/settings.ts";
import { progressBarSettings } from "./progress-bar/settings.ts";

/** Every widget there is, with its settings and their defaults. A store's settings hold them under `widgets`. */
export const widgetSettings = z.strictObject({
  progressBar: progressBarSettings.prefault({}),
  addressNotice: addressNoticeSettings.prefault({}),
  exitOffer: exitOfferSettings.prefault({}),
});
