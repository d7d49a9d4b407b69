import type { Device, World } from "./world.ts";

/** What shoppers do in the generic demo shop, in one call each. */

export const mug = { product_id: "101", quantity: "2", "option[colour]": "sea" };
export const salt = { product_id: "107", quantity: "1" };

export async function fillCart(shopper: Device, line: Record<string, string> = mug): Promise<void> {
  await shopper.post("/cart/add", line);
}

export async function leaveAddress(shopper: Device, email = "ada@example.com"): Promise<Response> {
  return shopper.json("/_cw/contact", {
    email,
    decision: "granted",
    surface: "address-notice",
    language: "en",
    page: "/checkout/contact",
  });
}

/** A shopper who has filled a cart, left an address, and gone. */
export async function shopperWhoLeft(world: World, email?: string): Promise<Device> {
  const shopper = world.device();
  await fillCart(shopper);
  const answer = await leaveAddress(shopper, email);
  if (answer.status !== 200) throw new Error(`the address was not taken: ${await answer.text()}`);
  return shopper;
}

export async function buy(shopper: Device, email = "ada@example.com"): Promise<void> {
  await shopper.post("/checkout/contact", { name: "Ada Lovelace", email });
  await shopper.post("/checkout/delivery", {
    address1: "1 Quay Street",
    city: "Wells",
    postcode: "NR23 1AA",
    method: "standard",
  });
  const done = await shopper.post("/checkout/payment", { payment: "cod" });
  if (!(await done.text()).includes("data-order-number")) throw new Error("the order was not placed");
}

/** The path of the recovery link in a mail's text. */
export function linkIn(text: string | undefined): string {
  return new URL(text?.match(/https:\S+\/_cw\/r\/\S+/)?.[0] ?? "https://no-link/").pathname;
}

export function unsubscribeLinkIn(text: string | undefined): string {
  return new URL(text?.match(/https:\S+\/_cw\/u\/\S+/)?.[0] ?? "https://no-link/").pathname;
}

/** The path of a link to the shopper's cart, as a mail they asked for brings it. */
export async function linkToOwnCart(
  world: World,
  shopper: Device,
  email = "ada@example.com",
): Promise<string> {
  await askForCart(shopper, email);
  await world.deliver();
  return linkIn(world.resend.accepted.at(-1)?.text);
}

export function askForCart(shopper: Device, email = "ada@example.com"): Promise<Response> {
  return shopper.json("/_cw/send-cart", { email, language: "en", page: "/cart" });
}

export const tokenIn = (path: string) => path.split("/").at(-1) ?? "";

/** What the shop itself shows in this shopper's cart: "2 × 101". */
export async function cartOf(shopper: Device): Promise<string[]> {
  const html = await (await shopper.get("/cart")).text();
  const lines = html.matchAll(/data-product-id="(\d+)"[^>]*data-quantity="(\d+)"/g);
  return [...lines].map(([, id, quantity]) => `${quantity} × ${id}`).sort();
}
