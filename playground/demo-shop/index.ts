/**
 * Saltmarsh Supply, a small believable shop to stand behind a proxy on a laptop and in tests.
 *
 * It knows nothing of what is put in front of it. It speaks one of two dialects: `generic`, plain HTML forms, and
 * `woocommerce`, pages that talk to the WooCommerce Store API. It is made of Request and Response alone, so that it
 * runs in Node and in workerd; all it remembers is one plain JSON state that its owner may keep.
 */
import { genericShop } from "./generic.ts";
import { type DemoShopState, type Dialect, emptyState, type Shop } from "./state.ts";
import { wooShop } from "./woocommerce.ts";

export type { DemoShopState, Dialect } from "./state.ts";

export interface DemoShop {
  fetch(request: Request): Promise<Response>;
  state: DemoShopState;
}

export interface DemoShopOptions {
  dialect: Dialect;
  state?: DemoShopState;
  /** Called after every request that changed the state, with that same state. */
  onChange?: (state: DemoShopState) => void;
}

export function createDemoShop({ dialect, state = emptyState(), onChange }: DemoShopOptions): DemoShop {
  const shop: Shop = { state, changed: () => onChange?.(state) };
  const app = dialect === "woocommerce" ? wooShop(shop) : genericShop(shop);
  return { state, fetch: async (request) => app.fetch(request) };
}
