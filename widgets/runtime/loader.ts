import type { LoaderConfig } from "../../worker/wire/storefront-api.ts";
import { mountAddressNotice } from "../address-notice/mount.ts";
import { armExitOffer } from "./exit-triggers.ts";

/**
 * The only script of ours a page carries. Reads what to do from its own tag; whatever fails, fails silently: the shop
 * goes on as if we were not there.
 */
try {
  const config: LoaderConfig = JSON.parse((document.currentScript as HTMLScriptElement).dataset.cw as string);
  armExitOffer(config);
  mountAddressNotice(config);
} catch {}
