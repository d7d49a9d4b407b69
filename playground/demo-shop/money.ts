import { currency } from "./catalog.ts";

const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency });

export function formatMoney(pence: number): string {
  return pounds.format(pence / 100);
}

export function formatDelivery(pence: number): string {
  return pence === 0 ? "Free" : formatMoney(pence);
}
