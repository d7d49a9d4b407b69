import type { DeliveryMethod } from "./state.ts";

export const freeDeliveryFrom = 5000;

interface DeliveryRate {
  method: DeliveryMethod;
  name: string;
  time: string;
  /** Pence. */
  price: number;
}

/** What each way of delivery costs for goods of this worth, discount already taken off. */
export function deliveryRates(goodsTotal: number): DeliveryRate[] {
  return [
    {
      method: "standard",
      name: "Standard delivery",
      time: "2 to 3 working days",
      price: goodsTotal >= freeDeliveryFrom ? 0 : 450,
    },
    { method: "express", name: "Express delivery", time: "Next working day, ordered by 2 pm", price: 890 },
  ];
}

export function deliveryRate(method: DeliveryMethod, goodsTotal: number): DeliveryRate {
  const [standard, express] = deliveryRates(goodsTotal) as [DeliveryRate, DeliveryRate];
  return method === "express" ? express : standard;
}
