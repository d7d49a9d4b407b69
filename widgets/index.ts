import * as z from "zod";
import { addressNoticeSettings } from "./address-notice/settings.ts";
import { exitOfferSettings } from "./exit-offer/settings.ts";
import { progressBarSettings } from "./progress-bar/settings.ts";
import { overlaySettings } from "./rules/settings.ts";
import { saveCartSettings } from "./save-cart/settings.ts";
import { shippingSettings } from "./shipping/settings.ts";
import { trustBadgesSettings } from "./trust-badges/settings.ts";

/** Every widget there is, with its settings and their defaults. A store's settings hold them under `widgets`. */
export const widgetSettings = z.strictObject({
  progressBar: progressBarSettings.prefault({}),
  shipping: shippingSettings.prefault({}),
  trustBadges: trustBadgesSettings.prefault({}),
  saveCart: saveCartSettings.prefault({}),
  addressNotice: addressNoticeSettings.prefault({}),
  exitOffer: exitOfferSettings.prefault({}),
  /** How many overlays a shopper meets, over all widgets. */
  overlays: overlaySettings.prefault({}),
});
