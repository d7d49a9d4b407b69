/** Why people leave a cart, as Baymard Institute asks it, and as shares compare. The lists are in widgets/survey/settings.ts. */
export type SurveyReason =
  | "extra-costs"
  | "slow-delivery"
  | "no-trust"
  | "account"
  | "complicated"
  | "total-unclear"
  | "returns"
  | "errors"
  | "payment-methods"
  | "just-browsing";

/** When they were asked: as they were about to leave, or when they had come back. */
export type SurveyMoment = "leaving" | "return";
