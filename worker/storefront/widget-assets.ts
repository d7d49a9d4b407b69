import manifest from "../../dist/widget-assets.json" with { type: "json" };
import { paths } from "../wire/paths.ts";

/** Where the widgets' code is, under names that change with their content (`npm run build` writes the list). */
export const assetPaths = {
  loader: paths.assets + manifest.loader,
  addressNotice: paths.assets + manifest.addressNotice,
  overlays: paths.assets + manifest.overlays,
  resumeBar: paths.assets + manifest.resumeBar,
  checkoutHelp: paths.assets + manifest.checkoutHelp,
  followSections: paths.assets + manifest.followSections,
  shipping: paths.assets + manifest.shipping,
  socialProof: paths.assets + manifest.socialProof,
  countStanding: paths.assets + manifest.countStanding,
  dataLayer: paths.assets + manifest.dataLayer,
} as const;
