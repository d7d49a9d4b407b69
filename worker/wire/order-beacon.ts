import * as z from "zod";

/** What a shop's server says in an order beacon (docs/platforms/order-beacon.md). Fields we do not know are let pass. */
export const orderBeaconBody = z.object({
  event: z.enum(["order.placed", "order.cancelled"]),
  /** The shop's own number of the order. */
  order_id: z.union([z.string().min(1).max(100), z.int()]).transform(String),
  /** When it happened: ISO 8601 with an offset, or epoch seconds. */
  at: z.union([z.iso.datetime({ offset: true }).transform(Date.parse), z.int().transform((s) => s * 1000)]),
  total_minor: z.int().min(0).nullish(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish(),
  email: z.string().max(254).nullish(),
  email_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .nullish(),
  /** The shop's own id of the cart, where Cartwright sees it too. */
  cart_ref: z.string().max(200).nullish(),
});
