import { paymentMethods, placeOrder } from "../orders.ts";
import type { Order, WooAddress } from "../state.ts";
import { type Answer, type ApiContext, type Body, problem } from "./answer.ts";
import { billingAddress, readAddress, shippingAddress } from "./cart-body.ts";

const required: Record<string, string> = {
  first_name: "First name",
  last_name: "Last name",
  address_1: "Address",
  city: "Town / City",
  postcode: "Postcode",
};

export function placeStoreOrder(context: ApiContext, body: Body): Answer {
  const { session } = context.customer;
  if (!session || session.lines.length === 0) {
    return problem(400, "woocommerce_rest_cart_empty", "Cannot place an order while the cart is empty.");
  }
  Object.assign(session.billing, readAddress(body.billing_address));
  Object.assign(session.shipping, readAddress(body.shipping_address));
  const billing = billingAddress(session);
  const shipping = shippingAddress(session);
  const missing = missingFields(billing, { email: "Email address" }) || missingFields(shipping, required);
  if (missing) {
    const message = `There was a problem with the provided address: ${missing} is required`;
    return problem(400, "woocommerce_rest_invalid_address", message);
  }
  const paymentMethod = paymentMethods.find(({ method }) => method === body.payment_method)?.method;
  if (!paymentMethod) {
    return problem(400, "woocommerce_rest_checkout_missing_payment_method", "No payment method provided.");
  }
  const order = placeOrder(context.shop, session, {
    contact: { name: `${shipping.first_name} ${shipping.last_name}`, email: billing.email ?? "" },
    addressLines: [shipping.address_1, shipping.address_2, shipping.city, shipping.postcode].filter(
      (line) => !!line,
    ) as string[],
    paymentMethod,
  });
  return { status: 200, body: orderBody(order, billing, shipping, context.origin) };
}

/** What GET answers before there is an order. */
export function draftBody({ customer }: ApiContext): Record<string, unknown> {
  return {
    order_id: 0,
    status: "checkout-draft",
    order_key: "",
    order_number: "0",
    customer_note: "",
    customer_id: 0,
    billing_address: billingAddress(customer.session),
    shipping_address: shippingAddress(customer.session),
    payment_method: "bacs",
    payment_result: null,
    additional_fields: {},
    extensions: {},
  };
}

function orderBody(order: Order, billing: WooAddress, shipping: WooAddress, origin: string) {
  const redirect = `${origin}/checkout/order-received/${order.number}/?key=${order.key}`;
  return {
    order_id: order.number,
    status: order.status,
    order_key: order.key,
    order_number: String(order.number),
    customer_note: "",
    customer_id: 0,
    billing_address: billing,
    shipping_address: shipping,
    payment_method: order.paymentMethod,
    payment_result: {
      payment_status: "success",
      payment_details: [
        { key: "result", value: "success" },
        { key: "redirect", value: redirect },
      ],
      redirect_url: redirect,
    },
    additional_fields: {},
    __experimentalCart: null,
    extensions: {},
  };
}

function missingFields(address: WooAddress, fields: Record<string, string>): string | undefined {
  const names = Object.keys(fields).filter((field) => !address[field]);
  return names.length > 0 ? names.map((name) => fields[name]).join(", ") : undefined;
}
