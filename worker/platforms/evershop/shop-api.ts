import type { ShopSession } from "../contract.ts";
import { asCurrency, asObject, type Json, parseJson } from "../read-json.ts";

/**
 * Sessions begin on pages, never in the API, which puts all callers without one into a single cart that they share. A page
 * that is asked for by `ajax` answers its data alone.
 */
export async function hasSession(shop: ShopSession): Promise<boolean> {
  if (shop.cookie("sid") !== null) return true;
  const answer = await shop.fetch("/cart?ajax=true");
  await answer.body?.cancel();
  return answer.ok;
}

const query = `{ setting { storeCurrency } myCart { uuid currency coupon customerEmail
  items { uuid productSku productName qty thumbnail productUrl finalPriceInclTax { value }
    variantOptions { attributeCode optionText } }
  subTotalWithDiscountInclTax { value } } }`;

/** What the shop holds for this session: its currency, and the cart where there is one. */
export async function askForCart(shop: ShopSession): Promise<{ currency: string; cart: Json | null } | null> {
  if (!(await hasSession(shop))) return null;
  const answer = await call(shop, "POST", "/api/graphql", { query });
  const body = asObject(parseJson(answer.ok ? await answer.text() : null));
  const data = asObject(body?.data);
  const currency = asCurrency(asObject(data?.setting)?.storeCurrency);
  // With an error beside it, a cart that is null was not read.
  if (data === null || currency === null || body?.errors !== undefined) return null;
  return { currency, cart: asObject(data.myCart) };
}

export function call(shop: ShopSession, method: string, path: string, body?: object): Promise<Response> {
  return shop.fetch(path, {
    method,
    headers: { "content-type": "application/json", accept: "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Whether the shop did as it was told. */
export async function isTaken(answer: Promise<Response>): Promise<boolean> {
  const { ok, body } = await answer;
  await body?.cancel();
  return ok;
}
