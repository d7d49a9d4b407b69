import type { WidgetState } from "../states.ts";

const field = 'input[type="email"]';
const hint = "cw-checkout-help output";
const shown = { wait: "cw-checkout-help output:not(:empty)" };

export const checkoutHelpStates: WidgetState[] = [
  {
    name: "A mistyped mail address",
    page: "checkout",
    acts: [{ type: "ada@gmial.com", into: field, until: hint }, shown],
  },
  {
    name: "An unfinished mail address",
    page: "checkout",
    acts: [{ type: "ada", into: field, until: hint }, shown],
  },
  {
    name: "Something is missing",
    page: "checkout",
    acts: [{ type: "", into: field, until: hint }, shown],
  },
];
