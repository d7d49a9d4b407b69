import { identityOf, type LineItem } from "../../domain/cart.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asCurrency, asObject, asWebAddress, parseJson } from "../read-json.ts";
import { type CartPage, readCartPage } from "./read-cart-page.ts";
import { currencyOnPage } from "./read-currency.ts";
import { fillProductForm, readProductForm } from "./read-product-form.ts";
import { kindOf, pathTo } from "./routes.ts";

interface OpenCartPage {
  cart: CartPage;
  currency: string;
  /** How this shop parts a route's method from its controller: "." in 4.x, "/" in 3.x. */
  dot: "." | "/";
}

/** The page of the cart, as this shopper sees it. */
export async function fetchCart(shop: ShopSession, settings: StoreSettings): Promise<OpenCartPage | null> {
  const { opencart } = settings;
  let path = pathTo("checkout/cart");
  let response = await shop.fetch(path);
  const moved = asWebAddress(response.headers.get("location"), shop.base);
  // Extensions send the plain address on to the one of the merchant's choice.
  if (moved !== null && kindOf(new URL(moved), opencart) === "cart") {
    const { pathname, search } = new URL(moved);
    path = pathname + search;
    response = await shop.fetch(path);
  }
  if (response.status !== 200) return null;
  const html = await response.text();
  const currency = asCurrency(shop.cookie("currency")) ?? (await currencyOnPage(html)) ?? opencart.currency;
  if (currency === null) return null;
  const cart = await readCartPage(html, currency, opencart.notOptions, new URL(path, shop.base));
  // Pages of 4.x call their own routes in its way of writing.
  const dot = /route=[\w/]+\.\w/.test(html) ? "." : "/";
  return cart && !cart.isBroken ? { cart, currency, dot } : null;
}

/** @returns whether the shop said that it is done: its errors come with status 200 too */
export async function post(shop: ShopSession, route: string, form: Record<string, string>): Promise<boolean> {
  const response = await shop.fetch(pathTo(route), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-requested-with": "XMLHttpRequest" },
    body: new URLSearchParams(form).toString(),
  });
  const body = asObject(parseJson(await response.text()));
  // A coupon that 3.x takes, and a cart that 4.x has emptied, are answered with a way to the cart alone.
  return response.ok && body !== null && !("error" in body) && ("success" in body || "redirect" in body);
}

/** 4.0 takes the key from the form, 4.1 from the address. */
export function removeLine(shop: ShopSession, dot: string, key: string): Promise<boolean> {
  return post(shop, `checkout/cart${dot}remove&key=${encodeURIComponent(key)}`, { key });
}

/** What was sent when the line was put in the first time; else its options by name, looked up on the product's page. */
export async function addForm(shop: ShopSession, line: LineItem): Promise<Record<string, string> | null> {
  const base = { product_id: line.productId, quantity: String(line.quantity) };
  const options = Object.keys(line.restore ?? {}).filter((name) => name.startsWith("option["));
  // A memory that holds less than the cart shows is of another line of the same product.
  if (line.restore && options.length >= line.options.length) return { ...base, ...line.restore };
  if (line.options.length === 0 && /^\d+$/.test(line.productId)) return base;
  const page = await fetchProduct(shop, line);
  const chosen = page && fillProductForm(page, line.options);
  return page?.productId && chosen ? { ...base, ...chosen, product_id: page.productId } : null;
}

async function fetchProduct(shop: ShopSession, { productId }: LineItem) {
  const isPath = /^\/(?!\/)/.test(productId);
  if (!isPath && !/^\d+$/.test(productId)) return null;
  const response = await shop.fetch(isPath ? productId : pathTo(`product/product&product_id=${productId}`));
  return response.status === 200 ? readProductForm(await response.text()) : null;
}

/**
 * The shop takes any quantity, then marks the line and refuses the checkout: what was added of such a line is taken out again.
 * @returns the lines that this was done to
 */
export async function takeBackShort(
  shop: ShopSession,
  added: LineItem[],
  before: CartPage | null,
  settings: StoreSettings,
): Promise<LineItem[]> {
  const after = await fetchCart(shop, settings);
  const taken: LineItem[] = [];
  for (const { line, key, isShort } of after?.cart.lines ?? []) {
    const had = before?.lines.find((known) => known.key === key)?.line.quantity ?? 0;
    if (!after || !isShort || line.quantity <= had) continue;
    if (had === 0) await removeLine(shop, after.dot, key);
    else {
      const amount = after.dot === "." ? "quantity" : `quantity[${key}]`;
      await post(shop, `checkout/cart${after.dot}edit`, { key, [amount]: String(had) });
    }
    taken.push(...added.filter((wanted) => identityOf(wanted) === identityOf(line)));
  }
  return taken;
}
