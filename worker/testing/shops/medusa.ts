import { catalogue, FakeVisit, goodCoupon, openFakeShop } from "./fake-shop.ts";

export const publishableKey = "pk_5f3c";
const region = { id: "reg_eu", name: "Europe", currency_code: "eur", countries: [{ iso_2: "pl" }] };

/** One that is fetched, one whose price a provider reckons, one that has run out, and two to choose from. */
const options = [
  { id: "so_pickup", amount: 0, service_zone: { fulfillment_set: { type: "pickup" } } },
  { id: "so_live", amount: null, price_type: "calculated" },
  { id: "so_none_left", amount: 1, price_type: "flat", insufficient_inventory: true },
  { id: "so_express", amount: 12, price_type: "flat" },
  { id: "so_standard", amount: 4.5, price_type: "flat" },
];

interface FakeCart {
  id: string;
  visit: FakeVisit;
  email: string | null;
  completedAt: string | null;
  metadata: Map<string, object>;
}

/**
 * A shopper in a shop with Medusa 2 behind it, through its Store API as v2.10 answers: a key with every call, strict bodies,
 * one line refused for stock refuses the whole request. Carts live on the server; a shopper has one by its id alone.
 */
export function openMedusaShop(): ReturnType<typeof openFakeShop> & {
  carts: Map<string, FakeCart>;
  complete(id: string): void;
} {
  const carts = new Map<string, FakeCart>();
  const shop = openFakeShop(({ method, url, headers, body }) => {
    if (headers.get("x-publishable-api-key") !== publishableKey)
      return refusal(400, "not_allowed", "Publishable API key required in the request header");
    const { pathname } = url;
    if (method === "GET" && pathname === "/store/regions") return json({ regions: [region], count: 1 });
    if (method === "POST" && pathname === "/store/carts") return create(JSON.parse(body));
    if (method === "GET" && pathname === "/store/shipping-options") {
      const isKnown = carts.has(url.searchParams.get("cart_id") ?? "");
      return isKnown ? json({ shipping_options: options }) : refusal(404, "not_found", "Cart not found");
    }
    const [, id = "", rest = ""] = pathname.match(/^\/store\/carts\/([^/]+)(\/.*)?$/) ?? [];
    const cart = carts.get(id);
    if (!cart) return refusal(404, "not_found", `Cart id not found: ${id}`);
    if (method === "GET" && rest === "") return json({ cart: toJson(cart) });
    if (method === "POST" && rest === "/line-items") return addLine(cart, JSON.parse(body));
    if (method === "POST" && rest === "/shipping-methods") return addMethod(cart, JSON.parse(body).option_id);
    if (method === "POST" && rest === "/promotions") return addPromotions(cart, JSON.parse(body));
    return refusal(404, "not_found", "Not found");
  });
  return {
    ...shop,
    carts,
    complete(id) {
      const cart = carts.get(id);
      if (cart) cart.completedAt = "2026-11-20T12:00:00.000Z";
    },
  };

  function create(given: Record<string, unknown>): Response {
    const known = ["region_id", "items", "promo_codes", "email", "shipping_address"];
    if (Object.keys(given).some((key) => !known.includes(key)) || given.region_id !== region.id)
      return refusal(400, "invalid_data", "Invalid request");
    const cart: FakeCart = {
      id: `cart_${String(carts.size + 1).padStart(4, "0")}`,
      visit: new FakeVisit(),
      email: (given.email as string | undefined) ?? null,
      completedAt: null,
      metadata: new Map(),
    };
    for (const item of (given.items ?? []) as Item[]) if (put(cart, item) !== null) return noStock();
    cart.visit.coupons = (given.promo_codes as string[] | undefined) ?? [];
    carts.set(cart.id, cart);
    return json({ cart: toJson(cart) });
  }

  function addLine(cart: FakeCart, item: Item): Response {
    if (cart.completedAt) return refusal(400, "not_allowed", "Cart is already completed");
    return put(cart, item) ?? json({ cart: toJson(cart) });
  }

  /** With a tax of a tenth that is in all prices. */
  function addMethod(cart: FakeCart, optionId: string): Response {
    const amount = options.find(({ id }) => id === optionId)?.amount;
    if (amount == null) return refusal(400, "invalid_data", "Shipping Options are invalid for cart.");
    const total = cart.visit.totalMinor() / 100 + amount;
    const totals = { shipping_total: amount, shipping_subtotal: amount / 1.1, total, tax_total: total / 11 };
    return json({ cart: { ...toJson(cart), ...totals } });
  }

  function addPromotions(cart: FakeCart, { promo_codes: codes }: { promo_codes: string[] }): Response {
    if (codes.some((code) => code !== goodCoupon))
      return refusal(400, "invalid_data", `The promotion code ${codes[0]} is invalid`);
    cart.visit.coupons = codes;
    return json({ cart: toJson(cart) });
  }
}

interface Item {
  variant_id: string;
  quantity: number;
  metadata?: object;
}

/** @returns why not */
function put(cart: FakeCart, { variant_id: variant, quantity, metadata }: Item): Response | null {
  const [, productId = "", title = ""] = variant.match(/^variant_(\d+)_?(.*)$/) ?? [];
  const product = catalogue.find(({ id }) => id === productId);
  const values = title.split("_");
  const chosen = Object.fromEntries(
    (product?.options ?? []).map(({ name }, index) => [name, values[index] ?? ""]),
  );
  const added = cart.visit.add(productId, chosen, quantity);
  if (added === "stock") return noStock();
  if (typeof added === "string")
    return refusal(400, "invalid_data", `Variants with IDs ${variant} do not exist`);
  if (metadata) cart.metadata.set(added.key, metadata);
  return null;
}

function toJson({ id, visit, email, completedAt, metadata }: FakeCart) {
  const total = visit.totalMinor() / 100;
  return {
    id,
    currency_code: region.currency_code,
    region_id: region.id,
    email,
    completed_at: completedAt,
    item_total: total,
    item_tax_total: 0,
    promotions: visit.coupons.map((code) => ({ id: "promo_1", code, is_automatic: false })),
    items: visit.lines.map(({ key, product, chosen, quantity }) => ({
      id: `cali_${key}`,
      variant_id: ["variant", product.id, ...Object.values(chosen)].join("_"),
      product_title: product.name,
      product_handle: `thing-${product.id}`,
      variant_title: Object.values(chosen).join(" / ") || "Default variant",
      thumbnail: `https://shop.example/static/${product.id}.jpg`,
      quantity,
      unit_price: product.unitMinor / 100,
      is_tax_inclusive: true,
      metadata: metadata.get(key) ?? {},
    })),
  };
}

function noStock(): Response {
  return refusal(400, "not_allowed", "Some variant does not have the required inventory");
}

function refusal(status: number, type: string, message: string): Response {
  return json({ type, message }, status);
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
