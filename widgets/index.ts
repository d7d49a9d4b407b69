import { addressNoticeSettings } from "./address-notice/settings.ts";
import { exitOfferSettings } from "./exit-offer/settings.ts";
import { progressBarSettings } from "./progress-bar/settings.ts";

/** Every widget there is. The edge reads a store's settings with these schemas; the dashboard draws forms from them. */
export const widgets = [
  { name: "progress-bar", settings: progressBarSettings },
  { name: "address-notice", settings: addressNoticeSettings },
  { name: "exit-offer", settings: exitOfferSettings },
] as const;

export type WidgetName = (typeof widgets)[number]["name"];
