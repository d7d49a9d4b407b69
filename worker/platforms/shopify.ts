import type { CartSnapshot, LineItem } from "../domain/cart.ts";
import { minorUnitDigits } from "../domain/money.ts";
import type { Exchange, Observation, Platform, ShopSession } from "./contract.ts";
import { withoutLocale } from "./locale-prefix.ts";
import {
  asArray,
  asCurrency,
  asInteger,
  asObject,
  asText,
  asWebAddress,
  type Json,
  parseJson,
} from "./read-json.ts";
import { availability } from "./shopify/availability.ts";
import { shopifyOrders } from "./shopify/orders.ts";

/**
 * A Shopify theme, through the Ajax API that every theme changes its cart with (shopify.dev: "Cart API reference"). Its
 * checkout is Shopify's own and is left alone: orders are told by webhooks.
 */
export const shopify: Platform = {
  id: "shopify",

  pageOf(url) {
    const path = withoutLocale(url.pathname);
    if (path === "/cart") return { kind: "cart", step: "cart" };
    if (/^(\/collections\/[^/]+)?\/products\/[^/]+$/.test(path)) return { kind: "product", step: null };
    if (/^\/(collections|search)(\/|$)/.test(path)) return { kind: "listing", step: null };
    // Also the checkout, whose pages pass by on the shop's own domain: nothing of ours belongs in there.
    return { kind: path === "/" ? "home" : "other", step: null };
  },

  checkout: () => [
    { step: "cart", path: "/cart" },
    { step: "contact", path: "/checkout" },
    { step: "done", path: null },
  ],

  // The theme's forms for newsletters and questions: the only ones outside of the checkout and of accounts.
  emailField: () => 'input[name="contact[email]"]',

  watch({ method, url }) {
    const call = callOf(method, url);
    return call && { request: call === "address", response: call === "cart" || call === "change" };
  },

  async read(exchange) {
    const { method, url, status, responseBody } = exchange;
    const call = callOf(method, url);
    if (call === "address") return readAddress(exchange);
    const tellsCart = status === 200 && call !== "add";
    const cart = tellsCart ? readSnapshot(asObject(parseJson(responseBody)), url) : null;
    if (cart !== null) return { cart };
    // Told off with 422 the cart may still have taken what there was, with 400 all of it (bundled section rendering).
    const mayHaveChanged = call !== "cart" && (status < 400 || status === 400 || status === 422);
    return mayHaveChanged ? { changed: true } : {};
  },

  // The cart tells a line's properties and selling plan itself.
  remembersAdds: false,

  readCart: async (shop) => readSnapshot(await fetchJson(shop, "/cart.js"), shop.base),

  async addLines(shop, lines) {
    const refused: LineItem[] = [];
    for (const line of lines) {
      const missing = await addLine(shop, line);
      if (missing > 0) refused.push(missing < line.quantity ? { ...line, quantity: missing } : line);
    }
    return refused;
  },

  async clearCart(shop) {
    const cleared = await fetchJson(shop, "/cart/clear.js", { method: "POST" });
    return Array.isArray(cleared?.items) && cleared.items.length === 0;
  },

  async applyCoupon(shop, code) {
    const before = codesIn(await fetchJson(shop, "/cart.js"));
    // Codes are parted by commas.
    if (before === null || code.includes(",")) return false;
    const earlier = before.map((entry) => entry.code);
    // What is sent replaces what was there.
    const enter = async (codes: string[]) =>
      codesIn(
        await fetchJson(shop, "/cart/update.js", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ discount: codes.join(",") }),
        }),
      );
    const after = (await enter([...earlier, code])) ?? [];
    const isTaken = after.some((entry) => entry.isTaken && entry.code.toLowerCase() === code.toLowerCase());
    if (!isTaken) await enter(earlier);
    return isTaken;
  },

  availability,

  webhooks: shopifyOrders,
};

/**
 * - `cart` tells the whole cart
 * - `change` changes it, and tells it to scripts (forms are sent elsewhere)
 * - `add` changes it and tells one line or none
 * - `address` is one of the theme's forms
 */
type Call = "cart" | "change" | "add" | "address";

function callOf(method: string, url: URL): Call | null {
  if (method !== "GET" && method !== "POST") return null;
  const path = withoutLocale(url.pathname);
  if (method === "GET" && /^\/cart\.js(on)?$/.test(path)) return "cart";
  if (method === "POST" && path === "/contact") return "address";
  // The cart page's own form.
  if (method === "POST" && path === "/cart") return "add";
  // Links change the cart too: "/cart/change?line=1&quantity=0".
  const verb = /^\/cart\/(add|change|update|clear)(?:\.js(?:on)?)?$/.exec(path)?.[1];
  return verb ? (verb === "add" ? "add" : "change") : null;
}

function readAddress({ headers, requestBody, status }: Exchange): Observation {
  const isForm = headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  if (!isForm || status >= 400) return {};
  const email = new URLSearchParams(requestBody ?? "").get("contact[email]");
  return email ? { email } : {};
}

