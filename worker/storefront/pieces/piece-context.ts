import type { Page, Platform } from "../../platforms/contract.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";

/** All that may decide what a page gets. Nothing about the person who asked is in it. */
export interface PieceContext {
  settings: StoreSettings;
  platform: Platform;
  page: Page;
  url: URL;
  /** Epoch ms. */
  now: number;
}
