import { findProduct } from "./catalog.ts";
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

/** All prices have the tax in them. */
const taxPercent = 20;

/**
 * What the shop says of a parcel to whoever asks for it (docs/platforms/generic.md, "Delivery"): `country`, and `value` of the
 * goods in pence, `item` for each line. `null`: it does not deliver there, or does not have that.
 */
export function estimateDelivery(query: URLSearchParams) {
  const isSold = query.getAll("item").every((item) => findProduct(Number.parseInt(item, 10)));
  if (query.get("country") !== "GB" || !isSold) return null;
  const value = Number(query.get("value") ?? 0);
  const [{ price }] = deliveryRates(value) as [DeliveryRate];
  const total = value + price;
  const tax = Math.round((total * taxPercent) / (100 + taxPercent));
  return { price, currency: "GBP", days: [2, 3], ...(value > 0 && { total, tax }) };
}

export function deliveryRate(method: DeliveryMethod, goodsTotal: number): DeliveryRate {
  const [standard, express] = deliveryRates(goodsTotal) as [DeliveryRate, DeliveryRate];
  return method === "express" ? express : standard;
}
