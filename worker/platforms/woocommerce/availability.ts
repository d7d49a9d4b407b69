import { decodeHTML } from "entities";
import { type Alternative, type Availability, unknown } from "../../domain/availability.ts";
import type { LineItem } from "../../domain/cart.ts";
import type { StoreSettings } from "../../wire/store-settings.ts";
import type { PublicShop } from "../contract.ts";
import {
  asArray,
  asCurrency,
  asInteger,
  asObject,
  asText,
  asWebAddress,
  type Json,
  parseJson,
} from "../read-json.ts";
import { apiPath } from "./rebuild.ts";
import { scaleOf } from "./store-api.ts";

const mostAlternatives = 3;

/**
 * Asked of the Store API by the id of the product or the variation (WooCommerce: Store API, "Single Product by ID"). What
 * cannot be purchased may be so for strangers alone, in a shop for members: only out of stock is out of stock.
 */
export async function availability(
  shop: PublicShop,
  line: LineItem,
  settings: StoreSettings,
): Promise<Availability> {
  if (!/^\d+$/.test(line.productId)) return unknown;
  const answer = await shop.fetch(apiPath(`/products/${line.productId}`, settings));
  const product = asObject(parseJson(await answer.text()));
  // A shop that keeps its API shut answers 404 as well, with another code.
  const isDeleted = answer.status === 404 && product?.code === "woocommerce_rest_product_invalid_id";
  if (isDeleted) return { status: "gone", alternatives: [] };
  if (!answer.ok || typeof product?.is_in_stock !== "boolean") return unknown;
  if (product.is_in_stock) return product.is_purchasable === false ? unknown : { status: "there" };
  return { status: "gone", alternatives: await related(shop, product, settings) };
}

/** Related are products, not variations. */
async function related(shop: PublicShop, product: Json, settings: StoreSettings): Promise<Alternative[]> {
  const id = asInteger(product.parent) || asInteger(product.id);
  const path = apiPath("/products", settings);
  const query = `related=${id}&stock_status=instock&per_page=${mostAlternatives}`;
  // Where permalinks are plain the API's own address has a query already.
  const answer = await shop.fetch(`${path}${path.includes("?") ? "&" : "?"}${query}`);
  return answer.ok
    ? asArray(parseJson(await answer.text())).flatMap((one) => readAlternative(one, shop.base))
    : [];
}

function readAlternative(value: unknown, base: URL): Alternative[] {
  const product = asObject(value);
  const [name, url] = [asText(product?.name), asWebAddress(product?.permalink, base)];
  if (name === null || url === null) return [];
  const prices = asObject(product?.prices);
  const [amount, currency] = [asInteger(prices?.price), asCurrency(prices?.currency_code)];
  const isKnown = prices !== null && amount !== null && currency !== null;
  const price = isKnown ? { minor: scaleOf(prices, currency)(amount), currency } : null;
  return [{ name: decodeHTML(name), url, price }];
}
