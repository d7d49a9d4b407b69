import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { PlatformId } from "../domain/platform-id.ts";
import { leaveAddress, linkIn } from "../testing/shoppers.ts";
import { openMagentoShop } from "../testing/shops/magento.ts";
import { openMedusaShop, publishableKey } from "../testing/shops/medusa.ts";
import { type Device, World } from "../testing/world.ts";

/** A world whose shop runs on this platform and is what `handle` says. */
async function worldOf(
  platform: PlatformId,
  handle: (request: Request) => Promise<Response>,
  settings: Record<string, unknown> = {},
): Promise<World> {
  const world = await World.create({ settings });
  await env.DB.prepare("UPDATE stores SET platform = ?").bind(platform).run();
  world.origin = handle;
  return world;
}

/** The shopper of this world's only mail opens it on this device and presses the button. */
async function resume(world: World, device: Device): Promise<void> {
  const path = linkIn(world.resend.accepted[0]?.text);
  await device.post("/_cw/resume", { token: path.split("/").at(-1) ?? "", language: "en" });
}

describe("magento: through the edge", () => {
  it("keeps a cart that was filled by a form, and puts it into the shop's own cart on another device", async () => {
    const first = openMagentoShop();
    const world = await worldOf("magento", first.handle);
    const shopper = world.device();
    shopper.cookies.set("form_key", "0123456789abcdef");
    await shopper.post("/checkout/cart/add/", {
      product: "23",
      qty: "2",
      form_key: "0123456789abcdef",
      "super_attribute[93]": "57",
      "super_attribute[144]": "167",
    });
    await leaveAddress(shopper);
    await world.advance(100, 10);
    const second = openMagentoShop();
    world.origin = second.handle;
    const phone = world.device();
    await resume(world, phone);
    expect(second.visit.lines).toMatchObject([{ quantity: 2, chosen: { Colour: "Sea", Size: "Long" } }]);
    // The browser goes on in the session that the lines are in.
    expect([...phone.cookies.keys()]).toEqual(expect.arrayContaining(["PHPSESSID", "form_key"]));
  });
});

describe("medusa: through the edge", () => {
  it("reads a cart back after the storefront's server changed it, and gives another device a cart of its own", async () => {
    const shop = openMedusaShop();
    const key = { medusa: { publishableKey } };
    const world = await worldOf("medusa", storefrontOf(shop), key);
    const shopper = world.device();
    await shopper.json("/pl/products/linen-apron", [], { "next-action": "7f3a" });
    await leaveAddress(shopper);
    await world.advance(100, 10);
    const phone = world.device();
    await resume(world, phone);
    const given = phone.cookies.get("_medusa_cart_id") ?? "";
    expect(shop.carts.get(given)?.visit.lines).toMatchObject([
      { quantity: 2, chosen: { Colour: "Sea", Size: "Long" } },
    ]);
    expect(given).not.toBe(shopper.cookies.get("_medusa_cart_id"));
    expect(shop.carts.get(given)?.email).toBeNull();
  });
});

/** The storefront before the API: its server begins a cart with an apron in it, and says nothing of it but a cookie. */
function storefrontOf(shop: ReturnType<typeof openMedusaShop>) {
  return async (request: Request) => {
    if (!request.headers.has("next-action")) return shop.handle(request);
    const items = [{ variant_id: "variant_23_Sea_Long", quantity: 2 }];
    const begun = await shop.fetch("/store/carts", {
      method: "POST",
      headers: { "x-publishable-api-key": publishableKey },
      body: JSON.stringify({ region_id: "reg_eu", items, email: "ada@example.com" }),
    });
    const { cart } = (await begun.json()) as { cart: { id: string } };
    const cookie = `_medusa_cart_id=${cart.id}; Path=/; Max-Age=604800; HttpOnly; SameSite=strict`;
    return new Response("0:{}", { headers: { "content-type": "text/x-component", "set-cookie": cookie } });
  };
}
