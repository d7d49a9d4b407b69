import * as z from "zod";
import type { WidgetId } from "../worker/domain/widget-event.ts";
import { addressNoticeSettings } from "./address-notice/settings.ts";
import { checkoutHelpSettings } from "./checkout-help/settings.ts";
import { exitOfferSettings } from "./exit-offer/settings.ts";
import { progressBarSettings } from "./progress-bar/settings.ts";
import { resumeBarSettings } from "./resume-bar/settings.ts";
import { overlaySettings, type WidgetRules } from "./rules/settings.ts";
import { saveCartSettings } from "./save-cart/settings.ts";
import { shippingSettings } from "./shipping/settings.ts";
import { socialProofSettings } from "./social-proof/settings.ts";
import { surveySettings } from "./survey/settings.ts";
import { trustBadgesSettings } from "./trust-badges/settings.ts";

/** Every widget there is, with its settings and their defaults. */
const widgets = {
  progressBar: progressBarSettings.prefault({}),
  shipping: shippingSettings.prefault({}),
  trustBadges: trustBadgesSettings.prefault({}),
  socialProof: socialProofSettings.prefault({}),
  saveCart: saveCartSettings.prefault({}),
  addressNotice: addressNoticeSettings.prefault({}),
  exitOffer: exitOfferSettings.prefault({}),
  survey: surveySettings.prefault({}),
  resumeBar: resumeBarSettings.prefault({}),
  checkoutHelp: checkoutHelpSettings.prefault({}),
} satisfies Record<WidgetId, z.ZodType<WidgetRules>>;

/** Every widget by its name in settings. */
export type WidgetName = keyof typeof widgets;
export const widgetNames = Object.keys(widgets) as WidgetName[];

/** A store's settings hold them under `widgets`. */
export const widgetSettings = z.strictObject({
  ...widgets,
  /** How many overlays a shopper meets, over all widgets. */
  overlays: overlaySettings.prefault({}),
});
