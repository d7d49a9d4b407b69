import { addToCart, type CartChange, couponPercent, emptyCart, mostOfOne, setQuantity } from "../cart.ts";
import {
  chooseVariant,
  findProduct,
  findVariant,
  optionLabel,
  optionNames,
  type Variant,
} from "../catalog.ts";
import type { Session } from "../state.ts";
import { type Answer, type ApiContext, type Body, problem } from "./answer.ts";
import { cartBody, readAddress } from "./cart-body.ts";
import { placeStoreOrder } from "./checkout.ts";
import { sessionFor } from "./customer.ts";

export type Call = (context: ApiContext, body: Body) => Answer;

/** Everything the Store API does on POST, by the end of its path. */
export const calls: Record<string, Call> = {
  "cart/add-item": addItem,
  "cart/update-item": (context, { key, quantity }) => changeItem(context, String(key), Number(quantity)),
  "cart/remove-item": (context, { key }) => changeItem(context, String(key), 0),
  "cart/update-customer": updateCustomer,
  "cart/select-shipping-rate": selectShippingRate,
  "cart/apply-coupon": applyCoupon,
  "cart/remove-coupon": removeCoupon,
  checkout: placeStoreOrder,
};

/** `DELETE cart/items`. Coupons go with the things they were for. */
export function clearItems({ shop, customer }: ApiContext): Answer {
  if (customer.session) emptyCart(sessionFor(shop, customer));
  return { status: 200, body: [] };
}

/** Empties the cart and fills it anew; names the first thing that could not be put in. */
export function refillCart(session: Session, wanted: { id: number; quantity: number }[]): string | undefined {
  emptyCart(session);
  for (const { id, quantity } of wanted) {
    const found = findItem({ id });
    if ("body" in found || addToCart(session, found.variant, quantity).status !== "ok") {
      return `Product with ID "${id}" was not found and cannot be added to the cart.`;
    }
  }
  return undefined;
}

function addItem(context: ApiContext, body: Body): Answer {
  const found = findItem(body);
  if ("body" in found) return found;
  if (found.variant.product.soldOut) return refuseChange({ status: "sold-out" }, found.variant);
  const session = sessionFor(context.shop, context.customer);
  const change = addToCart(session, found.variant, Number(body.quantity ?? 1));
  return change.status === "ok" ? cartAnswer(context, 201) : refuseChange(change, found.variant);
}

function changeItem(context: ApiContext, key: string, quantity: number): Answer {
  const { session } = context.customer;
  const line = session?.lines.find((candidate) => candidate.key === key);
  if (!session || !line) return refuseChange({ status: "no-such-line" });
  const change = setQuantity(sessionFor(context.shop, context.customer), key, quantity);
  return change.status === "ok" ? cartAnswer(context) : refuseChange(change, findVariant(line.variantId));
}

function updateCustomer(context: ApiContext, body: Body): Answer {
  const billing = readAddress(body.billing_address);
  if (billing.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(billing.email)) {
    return problem(400, "rest_invalid_param", "Invalid parameter(s): billing_address", {
      params: { billing_address: "Invalid email address." },
    });
  }
  const session = sessionFor(context.shop, context.customer);
  Object.assign(session.billing, billing);
  Object.assign(session.shipping, readAddress(body.shipping_address));
  return cartAnswer(context);
}

function selectShippingRate(context: ApiContext, { rate_id }: Body): Answer {
  const session = sessionFor(context.shop, context.customer);
  if (rate_id === "flat_rate:3") session.deliveryMethod = "express";
  else if (rate_id === "flat_rate:1" || rate_id === "free_shipping:2") session.deliveryMethod = "standard";
  else return problem(400, "woocommerce_rest_cart_invalid_shipping_rate", "Invalid shipping rate.");
  return cartAnswer(context);
}

function applyCoupon(context: ApiContext, body: Body): Answer {
  const code = String(body.code ?? "")
    .toLowerCase()
    .slice(0, 40);
  const refused = (reason: string) =>
    problem(400, "woocommerce_rest_cart_coupon_error", `Coupon &quot;${escapeQuoted(code)}&quot; ${reason}`);
  if (couponPercent(code) === 0) return refused("cannot be applied because it does not exist.");
  const session = sessionFor(context.shop, context.customer);
  if (session.coupon === code) return refused("has already been applied.");
  session.coupon = code;
  return cartAnswer(context);
}

function removeCoupon(context: ApiContext, body: Body): Answer {
  const session = sessionFor(context.shop, context.customer);
  if (!session.coupon || session.coupon !== String(body.code).toLowerCase()) {
    return problem(
      409,
      "woocommerce_rest_cart_coupon_invalid_code",
      "Coupon cannot be removed because it is not already applied to the cart.",
    );
  }
  session.coupon = null;
  return cartAnswer(context);
}

function cartAnswer({ customer, origin }: ApiContext, status = 200): Answer {
  return { status, body: cartBody(customer.session, origin) };
}

/** By variation id alone, or by product id and attributes named `pa_colour`, `attribute_pa_colour` or `Colour`. */
function findItem(body: Body): { variant: Variant } | Answer {
  const id = Number(body.id);
  const variant = findVariant(id);
  if (variant) return { variant };
  const product = findProduct(id);
  if (!product)
    return problem(400, "woocommerce_rest_cart_invalid_product", "This product cannot be added to the cart.");
  const given = Array.isArray(body.variation) ? body.variation : [];
  const chosen = Object.fromEntries(
    given.map((entry) => [plainName(entry?.attribute), String(entry?.value ?? "").toLowerCase()]),
  );
  const choice = chooseVariant(
    product,
    Object.fromEntries(optionNames.map((name) => [name, chosen[name] ?? ""])),
  );
  if (choice.status === "found") return { variant: choice.variant };
  const names = choice.missing.map(optionLabel);
  const verb = names.length > 1 ? "are required fields" : "is a required field";
  return problem(
    400,
    "woocommerce_rest_missing_variation_data",
    `Missing variation data for variable product. ${names.join(" and ")} ${verb}`,
  );
}

function plainName(attribute: unknown): string {
  return String(attribute ?? "")
    .toLowerCase()
    .replace(/^attribute_/, "")
    .replace(/^pa_/, "");
}

function refuseChange(change: CartChange, variant?: Variant): Answer {
  const name = variant?.product.name ?? "";
  if (change.status === "no-such-line") {
    return problem(409, "woocommerce_rest_cart_invalid_key", "Cart item no longer exists or is invalid.");
  }
  if (change.status === "sold-out") {
    const message = `You cannot add &quot;${name}&quot; to the cart because the product is out of stock.`;
    return problem(400, "woocommerce_rest_product_out_of_stock", message);
  }
  return problem(
    400,
    "invalid_quantity",
    `The quantity of &quot;${name}&quot; must be between 1 and ${mostOfOne}.`,
  );
}

function escapeQuoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
