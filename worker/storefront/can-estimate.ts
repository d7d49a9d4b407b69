import type { Platform } from "../platforms/contract.ts";
import type { StoreSettings } from "../wire/store-settings.ts";

/** Whether a store lets its storefront say what delivery costs, and the storefront can be asked. */
export function canEstimate(platform: Platform, settings: StoreSettings): boolean {
  const isWanted = settings.widgets.shipping.source === "platform";
  return isWanted && platform.estimateDelivery !== undefined && (platform.canEstimate?.(settings) ?? true);
}
