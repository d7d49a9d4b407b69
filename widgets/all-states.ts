import { addressNoticeStates } from "./address-notice/states.ts";
import { checkoutHelpStates } from "./checkout-help/states.ts";
import { exitOfferStates } from "./exit-offer/states.ts";
import { progressBarStates } from "./progress-bar/states.ts";
import { resumeBarStates } from "./resume-bar/states.ts";
import { saveCartStates } from "./save-cart/states.ts";
import { shippingStates } from "./shipping/states.ts";
import { socialProofStates } from "./social-proof/states.ts";
import type { WidgetState } from "./states.ts";
import { surveyStates } from "./survey/states.ts";
import { trustBadgesStates } from "./trust-badges/states.ts";

/** What every widget can look like, by its name in the settings. One line each. */
export const allStates = {
  progressBar: progressBarStates,
  shipping: shippingStates,
  trustBadges: trustBadgesStates,
  socialProof: socialProofStates,
  saveCart: saveCartStates,
  addressNotice: addressNoticeStates,
  exitOffer: exitOfferStates,
  survey: surveyStates,
  resumeBar: resumeBarStates,
  checkoutHelp: checkoutHelpStates,
} satisfies Record<string, WidgetState[]>;
