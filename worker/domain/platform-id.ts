/** The storefront software a store runs on. Each has one file in worker/platforms/. */
export const platformIds = [
  "woocommerce",
  "generic",
  "evershop",
  "shopify",
  "magento",
  "medusa",
  "bigcommerce",
  "opencart",
  "prestashop",
] as const;

export type PlatformId = (typeof platformIds)[number];
