/** What a shop itself says delivery of a cart costs. Amounts are minor units of `currency`, with or without tax as the shop shows them. */
export interface DeliveryEstimate {
  /** ISO 4217. */
  currency: string;
  /** Of the cheapest way to the door; 0: free. */
  price: number;
  /** Working days from dispatch to the door, fewest and most; `null`: not told. */
  days: readonly [number, number] | null;
  /** What the goods come to in the cart it was asked for; `null`: not told. */
  goods: number | null;
  /** Goods, delivery by the cheapest way and tax; `null`: not known. */
  total: number | null;
  /** How much of the total is tax; `null`: not known. */
  tax: number | null;
}

/** What delivery is asked for: where to, and of what. */
export interface Parcel {
  /** ISO 3166-1, and ISO 3166-2 of the part of it ("US-AK"); `null`: unknown. */
  country: string;
  region: string | null;
  /** The cart's, else the one the store names prices in. */
  currency: string;
  /** What the lines come to, in minor units; `null`: there are none. */
  value: number | null;
}
