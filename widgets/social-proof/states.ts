import type { WidgetState } from "../states.ts";

const place = { selector: ".product-head", position: "append" };
const proofWith = (settings: object) => ({ widgets: { socialProof: { place, ...settings } } });

/** The demo shop's bowl has been rated, and its data tell how many are left. */
export const socialProofStates: WidgetState[] = [
  {
    name: "Rated, with a link to the reviews, and in stock",
    page: "product",
    settings: proofWith({ reviews: "#reviews" }),
  },
  { name: "Few left", page: "product", settings: proofWith({ fewFrom: 5 }) },
  { name: "The rating alone", page: "product", settings: proofWith({ stock: false }) },
  { name: "Stock alone", page: "product", settings: proofWith({ rating: false }) },
];
