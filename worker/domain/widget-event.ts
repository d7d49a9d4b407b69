/** Every widget there is, by its name in settings and counts. */
export const widgetIds = [
  "progressBar",
  "shipping",
  "trustBadges",
  "socialProof",
  "saveCart",
  "addressNotice",
  "exitOffer",
  "survey",
  "resumeBar",
  "checkoutHelp",
] as const;
export type WidgetId = (typeof widgetIds)[number];

/**
 * What is counted of widgets. `shown`: it could be seen. `used`: it did what it is there for (a way on was taken, an address
 * given). `dismissed`: the shopper sent it away.
 */
export const widgetEvents = ["shown", "used", "dismissed"] as const;
export type WidgetEvent = (typeof widgetEvents)[number];
