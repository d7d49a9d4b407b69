import manifest from "../../dist/widget-assets.json" with { type: "json" };
import { paths } from "../wire/paths.ts";

/** Where the widgets' code is, under names that change with their content (`npm run build` writes the list). */
export const assetPaths = {
  loader: paths.assets + manifest.loader,
  addressNotice: paths.assets + manifest.addressNotice,
  exitOffer: paths.assets + manifest.exitOffer,
  shipping: paths.assets + manifest.shipping,
  dataLayer: paths.assets + manifest.dataLayer,
} as const;
