/** The storefront software a store runs on. Each has one file in worker/platforms/. */
export const platformIds = ["woocommerce", "generic"] as const;

export type PlatformId = (typeof platformIds)[number];
