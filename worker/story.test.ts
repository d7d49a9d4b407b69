import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, leaveAddress, linkIn, mug } from "./testing/shoppers.ts";
import { type Device, World } from "./testing/world.ts";

describe("a cart that is left behind", () => {
  it("is mailed about once, found again on another device, bought, and never spoken of again", async () => {
    const world = await World.create();
    const laptop = world.device();

    const added = await laptop.post("/cart/add", mug);
    expect(await added.text()).toContain("cw-progress-bar");
    expect(await (await laptop.json("/_cw/cart")).json()).toMatchObject({
      count: 2,
      total: "£28.00",
      lines: [{ name: "Enamel mug", options: "Sea", quantity: 2, price: "£28.00" }],
    });
    await laptop.get("/checkout/contact");
    expect((await leaveAddress(laptop, "Ada@Example.com")).status).toBe(200);

    await world.advance(89);
    expect(world.resend.accepted).toHaveLength(0);
    await world.advance(1);
    expect(world.resend.accepted).toHaveLength(1);
    const [mail] = world.resend.accepted;
    expect(mail).toMatchObject({ to: ["ada@example.com"], subject: "Enamel mug: ready when you are" });
    expect(mail?.text).toContain("2 × Enamel mug (Sea): £28.00");
    expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");

    const phone = world.device();
    const path = linkIn(mail?.text);
    const shown = await (await phone.get(path)).text();
    expect(shown).toContain("Enamel mug");
    expect(shown.toLowerCase()).not.toContain("ada@");
    expect(phone.cookies.size).toBe(0);

    const token = path.split("/").at(-1) ?? "";
    const cart = await phone.post("/_cw/resume", { token, language: "en" });
    const html = await cart.text();
    expect(html).toContain('data-product-id="101"');
    expect(html).toContain('data-quantity="2"');

    await buy(phone);

    await world.advance(7 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(1);
    const order = await env.DB.prepare("SELECT * FROM orders WHERE message_id IS NOT NULL").first();
    expect(order).toMatchObject({ number: "1001" });
    const carts = await env.DB.prepare("SELECT status FROM carts ORDER BY created_at").all();
    expect(carts.results).toEqual([{ status: "recovered" }, { status: "recovered" }]);
  });

  it("is seen, resumed and bought in the same way through WooCommerce's Store API", async () => {
    const world = await World.create({ dialect: "woocommerce" });
    const laptop = world.device();
    const api = "/wp-json/wc/store/v1";
    const nonce = await nonceOf(laptop);
    const line = { id: 101, quantity: 2, variation: [{ attribute: "pa_colour", value: "sea" }] };
    expect((await laptop.json(`${api}/cart/add-item`, line, { nonce })).status).toBe(201);
    expect((await leaveAddress(laptop)).status).toBe(200);
    await world.advance(90, 10);
    const [mail] = world.resend.accepted;
    expect(mail?.subject).toBe("Enamel mug is still in your cart");
    expect(mail?.html).toContain(`https://${world.hostname}/img/`);

    const phone = world.device();
    await phone.json(`${api}/cart/add-item`, { id: 107, quantity: 1 }, { nonce: await nonceOf(phone) });
    const token = linkIn(mail?.text).split("/").at(-1) ?? "";
    const asked = await (await phone.post("/_cw/resume", { token, language: "en" })).text();
    expect(asked).toContain("In your cart on this device: Sea salt flakes");
    await phone.post("/_cw/resume", { token, language: "en", choice: "add" });
    await phone.post("/_cw/resume", { token, language: "en", choice: "add" });
    const cart = (await (await phone.json(`${api}/cart`)).json()) as {
      items: { name: string; quantity: number }[];
    };
    const kept = cart.items.map(({ name, quantity }) => `${quantity} ${name}`).sort();
    expect(kept).toEqual(["1 Sea salt flakes", "2 Enamel mug"]);

    const address = {
      first_name: "Ada",
      last_name: "Lovelace",
      address_1: "1 Quay Street",
      city: "Wells",
      postcode: "NR23 1AA",
      country: "GB",
    };
    const order = {
      billing_address: { ...address, email: "ada@example.com" },
      shipping_address: address,
      payment_method: "cod",
    };
    const placed = await phone.json(`${api}/checkout`, order, { nonce: await nonceOf(phone) });
    expect(placed.status).toBe(200);
    await world.advance(7 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(1);
    expect(await env.DB.prepare("SELECT message_id IS NOT NULL AS attributed FROM orders").first()).toEqual({
      attributed: 1,
    });
  });
});

async function nonceOf(shopper: Device): Promise<string> {
  return (await shopper.json("/wp-json/wc/store/v1/cart")).headers.get("nonce") ?? "";
}
