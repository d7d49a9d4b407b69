import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { cartOf, fillCart, linkToOwnCart, mug, salt, tokenIn } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";

const candle = { product_id: "110", quantity: "3" };

/** A laptop with a cart, and a link to it. */
async function laptopWith(world: World, ...lines: Record<string, string>[]) {
  const laptop = world.device();
  for (const line of lines) await fillCart(laptop, line);
  return { laptop, token: tokenIn(await linkToOwnCart(world, laptop)) };
}

/** The shop as it is, but for what `change` makes of its answers. */
function changeShop(
  world: World,
  change: { refuse?: (form: URLSearchParams, url: URL) => boolean; html?: (html: string) => string },
): void {
  world.origin = async (request) => {
    const url = new URL(request.url);
    if (request.method === "POST" && change.refuse) {
      const form = new URLSearchParams(await request.clone().text());
      if (url.pathname === "/cart/add" && change.refuse(form, url))
        return new Response(null, { status: 409 });
    }
    const response = await world.shop.fetch(request);
    if (!change.html || !response.headers.get("content-type")?.startsWith("text/html")) return response;
    return new Response(change.html(await response.text()), response);
  };
}

const resume = (device: Device, token: string, choice?: string) =>
  device.post("/_cw/resume", { token, language: "en", ...(choice ? { choice } : {}) });

describe("a cart that is taken over on another device", () => {
  it("says nothing when all is as it was, and leads straight to the cart", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug, salt);
    const phone = world.device();
    expect(await (await resume(phone, token)).text()).toContain("<title>Your cart");
    expect(await cartOf(phone)).toEqual(["1 × 107", "2 × 101"]);
  });

  it("tells what is gone, what is fewer and what costs something else now, each once", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug, salt, candle, {
      product_id: "102",
      quantity: "1",
      "option[colour]": "sea",
    });
    const phone = world.device();
    let candles = 0;
    changeShop(world, {
      refuse(form) {
        if (form.get("product_id") === "107") return true;
        if (form.get("product_id") !== "110") return false;
        if (candles + Number(form.get("quantity")) > 2) return true;
        candles += Number(form.get("quantity"));
        return false;
      },
      html: (html) => html.replaceAll('data-unit-price="1400"', 'data-unit-price="1550"'),
    });
    const page = await (await resume(phone, token)).text();
    expect(page).toContain("Your cart is back, with a few changes");
    const told = [...page.matchAll(/<li>.*?<strong>(.*?)<\/strong><span[^>]*>(.*?)<\/span>/g)].map(
      ([, about, text]) => `${about}: ${text}`,
    );
    expect(told).toEqual([
      "Sea salt flakes: No longer available as you chose it",
      "Driftwood candle: In your cart: 2, you had 3",
      "Enamel mug, Sea: Now £15.50 each, before £14.00",
    ]);
    expect(page).toContain('href="/cart"');
    world.origin = null;
    expect(await cartOf(phone)).toEqual(["1 × 102", "2 × 101", "2 × 110"]);
  });

  it("says so when nothing of it is sold any more, and does not lead to an empty cart", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    changeShop(world, { refuse: () => true });
    const page = await (await resume(world.device(), token)).text();
    expect(page).toContain("These are no longer available");
    expect(page).not.toContain('href="/cart"');
    expect(page).toContain('href="/"');
  });

  it("claims nothing about a cart that could not be read back", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    world.origin = async (request) =>
      request.url.endsWith("/cart") ? new Response("busy", { status: 503 }) : world.shop.fetch(request);
    const answer = await world.handle(
      new Request(`https://${world.hostname}/_cw/resume`, {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
        body: `token=${token}`,
        redirect: "manual",
      }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/cart"]);
  });

  it("is put in as it was put in before, there and from there again", async () => {
    const world = await World.create({ settings: { generic: { add: { keep: "^(option|note)" } } } });
    const { token } = await laptopWith(world, { ...mug, note: "For Ada" });
    const phone = world.device();
    const notes: (string | null)[] = [];
    changeShop(world, {
      refuse(form) {
        notes.push(form.get("note"));
        return false;
      },
    });
    await resume(phone, token);
    await resume(world.device(), tokenIn(await linkToOwnCart(world, phone, "grace@example.com")));
    expect(notes).toEqual(["For Ada", "For Ada"]);
  });

  it("is attributed to no message when the shopper asked for the link themselves", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    await resume(world.device(), token);
    const { results } = await env.DB.prepare(
      "SELECT resumed_message_id AS message FROM carts WHERE resumed_cart_id IS NOT NULL",
    ).all();
    expect(results).toEqual([{ message: null }]);
  });
});

