import type { CartSnapshot, LineItem } from "../../domain/cart.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asInteger, asObject, asText, parseJson } from "../read-json.ts";
import { isAttribute } from "./classic.ts";
import { partOf, readSnapshot } from "./store-api.ts";

/** Puts lines into the session's cart: through the Store API, or through a thing's own form where only that takes all of it. */
export async function addLines(
  shop: ShopSession,
  lines: LineItem[],
  settings: StoreSettings,
): Promise<LineItem[]> {
  const whole = lines.filter(({ restore }) => !restore?.[partOf]);
  const personal = whole.filter(isPersonal);
  const plain = whole.filter((line) => !personal.includes(line));
  const { nonce } = await fetchCart(shop, settings);
  const first = await addByApi(shop, plain, nonce, settings, variationOf);
  // An id of a variation that leaves nothing open says it all: its labels may not be what the shop calls its values.
  const again = await addByApi(shop, first.mismatched, nonce, settings, () => []);
  const refused = new Set([...first.refused, ...again.refused, ...again.mismatched]);
  for (const line of personal) {
    if (!(await addByForm(shop, line, settings))) refused.add(line);
  }
  return lines.filter((line) => refused.has(line));
}

/** The session's cart, whose answer has the nonce without which nothing may be changed, in a new session too. */
export async function fetchCart(
  shop: ShopSession,
  settings: StoreSettings,
): Promise<{ cart: CartSnapshot | null; nonce: string | null }> {
  const response = await shop.fetch(apiPath("/cart", settings));
  const body = asObject(parseJson(response.ok ? await response.text() : null));
  return { cart: body && readSnapshot(body, shop.base), nonce: response.headers.get("nonce") };
}

export function apiPath(route: string, { woocommerce }: StoreSettings): string {
  return `${woocommerce.restBase}wc/store/v1${route}`;
}

export function postJson(body: unknown, nonce: string | null): RequestInit {
  // The nonce and not the Cart-Token, with which the shop would set no session's cookie for the shopper's browser.
  const headers = { "content-type": "application/json", ...(nonce ? { nonce } : {}) };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/** What one batch takes; each part is done or refused by itself (WooCommerce: Store API, class Batch). */
const mostInBatch = 25;

async function addByApi(
  shop: ShopSession,
  lines: LineItem[],
  nonce: string | null,
  settings: StoreSettings,
  variation: (line: LineItem) => { attribute: string; value: string }[],
): Promise<{ refused: LineItem[]; mismatched: LineItem[] }> {
  const refused: LineItem[] = [];
  const mismatched: LineItem[] = [];
  for (let from = 0; from < lines.length; from += mostInBatch) {
    const some = lines.slice(from, from + mostInBatch);
    const requests = some.map((line) => ({
      path: "/wc/store/v1/cart/add-item",
      method: "POST",
      headers: { Nonce: nonce ?? "", "Content-Type": "application/json" },
      body: { id: Number(line.productId), quantity: line.quantity, variation: variation(line) },
    }));
    const response = await shop.fetch(apiPath("/batch", settings), postJson({ requests }, nonce));
    const body = asObject(parseJson(response.ok ? await response.text() : null));
    const answers = asArray(body?.responses).map(asObject);
    for (const [index, line] of some.entries()) {
      const answer = answers[index];
      if ((asInteger(answer?.status) ?? 500) < 300) continue;
      const code = asText(asObject(answer?.body)?.code);
      (code === "woocommerce_rest_invalid_variation_data" ? mismatched : refused).push(line);
    }
  }
  return { refused, mismatched };
}

/** The slugs where the request that put the line in said them; the labels of the cart, from which most slugs follow. */
export function variationOf({ options, restore = {} }: LineItem): { attribute: string; value: string }[] {
  const slugs = Object.entries(restore).filter(([name]) => isAttribute(name));
  if (slugs.length > 0) return slugs.map(([attribute, value]) => ({ attribute, value }));
  return options.map(({ name, value }) => ({ attribute: name, value }));
}

/** Put in with fields of an extension, which only its own form takes. */
function isPersonal({ restore = {} }: LineItem): boolean {
  return Object.keys(restore).some((name) => name !== "add-to-cart" && !isAttribute(name));
}

/** A form's answer is a page either way: whether it worked is read from the cart. */
async function addByForm(shop: ShopSession, line: LineItem, settings: StoreSettings): Promise<boolean> {
  const before = await quantityOf(shop, line, settings);
  const parent = line.restore?.["add-to-cart"] ?? line.productId;
  const form = new URLSearchParams({ ...line.restore, quantity: String(line.quantity) });
  form.set("add-to-cart", parent);
  form.set("product_id", parent);
  if (parent !== line.productId) form.set("variation_id", line.productId);
  const page = line.url === null ? null : new URL(line.url);
  const answer = await shop.fetch(page?.host === shop.base.host ? page.pathname : "/", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  await answer.body?.cancel();
  return (await quantityOf(shop, line, settings)) >= before + line.quantity;
}

async function quantityOf(
  shop: ShopSession,
  { productId }: LineItem,
  settings: StoreSettings,
): Promise<number> {
  const { cart } = await fetchCart(shop, settings);
  return (cart?.lines ?? []).reduce(
    (sum, line) => sum + (line.productId === productId ? line.quantity : 0),
    0,
  );
}
