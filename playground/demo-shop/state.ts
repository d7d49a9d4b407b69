export const dialects = ["generic", "woocommerce"] as const;

export type Dialect = (typeof dialects)[number];

export interface CartLine {
  /** The same for the same variant, so that a line keeps its key when it is taken out and put back. */
  key: string;
  variantId: number;
  quantity: number;
}

export type DeliveryMethod = "standard" | "express";
export type PaymentMethod = "cod" | "bacs";

export interface Contact {
  name: string;
  email: string;
}

export interface DeliveryAddress {
  address1: string;
  address2: string;
  city: string;
  postcode: string;
}

/** An address with the field names of the WooCommerce Store API. */
export type WooAddress = Record<string, string>;

export interface Session {
  id: string;
  /** Epoch ms of the last change. */
  seenAt: number;
  lines: CartLine[];
  coupon: string | null;
  deliveryMethod: DeliveryMethod;
  contact: Contact | null;
  address: DeliveryAddress | null;
  billing: WooAddress;
  shipping: WooAddress;
}

export interface OrderLine {
  sku: string;
  name: string;
  options: string;
  picture: string;
  quantity: number;
  unitPrice: number;
}

export interface Order {
  number: number;
  key: string;
  sessionId: string;
  /** Epoch ms. */
  placedAt: number;
  status: "processing" | "on-hold";
  lines: OrderLine[];
  /** Pence, as are the other amounts. */
  subtotal: number;
  discount: number;
  delivery: number;
  total: number;
  contact: Contact;
  addressLines: string[];
  deliveryMethod: DeliveryMethod;
  paymentMethod: PaymentMethod;
}

export interface DemoShopState {
  sessions: Record<string, Session>;
  orders: Order[];
  nextOrderNumber: number;
}

/** What every route of the shop is given. */
export interface Shop {
  state: DemoShopState;
  /** Tells the owner of the state that it changed. */
  changed(): void;
}

export function emptyState(): DemoShopState {
  return { sessions: {}, orders: [], nextOrderNumber: 1001 };
}
