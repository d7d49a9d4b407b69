import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fillCart, leaveAddress, salt } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

const hour = 60;
const steps = [{ delayMinutes: hour }, { delayMinutes: 3 * hour }];
const caps = { hoursBetween: 1, perCart: 2, perMonth: 2 };

/** A shopper who left a mug and salt in a shop whose product pages answer like this. */
async function left(
  answer: (slug: string, request: Request) => Response | Promise<Response> | null,
  more = {},
) {
  const world = await World.create({ settings: { recovery: { steps, caps, ...more } } });
  const shopper = world.device();
  await fillCart(shopper);
  await fillCart(shopper, salt);
  await leaveAddress(shopper);
  const asked: Request[] = [];
  world.origin = async (request) => {
    const slug = new URL(request.url).pathname.match(/^\/products\/(.+)/)?.[1];
    if (slug !== undefined) asked.push(request);
    return (slug && (await answer(slug, request))) || world.shop.fetch(request);
  };
  return { world, asked };
}

const page = (availability: string) =>
  new Response(
    `<!doctype html><script type="application/ld+json">{"@type":"Product","offers":{"@type":"Offer","availability":"https://schema.org/${availability}"}}</script>`,
    { headers: { "content-type": "text/html" } },
  );
const isMug = (slug: string) => slug.includes("mug");

const messages = async () =>
  (await env.DB.prepare("SELECT status, reason FROM recovery_messages ORDER BY step").all()).results;

describe("what can no longer be bought", () => {
  it("is said in the mail, counted out of its total, and the rest is there", async () => {
    const { world } = await left((slug) => page(isMug(slug) ? "OutOfStock" : "InStock"));
    await world.advance(2 * hour, 10);
    const [mail] = world.resend.accepted;
    expect(mail?.text).toMatch(
      /- 1 × .*salt.*: £(\d+\.\d\d)\n- 2 × Enamel mug \(Sea\): Not available any more\nTotal \(before delivery\): £\1\n/i,
    );
    expect(mail?.subject).toMatch(/salt.* is still in your cart/i);
  });

  it("stops the message where it is all of the cart, and the next one asks again", async () => {
    let isThere = false;
    const { world } = await left(() => (isThere ? page("InStock") : new Response(null, { status: 404 })));
    await world.advance(2 * hour, 10);
    expect(world.resend.calls).toHaveLength(0);
    expect(await messages()).toMatchObject([
      { status: "skipped", reason: "out-of-stock" },
      { status: "scheduled" },
    ]);
    isThere = true;
    await world.advance(3 * hour, 10);
    expect(world.resend.accepted).toHaveLength(1);
    expect(world.resend.accepted[0]?.text).not.toContain("Not available");
  });

  it.each([
    ["fails", () => new Response("Internal error", { status: 500 })],
    ["breaks the connection", () => Promise.reject(new Error("connection lost"))],
    [
      "does not answer",
      (_: string, { signal }: Request) =>
        new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    ],
    ["says nothing of it", () => null],
  ])("holds up no mail while the shop %s", async (_, answer) => {
    const { world, asked } = await left(answer);
    await world.advance(2 * hour, 10);
    expect(asked.length).toBeGreaterThan(0);
    expect(world.resend.accepted).toHaveLength(1);
    expect(world.resend.accepted[0]?.text).not.toContain("Not available");
  });

  it("is asked for in nobody's name, once in a while, and for no more lines than a mail shows", async () => {
    const { world, asked } = await left(() => page("InStock"));
    const lines = Array.from({ length: 40 }, (_, at) => ({
      productId: `${at}`,
      name: `Thing ${at}`,
      options: [],
      quantity: 1,
      unitMinor: 100,
      image: null,
      url: `https://${world.hostname}/products/${at}`,
    }));
    await env.DB.prepare("UPDATE carts SET lines = ?").bind(JSON.stringify(lines)).run();
    await world.advance(90, 10);
    expect(world.resend.accepted).toHaveLength(1);
    expect(asked).toHaveLength(6);
    for (const { headers } of asked) {
      expect(headers.get("cookie")).toBeNull();
      expect(headers.get("authorization")).toBeNull();
    }
    // Another cart of the same things, minutes later.
    await env.DB.prepare("UPDATE recovery_messages SET due_at = ? WHERE step = 2").bind(world.now).run();
    await env.DB.prepare("UPDATE recovery_messages SET accepted_at = 0 WHERE step = 1").run();
    await world.advance(2, 1);
    expect(world.resend.accepted).toHaveLength(2);
    expect(asked).toHaveLength(6);
  });

  it("is not asked for where the merchant says so", async () => {
    const { world, asked } = await left(() => page("OutOfStock"), { checkStock: false });
    await world.advance(2 * hour, 10);
    expect(asked).toHaveLength(0);
    expect(world.resend.accepted).toHaveLength(1);
  });
});
