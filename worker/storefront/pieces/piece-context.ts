import type { WidgetName } from "../../../widgets/index.ts";
import type { Page, Platform } from "../../platforms/contract.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";

/** All that may decide what a page gets. Nothing about the person who asked is in it, but of which audiences they are. */
export interface PieceContext {
  settings: StoreSettings;
  platform: Platform;
  page: Page;
  url: URL;
  /** Epoch ms. */
  now: number;
  /** Widgets with an audience that this visitor is of. Empty on a page that a cache may keep. */
  meant: readonly WidgetName[];
}
