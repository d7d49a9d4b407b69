import { type Alternative, type Availability, unknown } from "../../domain/availability.ts";
import type { LineItem } from "../../domain/cart.ts";
import type { PublicShop } from "../contract.ts";
import { asArray, asObject, asText, asWebAddress, type Json, parseJson } from "../read-json.ts";

const mostAlternatives = 3;

/**
 * Asked of the product itself (shopify.dev: "Product API reference"), whose variants say whether they are available. What
 * might do instead is what the shop recommends beside it ("Product Recommendations API reference"); its prices are left out,
 * because in nobody's session they are in the shop's own currency.
 */
export async function availability(shop: PublicShop, line: LineItem): Promise<Availability> {
  if (line.url === null || new URL(line.url).origin !== shop.base.origin) return unknown;
  const path = /^(.*)\/products\/([^/]+?)(?:\.js)?\/?$/.exec(new URL(line.url).pathname);
  if (!path) return unknown;
  const [, prefix = "", handle] = path;
  // Collections repeat the products; the locale before them decides what is sold there.
  const locale = prefix.replace(/\/collections\/.*$/, "");
  const answer = await shop.fetch(`${locale}/products/${handle}.js`);
  const product = asObject(parseJson(await answer.text()));
  if (answer.status === 404) return { status: "gone", alternatives: [] };
  if (!answer.ok || product === null || !Array.isArray(product.variants)) return unknown;
  const variant = product.variants.map(asObject).find((one) => asText(one?.id) === line.productId);
  if (variant?.available === true) return { status: "there" };
  if (variant && variant.available !== false) return unknown;
  return { status: "gone", alternatives: await recommended(shop, locale, product) };
}

async function recommended(shop: PublicShop, locale: string, product: Json): Promise<Alternative[]> {
  const id = asText(product.id);
  if (id === null) return [];
  const query = new URLSearchParams({ product_id: id, limit: "10", intent: "related" });
  const answer = await shop.fetch(`${locale}/recommendations/products.json?${query}`);
  const body = answer.ok ? asObject(parseJson(await answer.text())) : null;
  return asArray(body?.products)
    .map(asObject)
    .flatMap((one) => {
      const [name, url] = [asText(one?.title), asWebAddress(one?.url, shop.base)];
      return name !== null && url !== null && one?.available === true ? [{ name, url, price: null }] : [];
    })
    .slice(0, mostAlternatives);
}
