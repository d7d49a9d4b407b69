import type { PageKind } from "../worker/domain/page-kind.ts";

/** Code of ours that belongs to some kinds of pages alone. All else may be on any page. */
const ofSomePages: Partial<Record<string, readonly PageKind[]>> = {
  addressNotice: ["cart", "checkout"],
  checkoutHelp: ["checkout"],
  followSections: ["cart", "checkout", "other"],
  resumeBar: ["home", "listing", "product", "cart", "other"],
  socialProof: ["home", "listing", "product", "other"],
};

/** Whether a page of this kind could ever load this file of ours, whatever its store has set. */
export function mayLoad(page: PageKind, asset: string): boolean {
  return ofSomePages[asset]?.includes(page) ?? true;
}
