import type { WidgetState } from "../states.ts";

export const saveCartStates: WidgetState[] = [
  { name: "At the start of the cart", page: "cart" },
  {
    name: "Below the cart's lines",
    page: "cart",
    settings: { widgets: { saveCart: { place: { selector: "main h1", position: "after" } } } },
  },
];