describe("a device that has a cart of its own", () => {
  it("is asked before anything is put into it, on the page behind the link and on the press", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    for (const page of [await phone.get(`/_cw/r/${token}`), await resume(phone, token)]) {
      const html = await page.text();
      expect(html).toContain("You have two carts");
      expect(html).toContain("In your cart on this device: Sea salt flakes");
      expect(html).toMatch(/name="choice" value="add"/);
      expect(html).toMatch(/name="choice" value="not-now"/);
    }
    expect(await cartOf(phone)).toEqual(["1 × 107"]);
    await resume(phone, token, "add");
    await resume(phone, token, "add");
    expect(await cartOf(phone)).toEqual(["1 × 107", "2 × 101"]);
  });

  it("is not asked when it has all of it already", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, { ...mug, quantity: "5" });
    await fillCart(phone, salt);
    expect(await (await resume(phone, token)).text()).toContain("<title>Your cart");
    expect(await cartOf(phone)).toEqual(["1 × 107", "5 × 101"]);
  });

  it("is not asked again after 'not now', until the other cart is another", async () => {
    const world = await World.create();
    const { laptop, token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    await resume(phone, token);
    const offer = (await (await phone.json("/_cw/offer?lang=en")).json()) as { token: string };
    expect(offer).toMatchObject({
      lines: [{ name: "Enamel mug", quantity: 2 }],
      count: 2,
      total: "£28.00",
      left: "now",
      isOwn: false,
    });
    const declined = await phone.json("/_cw/offer", {
      choice: "not-now",
      token: offer.token,
      language: "en",
    });
    expect(await declined.json()).toEqual({ status: "declined", notes: [], cart: "/cart" });
    expect((await phone.json("/_cw/offer")).status).toBe(204);
    world.now += 3 * 3_600_000;
    await fillCart(laptop, candle);
    world.now += 2 * 3_600_000;
    expect(await (await phone.json("/_cw/offer?lang=en")).json()).toMatchObject({
      count: 5,
      left: "2 hours ago",
    });
    const stale = await phone.json("/_cw/offer", { choice: "add", token: offer.token, language: "en" });
    expect([stale.status, await stale.json()]).toEqual([
      409,
      { status: "changed", notes: [], cart: "/cart" },
    ]);
    const news = (await (await phone.json("/_cw/offer")).json()) as { token: string };
    const taken = await phone.json("/_cw/offer", { choice: "add", token: news.token, language: "en" });
    expect(await taken.json()).toEqual({ status: "taken", notes: [], cart: "/cart" });
    expect(await cartOf(phone)).toEqual(["1 × 107", "2 × 101", "3 × 110"]);
    expect((await phone.json("/_cw/offer")).status).toBe(204);
  });

  it("learns nothing of the carts of whoever holds a link to its own, nor of whoever types the same address", async () => {
    const world = await World.create();
    const { laptop, token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    await resume(phone, token, "add");
    // The link leads from the laptop's cart to the phone, and not back.
    expect((await laptop.json("/_cw/offer")).status).toBe(204);
    const stranger = world.device();
    await fillCart(stranger, candle);
    for (const device of [laptop, stranger]) {
      await device.json("/_cw/contact", {
        email: "ada@example.com",
        decision: "granted",
        surface: "address-notice",
        language: "en",
        page: "/checkout/contact",
      });
    }
    expect((await stranger.json("/_cw/offer")).status).toBe(204);
    const offer = (await env.DB.prepare("SELECT cart_id AS id FROM cart_offers").first()) as { id: string };
    const forged = await stranger.json("/_cw/offer", {
      choice: "add",
      token: `${offer.id}.1`,
      language: "en",
    });
    expect(forged.status).toBe(404);
  });

  it("has its cart replaced when its shopper says so, and only then", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    await fillCart(phone, candle);
    expect(await (await resume(phone, token)).text()).toMatch(/name="choice" value="replace"/);
    await resume(phone, token, "replace");
    expect(await cartOf(phone)).toEqual(["2 × 101"]);
  });

  it("keeps its cart whole when the shop does not let go of it, and is told", async () => {
    const world = await World.create();
    const { token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    world.origin = async (request) =>
      request.url.endsWith("/cart/remove") ? new Response(null, { status: 403 }) : world.shop.fetch(request);
    const html = await (await resume(phone, token, "replace")).text();
    expect(html).toContain("We could not empty your cart on this device, so nothing was changed.");
    expect(html).not.toMatch(/value="replace"/);
    expect(await cartOf(phone)).toEqual(["1 × 107"]);
  });

  it("is not offered to have it replaced where the shop's settings do not say how", async () => {
    const world = await World.create({ settings: { generic: { remove: null } } });
    const { token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    for (const choice of [undefined, "replace"]) {
      const html = await (await resume(phone, token, choice)).text();
      expect(html).toContain("You have two carts");
      expect(html).not.toMatch(/value="replace"/);
    }
    expect(await cartOf(phone)).toEqual(["1 × 107"]);
  });

  it("is offered nothing that was bought meanwhile", async () => {
    const world = await World.create();
    const { laptop, token } = await laptopWith(world, mug);
    const phone = world.device();
    await fillCart(phone, salt);
    await resume(phone, token);
    expect((await phone.json("/_cw/offer")).status).toBe(200);
    await laptop.post("/checkout/contact", { name: "Ada", email: "ada@example.com" });
    await laptop.post("/checkout/delivery", {
      address1: "1 Quay Street",
      city: "Wells",
      postcode: "NR23 1AA",
      method: "standard",
    });
    await laptop.post("/checkout/payment", { payment: "cod" });
    expect((await phone.json("/_cw/offer")).status).toBe(204);
    expect(await (await phone.get(`/_cw/r/${token}`)).text()).toContain("This cart has been ordered");
  });
});

describe("a coupon of a cart that is taken over", () => {
  const api = "/wp-json/wc/store/v1";
  const post = async (device: Device, path: string, body: unknown) => {
    const nonce = (await device.json(`${api}/cart`)).headers.get("nonce") ?? "";
    return device.json(`${api}${path}`, body, { nonce });
  };
  const seen = async (device: Device) => {
    const cart = (await (await device.json(`${api}/cart`)).json()) as {
      items: { id: number; quantity: number }[];
      coupons: { code: string }[];
    };
    return [cart.items.map(({ quantity }) => quantity), cart.coupons.map(({ code }) => code)];
  };

  async function couponCart(world: World) {
    const laptop = world.device();
    await post(laptop, "/cart/add-item", { id: 107, quantity: 4 });
    await post(laptop, "/cart/apply-coupon", { code: "save10" });
    return tokenIn(await linkToOwnCart(world, laptop));
  }

  it("is entered again, which the page says beforehand", async () => {
    const world = await World.create({ dialect: "woocommerce" });
    const token = await couponCart(world);
    const phone = world.device();
    expect(await (await phone.get(`/_cw/r/${token}`)).text()).toContain(
      "Your coupon save10 is entered again.",
    );
    expect(await (await resume(phone, token)).text()).not.toContain("a few changes");
    expect(await seen(phone)).toEqual([[4], ["save10"]]);
  });

  it("is told when the shop no longer takes it", async () => {
    const world = await World.create({ dialect: "woocommerce" });
    const token = await couponCart(world);
    world.origin = async (request) =>
      request.url.endsWith("/apply-coupon") ? new Response("{}", { status: 400 }) : world.shop.fetch(request);
    expect(await (await resume(world.device(), token)).text()).toContain("Coupon save10: no longer accepted");
  });

  it("goes with the cart that replaces another, whose things are gone", async () => {
    const world = await World.create({ dialect: "woocommerce" });
    const token = await couponCart(world);
    const phone = world.device();
    await post(phone, "/cart/add-item", { id: 110, quantity: 1 });
    await resume(phone, token, "replace");
    expect(await seen(phone)).toEqual([[4], ["save10"]]);
  });
});
