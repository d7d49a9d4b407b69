import type { Shop } from "../state.ts";
import type { Customer } from "./customer.ts";

export type Body = Record<string, unknown>;

export interface ApiContext {
  shop: Shop;
  customer: Customer;
  origin: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

export function problem(status: number, code: string, message: string, data: object = {}): Answer {
  return { status, body: { code, message, data: { status, ...data } } };
}
