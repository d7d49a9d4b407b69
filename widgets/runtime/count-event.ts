import type { WidgetEvent, WidgetId } from "../../worker/domain/widget-event.ts";

/**
 * Counts that a widget was shown, used or dismissed. Nobody is in it: what is sent is the same from every browser. Under
 * Global Privacy Control nothing is sent at all.
 */
export function countEvent(widget: WidgetId, event: WidgetEvent, variant: string): void {
  if (navigator.globalPrivacyControl) return;
  try {
    navigator.sendBeacon(COUNT_PATH, JSON.stringify({ widget, event, variant }));
  } catch {}
}
