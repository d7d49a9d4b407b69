import type { PageKind } from "../worker/domain/page-kind.ts";

/** Code of ours that belongs to some kinds of pages alone. All else may be on any page. */
const ofSomePages: Partial<Record<string, readonly PageKind[]>> = {
  addressNotice: ["checkout"],
  checkoutHelp: ["checkout"],
  followSections: ["checkout"],
  resumeBar: ["home", "listing", "product", "cart", "other"],
  socialProof: ["product"],
};

/** Whether a page of this kind could ever load this file of ours, whatever its store has set. */
export function mayLoad(page: PageKind, asset: string): boolean {
  return ofSomePages[asset]?.includes(page) ?? true;
}
