import type { WidgetState } from "../states.ts";

const place = { selector: ".product-head", position: "append" };
const proofWith = (settings: object) => ({ widgets: { socialProof: { place, ...settings } } });

/** Its sentences are filled in behind the page. */
const acts = [{ wait: "cw-social-proof p:not([hidden])" }];

/** The demo shop's bowl has been rated, and its data tell how many are left. */
export const socialProofStates: WidgetState[] = [
  {
    name: "Rated, with a link to the reviews, and in stock",
    page: "product",
    settings: proofWith({ reviews: "#reviews" }),
    acts,
  },
  { name: "Few left", page: "product", settings: proofWith({ fewFrom: 5 }), acts },
  { name: "The rating alone", page: "product", settings: proofWith({ stock: false }), acts },
  { name: "Stock alone", page: "product", settings: proofWith({ rating: false }), acts },
];
