import { bigcommerce } from "./bigcommerce.ts";
import { generic } from "./generic.ts";
import { magento } from "./magento.ts";
import { medusa } from "./medusa.ts";
import { opencart } from "./opencart.ts";
import { prestashop } from "./prestashop.ts";
import { woocommerce } from "./woocommerce.ts";

/** What a merchant can say of a shop's software: one file and one line for each platform that has something to be told. */
export const platformSettings = {
  bigcommerce: bigcommerce.prefault({}),
  generic: generic.prefault({}),
  magento: magento.prefault({}),
  medusa: medusa.prefault({}),
  opencart: opencart.prefault({}),
  prestashop: prestashop.prefault({}),
  woocommerce: woocommerce.prefault({}),
};
