/** Put in by the build from worker/wire/paths.ts, so that a page does not carry the addresses it never asks. */
declare const CART_PATH: string;
declare const CONTACT_PATH: string;
declare const COUNT_PATH: string;
declare const OFFER_BAR_PATH: string;
declare const SEEN_PATH: string;
declare const SHIPPING_PATH: string;
declare const INCENTIVE_PATH: string;
declare const SEND_CART_PATH: string;
declare const SURVEY_PATH: string;

interface Navigator {
  /** Global Privacy Control (W3C GPC §3.2). */
  globalPrivacyControl?: boolean;
}
