import type { DeliveryEstimate, Parcel } from "../../domain/delivery-estimate.ts";
import { decimalToMinor } from "../../domain/money.ts";
import type { ShopSession } from "../contract.ts";
import { asArray, asCurrency, asObject, asText, parseJson } from "../read-json.ts";
import { call } from "./shop-api.ts";

const query = `query ($country: String!, $province: String) { myCart { currency
  subTotalWithDiscountInclTax { value }
  availableShippingMethods(country: $country, province: $province) { cost { value } } } }`;

/**
 * What there is for the cart of this session, as the checkout asks before it has an address (EverShop: `Cart.graphql`). What the
 * whole comes to the shop knows with an address alone.
 */
export async function askForDelivery(
  shop: ShopSession,
  { country, region }: Parcel,
): Promise<DeliveryEstimate | null> {
  const variables = { country, province: region };
  const answer = await call(shop, "POST", "/api/graphql", { query, variables });
  const body = asObject(parseJson(answer.ok ? await answer.text() : null));
  const cart = asObject(asObject(body?.data)?.myCart);
  const currency = asCurrency(cart?.currency);
  if (cart === null || currency === null) return null;
  const minor = (price: unknown) => decimalToMinor(asText(asObject(price)?.value), currency);
  const methods = asArray(cart.availableShippingMethods).map(asObject);
  const costs = methods.flatMap((method) => minor(method?.cost) ?? []);
  if (costs.length === 0) return null;
  const goods = minor(cart.subTotalWithDiscountInclTax);
  return { currency, price: Math.min(...costs), days: null, goods, total: null, tax: null };
}
