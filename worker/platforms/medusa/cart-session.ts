import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asObject, asText, type Json, parseJson } from "../read-json.ts";
import { currencyOf, readCoupons, readSnapshot } from "./read-snapshot.ts";

type MedusaSettings = StoreSettings["medusa"];

/** The cart of the shopper whose cookie names one; without, an empty one in the currency of the shop. */
export async function readCart(shop: ShopSession, settings: MedusaSettings): Promise<CartSnapshot | null> {
  const found = await fetchCart(shop, settings);
  if (found.status === "found") return readSnapshot(found.cart, settings, shop.base);
  const region = found.status === "none" ? await fetchRegion(shop, settings) : null;
  const currency = region === null ? null : currencyOf(region);
  return currency === null ? null : { currency, lines: [], totalMinor: 0 };
}

/**
 * Whoever knows a cart's id can read the address in it: a cart is never handed to another device, its lines are put into a
 * new one. A cart that this device has goes into the new one too, because the starter keeps its pages of a cart until it
 * changes that cart itself.
 */
export async function addLines(
  shop: ShopSession,
  lines: LineItem[],
  settings: MedusaSettings,
): Promise<LineItem[]> {
  if (lines.length === 0) return [];
  const cart = await beginCart(shop, lines, settings);
  if (cart === null) return lines;
  const refused: LineItem[] = [];
  for (const line of lines) {
    const answer = await post(shop, `/carts/${cart}/line-items`, itemOf(line), settings);
    await answer.body?.cancel();
    if (!answer.ok) refused.push(line);
  }
  return refused;
}

/** Older versions answer 200 to a code that they do not know: the cart tells (medusajs/medusa #11177, #13140). */
export async function applyCoupon(
  shop: ShopSession,
  code: string,
  settings: MedusaSettings,
): Promise<boolean> {
  const found = await fetchCart(shop, settings);
  if (found.status !== "found") return false;
  const path = `/carts/${asText(found.cart.id)}/promotions`;
  const answer = await post(shop, path, { promo_codes: [code] }, settings);
  const cart = asObject(asObject(parseJson(answer.ok ? await answer.text() : null))?.cart);
  const codes = cart === null ? [] : (readCoupons(cart) ?? []);
  return codes.some((taken) => taken.toLowerCase() === code.toLowerCase());
}

type FoundCart = { status: "found"; cart: Json } | { status: "none" } | { status: "unknown" };

/** The cart this shopper's cookie names. One that was bought is none any more. */
async function fetchCart(shop: ShopSession, settings: MedusaSettings): Promise<FoundCart> {
  const id = shop.cookie(settings.cartCookie);
  if (!id || !/^\w{1,100}$/.test(id)) return { status: "none" };
  const answer = await get(
    shop,
    `/carts/${id}?fields=%2Bcompleted_at,%2Bregion_id,%2Bitems.thumbnail`,
    settings,
  );
  const body = asObject(parseJson(await answer.text()));
  if (answer.status === 404 && body?.type === "not_found") return { status: "none" };
  const cart = answer.ok ? asObject(body?.cart) : null;
  if (cart === null) return { status: "unknown" };
  return cart.completed_at ? { status: "none" } : { status: "found", cart };
}

async function fetchRegion(shop: ShopSession, settings: MedusaSettings): Promise<Json | null> {
  const answer = await get(shop, settings.region ? `/regions/${settings.region}` : "/regions", settings);
  const body = asObject(parseJson(answer.ok ? await answer.text() : null));
  return asObject(body?.region) ?? asObject(asArray(body?.regions)[0]);
}

/**
 * A new cart, with what the shopper's own holds, its codes and its address, and their browser told of it.
 * @returns its id; the one they have where the shop does not take its lines again; `null`: neither
 */
async function beginCart(
  shop: ShopSession,
  lines: LineItem[],
  settings: MedusaSettings,
): Promise<string | null> {
  const found = await fetchCart(shop, settings);
  if (found.status === "unknown") return null;
  const own = found.status === "found" ? found.cart : null;
  const region =
    asText(own?.region_id) ??
    lines.find(({ restore }) => restore?.region)?.restore?.region ??
    asText((await fetchRegion(shop, settings))?.id);
  const begun = {
    region_id: region,
    ...(own ? { items: asArray(own.items).flatMap(itemAgain), promo_codes: readCoupons(own) ?? [] } : {}),
    ...(own && asText(own.email) ? { email: own.email } : {}),
  };
  const answer = await post(shop, "/carts", begun, settings);
  const cart = asObject(asObject(parseJson(answer.ok ? await answer.text() : null))?.cart);
  const id = asText(cart?.id);
  if (id === null) return asText(own?.id);
  const secure = shop.base.protocol === "https:" ? "; Secure" : "";
  // As the starter sets it: for a week, out of reach of scripts.
  shop.setCookie(`${settings.cartCookie}=${id}; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict${secure}`);
  return id;
}

export function itemOf({ productId, quantity, restore }: LineItem) {
  const metadata = asObject(parseJson(restore?.metadata ?? null));
  return { variant_id: productId, quantity, ...(metadata ? { metadata } : {}) };
}

function itemAgain(value: unknown): object[] {
  const item = asObject(value);
  const variant = asText(item?.variant_id);
  const metadata = asObject(item?.metadata);
  return variant === null
    ? []
    : [{ variant_id: variant, quantity: item?.quantity, ...(metadata ? { metadata } : {}) }];
}

export function get(shop: ShopSession, path: string, settings: MedusaSettings): Promise<Response> {
  return shop.fetch(`${settings.apiPath}/store${path}`, { headers: headersOf(settings) });
}

export function post(
  shop: ShopSession,
  path: string,
  body: object,
  settings: MedusaSettings,
): Promise<Response> {
  return shop.fetch(`${settings.apiPath}/store${path}`, {
    method: "POST",
    headers: { ...headersOf(settings), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function headersOf({ publishableKey }: MedusaSettings): Record<string, string> {
  return {
    accept: "application/json",
    ...(publishableKey === null ? {} : { "x-publishable-api-key": publishableKey }),
  };
}
