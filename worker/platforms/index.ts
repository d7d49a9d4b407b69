import type { PlatformId } from "../domain/platform-id.ts";
import { bigcommerce } from "./bigcommerce.ts";
import type { Platform } from "./contract.ts";
import { evershop } from "./evershop.ts";
import { generic } from "./generic.ts";
import { magento } from "./magento.ts";
import { medusa } from "./medusa.ts";
import { opencart } from "./opencart.ts";
import { prestashop } from "./prestashop.ts";
import { shopify } from "./shopify.ts";
import { woocommerce } from "./woocommerce.ts";

/** Every platform, by its id: a missing one is a type error. */
export const platforms: Readonly<Record<PlatformId, Platform>> = {
  bigcommerce,
  evershop,
  generic,
  magento,
  medusa,
  opencart,
  prestashop,
  shopify,
  woocommerce,
};
