import type { WidgetState } from "../states.ts";

export const progressBarStates: WidgetState[] = [
  { name: "In the cart", page: "cart" },
  { name: "At the address", page: "checkout" },
  { name: "At the delivery", page: "delivery" },
  {
    name: "At the payment, in the shop's colour",
    page: "payment",
    settings: { widgets: { progressBar: { accent: "#1c7a92" } } },
  },
  { name: "Bought", page: "confirmation" },
  { name: "A checkout on one page", page: "checkout", platform: "woocommerce" },
  {
    name: "A checkout on one page, in the delivery",
    page: "checkout",
    platform: "woocommerce",
    acts: [
      { type: "ada@example.com", into: "#email" },
      { click: "#contact-fields button" },
      {
        type: "Ada",
        into: "#shipping-first_name",
        until: "cw-progress-bar li:nth-child(3)[aria-current]",
      },
    ],
  },
];
