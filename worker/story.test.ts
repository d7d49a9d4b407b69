import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Device } from "./testing/world.ts";
import { World } from "./testing/world.ts";

const mug = { product_id: "101", quantity: "2", "option[colour]": "sea" };

async function leaveAnAddress(shopper: Device, email = "Ada@Example.com") {
  return shopper.json("/_cw/contact", {
    email,
    decision: "granted",
    surface: "address-notice",
    language: "en",
    page: "/checkout/contact",
  });
}

const linkIn = (text: string) => new URL(text.match(/https:\S+\/_cw\/r\/\S+/)?.[0] ?? "").pathname;

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
    expect((await leaveAnAddress(laptop)).status).toBe(200);

    await world.advance(89);
    expect(world.resend.accepted).toHaveLength(0);
    await world.advance(1);
    expect(world.resend.accepted).toHaveLength(1);
    const [mail] = world.resend.accepted;
    expect(mail).toMatchObject({ to: ["ada@example.com"], subject: "Enamel mug is still in your cart" });
    expect(mail?.text).toContain("2 × Enamel mug (Sea): £28.00");
    expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");

    const phone = world.device();
    const path = linkIn(mail?.text ?? "");
    const shown = await (await phone.get(path)).text();
    expect(shown).toContain("Enamel mug");
    expect(shown.toLowerCase()).not.toContain("ada@");
    expect(phone.cookies.size).toBe(0);

    const token = path.split("/").at(-1) ?? "";
    const cart = await phone.post("/_cw/resume", { token, language: "en" });
    const html = await cart.text();
    expect(html).toContain('data-product-id="101"');
    expect(html).toContain('data-quantity="2"');

    await phone.post("/checkout/contact", { name: "Ada Lovelace", email: "ada@example.com" });
    await phone.post("/checkout/delivery", {
      address1: "1 Quay Street",
      city: "Wells",
      postcode: "NR23 1AA",
      method: "standard",
    });
    const done = await phone.post("/checkout/payment", { payment: "cod" });
    expect(await done.text()).toContain("data-order-number");

    await world.advance(7 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(1);
    const order = await env.DB.prepare("SELECT * FROM orders WHERE message_id IS NOT NULL").first();
    expect(order).toMatchObject({ number: "1001" });
    const carts = await env.DB.prepare("SELECT status FROM carts ORDER BY created_at").all();
    expect(carts.results).toEqual([{ status: "recovered" }, { status: "recovered" }]);
  });
});
