import type { CartView, OfferedCart } from "../../worker/wire/storefront-api.ts";
import { offerTexts } from "./words.ts";

const view: CartView = {
  lines: [
    { name: "Linen shirt", options: "Sand, L", quantity: 1, price: "$49.00", image: null },
    { name: "Mug", options: "", quantity: 2, price: "$36.00", image: null },
  ],
  count: 3,
  total: "$85.00",
};

/** A cart as the worker offers it. */
export function offered(more: Partial<OfferedCart> = {}): OfferedCart {
  const shown = { ...view, ...more };
  return {
    show: "offer",
    words: offerTexts("en", shown.lines.length),
    mail: "reminder",
    gift: null,
    ...shown,
  };
}
