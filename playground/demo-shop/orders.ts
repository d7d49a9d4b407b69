import { emptyCart, viewCart } from "./cart.ts";
import { variantLabel } from "./catalog.ts";
import { randomHex } from "./sessions.ts";
import type { Contact, Order, PaymentMethod, Session, Shop } from "./state.ts";

export const paymentMethods: { method: PaymentMethod; name: string; line: string }[] = [
  { method: "cod", name: "Pay on delivery", line: "Cash or card, to the driver at the door." },
  { method: "bacs", name: "Bank transfer", line: "We send our details by email and post once it is paid." },
];

export interface OrderDetails {
  contact: Contact;
  addressLines: string[];
  paymentMethod: PaymentMethod;
}

/** Writes the order down and empties the cart it came from. */
export function placeOrder(shop: Shop, session: Session, details: OrderDetails): Order {
  const cart = viewCart(session);
  const order: Order = {
    number: shop.state.nextOrderNumber++,
    key: `wc_order_${randomHex(13)}`,
    sessionId: session.id,
    placedAt: Date.now(),
    status: details.paymentMethod === "bacs" ? "on-hold" : "processing",
    lines: cart.lines.map(({ variant, quantity }) => ({
      sku: variant.sku,
      name: variant.product.name,
      options: variantLabel(variant),
      picture: variant.picture,
      quantity,
      unitPrice: variant.price,
    })),
    subtotal: cart.subtotal,
    discount: cart.discount,
    delivery: cart.delivery,
    total: cart.total,
    deliveryMethod: session.deliveryMethod,
    ...details,
  };
  shop.state.orders.push(order);
  emptyCart(session);
  session.seenAt = Date.now();
  return order;
}

export function findOrder(shop: Shop, number: string): Order | undefined {
  return shop.state.orders.find((order) => String(order.number) === number);
}
