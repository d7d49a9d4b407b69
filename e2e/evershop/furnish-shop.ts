/** Ten per cent off. */
export const coupon = "SAVE10";

/** The few things a shop needs before it can sell, through its own admin API: how to pay, how it comes, a coupon. */
export async function furnishShop(url: string, login: { email: string; password: string }): Promise<void> {
  const { accessToken } = await post(url, "/user/tokens", login);
  const set = (path: string, body: object) => post(url, path, body, accessToken);
  await set("/settings", {
    storeName: "Kiln & Ink",
    codPaymentStatus: 1,
    codDisplayName: "Cash on delivery",
  });
  const zone = await set("/shippingZones", { name: "United States", countries: ["US"] });
  const method = await set("/shippingProviders/core/methods", {
    name: "Standard Delivery",
    is_enabled: true,
  });
  await set("/shippingProviders/core/rates", {
    method_id: method.uuid,
    zone_id: zone.uuid,
    is_enabled: true,
    cost: 5,
  });
  await set("/coupons", {
    coupon,
    status: 1,
    description: "Ten per cent off",
    discount_amount: 10,
    discount_type: "percentage_discount_to_entire_order",
    // Without these it answers 500 to everybody who enters the coupon.
    condition: {},
    user_condition: {},
  });
}

async function post(
  url: string,
  path: string,
  body: object,
  token?: string,
): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`EverShop's ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text).data;
}