function readSnapshot(cart: Json | null, base: URL): CartSnapshot | null {
  const currency = asCurrency(cart?.currency);
  if (cart === null || currency === null || !Array.isArray(cart.items)) return null;
  const lines = cart.items.flatMap((item) => readLine(asObject(item), currency, base));
  // One unreadable line makes the whole unreadable: half a cart must not replace a whole one.
  if (lines.length !== cart.items.length) return null;
  const coupons = codesIn(cart)?.flatMap(({ code, isTaken }) => (isTaken ? [code] : []));
  // Webhooks name the cart without its key, which opens it. An empty cart is given a new name each time.
  const ref = lines.length > 0 ? asText(cart.token)?.split("?")[0] : null;
  return {
    currency,
    lines,
    totalMinor: fromHundredths(cart.total_price, currency),
    ...(coupons && { coupons }),
    ...(ref && { ref }),
  };
}

/** A code that was entered can be of no use as yet, or beside others: it is kept, and not taken. */
function codesIn(cart: Json | null): { code: string; isTaken: boolean }[] | null {
  if (!Array.isArray(cart?.discount_codes)) return null;
  return cart.discount_codes.flatMap((value) => {
    const entry = asObject(value);
    const code = asText(entry?.code);
    return code === null ? [] : [{ code, isTaken: entry?.applicable === true }];
  });
}

function readLine(item: Json | null, currency: string, base: URL): LineItem[] {
  const productId = asText(item?.variant_id ?? item?.id);
  const quantity = asInteger(item?.quantity);
  const unitMinor = fromHundredths(item?.final_price ?? item?.price, currency);
  if (item === null || productId === null || quantity === null || quantity < 1 || unitMinor === null)
    return [];
  const { options, restore } = readChoices(item);
  return [
    {
      productId,
      name: asText(item.product_title ?? item.title) ?? productId,
      options,
      quantity,
      unitMinor,
      image: asWebAddress(asObject(item.featured_image)?.url ?? item.image, base),
      url: asWebAddress(item.url, base),
      ...(Object.keys(restore).length > 0 && { restore }),
    },
  ];
}

/** The amounts are hundredths in every currency, also where it has none: ¥1,000 is 100000 (shopify.dev: `line_item`). */
function fromHundredths(value: unknown, currency: string): number | null {
  const hundredths = asInteger(value);
  return hundredths === null ? null : Math.round(hundredths * 10 ** (minorUnitDigits(currency) - 2));
}

/**
 * What was chosen: the variant's options, the selling plan, and the properties that the buyer gave the line. What is
 * needed to add it again is kept in the form's own terms: `selling_plan`, `properties[Name]`.
 */
function readChoices(item: Json): Pick<LineItem, "options"> & { restore: Record<string, string> } {
  const options = asArray(item.options_with_values).flatMap((value) => {
    const option = asObject(value);
    const [name, chosen] = [asText(option?.name), asText(option?.value)];
    const isNone = name === "Title" && chosen === "Default Title";
    return name === null || chosen === null || isNone ? [] : [{ name, value: chosen }];
  });
  const restore: Record<string, string> = {};
  const plan = asObject(asObject(item.selling_plan_allocation)?.selling_plan);
  const planId = asText(plan?.id);
  if (planId !== null) {
    restore.selling_plan = planId;
    options.push({ name: "selling_plan", value: asText(plan?.name) ?? planId });
  }
  const properties = Object.entries(asObject(item.properties) ?? {}).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [{ name, value: String(value) }],
  );
  // Whom a gift card is for, say: other people's addresses are not ours to keep, and without them it is another thing.
  if (properties.some(({ value }) => /\S@\S/.test(value)))
    return { options, restore: { withheld: "address" } };
  for (const { name, value } of properties) {
    restore[`properties[${name}]`] = value;
    // "_" marks what shoppers are not shown; addresses are of uploaded files.
    if (!name.startsWith("_") && !/^https?:/.test(value)) options.push({ name, value });
  }
  return { options, restore };
}

/** @returns how many the storefront did not take */
async function addLine(shop: ShopSession, { productId, quantity, restore }: LineItem): Promise<number> {
  if (restore?.withheld) return quantity;
  const added = await fetchJson(shop, "/cart/add.js", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ id: productId, quantity: String(quantity), ...restore }).toString(),
  });
  // The answer is the line as it is now. It can be short of what was asked for, with 200 all the same.
  return Math.max(0, quantity - (asInteger(added?.quantity) ?? 0));
}

async function fetchJson(shop: ShopSession, path: string, init: RequestInit = {}): Promise<Json | null> {
  const headers = { accept: "application/json", ...(init.headers as Record<string, string>) };
  const answer = await shop.fetch(path, { ...init, headers });
  const text = await answer.text();
  return answer.ok ? asObject(parseJson(text)) : null;
}
