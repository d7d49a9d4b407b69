import { type CartView, mostOfOne, viewCart } from "../cart.ts";
import { currency, optionLabel, type Variant } from "../catalog.ts";
import { deliveryRates } from "../delivery.ts";
import type { Session, WooAddress } from "../state.ts";

export const money = {
  currency_code: currency,
  currency_symbol: "£",
  currency_minor_unit: 2,
  currency_decimal_separator: ".",
  currency_thousand_separator: ",",
  currency_prefix: "£",
  currency_suffix: "",
};

const addressFields = [
  "first_name",
  "last_name",
  "company",
  "address_1",
  "address_2",
  "city",
  "state",
  "postcode",
  "country",
];

/** The cart as the Store API answers it. `origin` is where this request found the shop. */
export function cartBody(session: Session | undefined, origin: string): Record<string, unknown> {
  const cart = viewCart(session);
  const filled = cart.lines.length > 0;
  return {
    items: cart.lines.map((line) => itemBody(line, origin)),
    coupons: cart.discount > 0 ? [couponBody(session?.coupon ?? "", cart.discount)] : [],
    fees: [],
    totals: {
      total_items: String(cart.subtotal),
      total_items_tax: "0",
      total_fees: "0",
      total_fees_tax: "0",
      total_discount: String(cart.discount),
      total_discount_tax: "0",
      total_shipping: filled ? String(cart.delivery) : null,
      total_shipping_tax: filled ? "0" : null,
      total_price: String(cart.total),
      total_tax: "0",
      tax_lines: [],
      ...money,
    },
    shipping_address: shippingAddress(session),
    billing_address: billingAddress(session),
    needs_payment: filled,
    needs_shipping: filled,
    payment_requirements: ["products"],
    has_calculated_shipping: filled,
    shipping_rates: filled ? [shippingPackage(cart, session)] : [],
    items_count: cart.count,
    items_weight: 0,
    cross_sells: [],
    errors: [],
    payment_methods: ["bacs", "cod"],
    extensions: {},
  };
}

export function shippingAddress(session: Session | undefined): WooAddress {
  return complete([...addressFields, "phone"], session?.shipping);
}

export function billingAddress(session: Session | undefined): WooAddress {
  return complete([...addressFields, "email", "phone"], session?.billing);
}

/** What of an address in a request's body can be kept. */
export function readAddress(value: unknown): WooAddress {
  const given = value !== null && typeof value === "object" ? Object.entries(value) : [];
  const known = new Set([...addressFields, "email", "phone"]);
  return Object.fromEntries(
    given
      .filter(([name, text]) => known.has(name) && typeof text === "string")
      .map(([name, text]) => [name, text.trim().slice(0, 120)]),
  );
}

function complete(fields: string[], address: WooAddress = {}): WooAddress {
  return Object.fromEntries(
    fields.map((field) => [field, address[field] || (field === "country" ? "GB" : "")]),
  );
}

function itemBody({ key, quantity, variant, subtotal, total }: CartView["lines"][number], origin: string) {
  const { product } = variant;
  return {
    key,
    id: variant.id,
    type: variant.id === product.id ? "simple" : "variation",
    quantity,
    quantity_limits: { minimum: 1, maximum: mostOfOne, multiple_of: 1, editable: true },
    name: product.name,
    short_description: `<p>${product.summary}</p>`,
    description: `<p>${product.description}</p>`,
    sku: variant.sku,
    low_stock_remaining: null,
    backorders_allowed: false,
    show_backorder_badge: false,
    sold_individually: false,
    permalink: permalink(variant, origin),
    images: [imageBody(variant, origin)],
    variation: Object.entries(variant.options).map(([name, value]) => ({
      raw_attribute: `attribute_pa_${name}`,
      attribute: optionLabel(name),
      value: optionLabel(value),
    })),
    item_data: [],
    prices: {
      price: String(variant.price),
      regular_price: String(variant.regularPrice),
      sale_price: String(variant.price),
      price_range: null,
      ...money,
      raw_prices: {
        precision: 6,
        price: `${variant.price}0000`,
        regular_price: `${variant.regularPrice}0000`,
        sale_price: `${variant.price}0000`,
      },
    },
    totals: {
      line_subtotal: String(subtotal),
      line_subtotal_tax: "0",
      line_total: String(total),
      line_total_tax: "0",
      ...money,
    },
    catalog_visibility: "visible",
    extensions: {},
  };
}

function permalink({ product, options }: Variant, origin: string): string {
  const query = new URLSearchParams(
    Object.entries(options).map(([name, value]) => [`attribute_pa_${name}`, value]),
  );
  return `${origin}/product/${product.slug}/${query.size > 0 ? `?${query}` : ""}`;
}

function imageBody({ product, picture, id }: Variant, origin: string) {
  const src = `${origin}${picture}`;
  const srcset = `${src} 800w`;
  return {
    id: id + 5000,
    src,
    thumbnail: src,
    srcset,
    sizes: "(max-width: 800px) 100vw, 800px",
    thumbnail_srcset: srcset,
    thumbnail_sizes: "(max-width: 300px) 100vw, 300px",
    name: product.name,
    alt: "",
  };
}

function couponBody(code: string, discount: number) {
  return {
    code: code.toLowerCase(),
    discount_type: "percent",
    totals: { total_discount: String(discount), total_discount_tax: "0", ...money },
  };
}

function shippingPackage(cart: CartView, session: Session | undefined) {
  const { address_1, address_2, city, state, postcode, country } = shippingAddress(session);
  const items = cart.lines.map(({ key, quantity, variant }) => ({
    key,
    name: variant.product.name,
    quantity,
  }));
  const summary = items.map(({ name, quantity }) => `${name} &times; ${quantity}`).join(", ");
  return {
    package_id: 0,
    name: "Shipment",
    destination: { address_1, address_2, city, state, postcode, country },
    items,
    shipping_rates: deliveryRates(cart.subtotal - cart.discount).map(({ method, name, time, price }) => {
      const [methodId, instance] =
        method === "express" ? ["flat_rate", 3] : price === 0 ? ["free_shipping", 2] : ["flat_rate", 1];
      return {
        rate_id: `${methodId}:${instance}`,
        name,
        description: "",
        delivery_time: time,
        price: String(price),
        taxes: "0",
        instance_id: instance,
        method_id: methodId,
        meta_data: [{ key: "Items", value: summary }],
        selected: method === (session?.deliveryMethod ?? "standard"),
        ...money,
      };
    }),
  };
}
