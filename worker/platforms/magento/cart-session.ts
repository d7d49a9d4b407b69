import { type CartSnapshot, identityOf, type LineItem } from "../../domain/cart.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asObject, parseJson } from "../read-json.ts";
import { readSections } from "./read-sections.ts";

type MagentoSettings = Pick<StoreSettings, "magento">;

/**
 * The form answers 200 and `[]` for a thing that does not exist, and leads to the cart after success in one shop and after
 * failure in another (Magento\Checkout\Controller\Cart\Add): only the cart tells what was taken.
 */
export async function addLines(
  shop: ShopSession,
  lines: LineItem[],
  settings: MagentoSettings,
): Promise<LineItem[]> {
  const before = await loadCart(shop, "cart", settings);
  if (before === null) return lines;
  const key = formKey(shop);
  for (const line of lines) {
    const fields = { ...line.restore, product: line.productId, qty: String(line.quantity), form_key: key };
    const answer = await post(shop, `${settings.magento.path}/checkout/cart/add/`, fields, true);
    await answer.body?.cancel();
  }
  // With the messages, or the shopper's next page would show one for each line.
  const after = await loadCart(shop, "cart,messages", settings);
  return after === null ? lines : notArrived(lines, before.lines, after.lines);
}

/** The answer is a redirect either way; what came of it stands in a message (Magento\Checkout\Controller\Cart\CouponPost). */
export async function applyCoupon(
  shop: ShopSession,
  code: string,
  settings: MagentoSettings,
): Promise<boolean> {
  const fields = { remove: "0", coupon_code: code, form_key: formKey(shop) };
  const answer = await post(shop, `${settings.magento.path}/checkout/cart/couponPost/`, fields, false);
  await answer.body?.cancel();
  const told = answer.headers.getSetCookie().findLast((line) => line.startsWith("mage-messages="));
  const messages = asArray(parseJson(decoded(told?.match(/^[^=]*=([^;]*)/)?.[1])));
  return asObject(messages.at(-1))?.type === "success";
}

export async function loadCart(
  shop: ShopSession,
  sections: string,
  settings: MagentoSettings,
): Promise<CartSnapshot | null> {
  const response = await shop.fetch(`${settings.magento.path}/customer/section/load/?sections=${sections}`, {
    headers: { accept: "application/json", "x-requested-with": "XMLHttpRequest" },
  });
  return readSections(parseJson(response.ok ? await response.text() : null), shop.base, settings);
}

function post(shop: ShopSession, path: string, fields: Record<string, string>, isScript: boolean) {
  return shop.fetch(path, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      ...(isScript ? { "x-requested-with": "XMLHttpRequest" } : {}),
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/**
 * The key that each form of this session must carry. Pages are cached, so the shop's own script makes it up where there is
 * none and puts it into a cookie, which the shop takes it from (Magento\PageCache\Plugin\RegisterFormKeyFromCookie).
 */
function formKey(shop: ShopSession): string {
  const known = shop.cookie("form_key");
  if (known) return known;
  const made = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  const secure = shop.base.protocol === "https:" ? "; Secure" : "";
  shop.setCookie(`form_key=${made}; Path=/; SameSite=Lax${secure}`);
  return made;
}

/** The lines by whose quantity the cart did not grow. */
function notArrived(lines: LineItem[], before: LineItem[], after: LineItem[]): LineItem[] {
  const gained = new Map<string, number>();
  const count = (line: LineItem, by: number) =>
    gained.set(identityOf(line), (gained.get(identityOf(line)) ?? 0) + by);
  for (const line of after) count(line, line.quantity);
  for (const line of before) count(line, -line.quantity);
  return lines.filter((line) => {
    if ((gained.get(identityOf(line)) ?? 0) < line.quantity) return true;
    count(line, -line.quantity);
    return false;
  });
}

function decoded(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
