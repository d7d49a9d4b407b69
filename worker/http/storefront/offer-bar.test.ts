import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { hour } from "../../domain/clock.ts";
import { fillCart } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";

const salt = { product_id: "107", quantity: "1" };

/** A shopper whose session the shop has forgotten, with what they had left in it. */
async function forgotten(settings: Record<string, unknown> = {}): Promise<{ world: World; shopper: Device }> {
  const world = await World.create({ settings });
  const shopper = world.device();
  await fillCart(shopper);
  world.now += hour;
  shopper.cookies.delete("saltmarsh_session");
  await shopper.get("/cart");
  return { world, shopper };
}

async function offered(shopper: Device): Promise<{ status: number; html: string }> {
  const answer = await shopper.json(`${paths.offerBar}?lang=en`);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  return { status: answer.status, html: await answer.text() };
}

/** What the button of this name sends. */
function sentBy(html: string, name: string): Record<string, unknown> {
  const [, value = "{}"] = new RegExp(`<button[^>]* value="([^"]*)">${name}<`).exec(html) ?? [];
  return JSON.parse(value.replaceAll("&quot;", '"')) as Record<string, unknown>;
}

const counts = async (world: World) => {
  await world.advance(1);
  const { results } = await env.DB.prepare(
    "SELECT event, sum(count) AS n FROM widget_counts WHERE widget = 'resumeBar' GROUP BY event ORDER BY event",
  ).all<{ event: string; n: number }>();
  return results.map(({ event, n }) => `${event} ${n}`);
};

describe("the resume bar, as it is asked for", () => {
  it("is what the shop has forgotten, and is put back by what its button sends", async () => {
    const { shopper } = await forgotten();
    const { status, html } = await offered(shopper);
    expect(status).toBe(200);
    expect(html).toContain('aria-label="You left 2 things here"');
    expect(html).toContain("1 hour ago · Enamel mug");
    expect(html).not.toContain(">Replace<");
    const told = await shopper.json(paths.offerBar, sentBy(html, "Add"));
    expect(await told.text()).toMatch(/It is all in your cart.*<a [^>]*href="\/cart"/s);
    expect((await offered(shopper)).status).toBe(204);
    expect(await (await shopper.get("/cart")).text()).toContain("Enamel mug");
  });

  it("offers to replace only where there is something to replace", async () => {
    const { shopper } = await forgotten();
    await fillCart(shopper, salt);
    const { html } = await offered(shopper);
    const told = await shopper.json(paths.offerBar, sentBy(html, "Replace"));
    expect(told.status).toBe(200);
    const cart = await (await shopper.get("/cart")).text();
    expect(cart).toContain('data-product-id="101"');
    expect(cart).not.toContain('data-product-id="107"');
  });

  it("is not shown again after not now", async () => {
    const { shopper } = await forgotten();
    const { html } = await offered(shopper);
    expect((await shopper.json(paths.offerBar, sentBy(html, "Not now"))).status).toBe(204);
    expect((await offered(shopper)).status).toBe(204);
  });

  it("is nothing for a stranger, and leaves no trace of them", async () => {
    const { world } = await forgotten();
    const stranger = world.device();
    expect(await offered(stranger)).toEqual({ status: 204, html: "" });
    expect([...stranger.cookies]).toEqual([]);
    const told = await stranger.json(paths.offerBar, { choice: "add", token: "cart_1.1", language: "en" });
    expect(await told.text()).toContain("This cart is no longer kept");
  });

  it("shows the cart anew when it is another by now", async () => {
    const { shopper } = await forgotten();
    const { html } = await offered(shopper);
    const value = sentBy(html, "Add");
    const stale = { ...value, token: String(value.token).replace(/\d+$/, "99") };
    expect(await (await shopper.json(paths.offerBar, stale)).text()).toContain("You left 2 things here");
  });

  it("takes nothing that is no choice, and nothing of another site", async () => {
    const { world, shopper } = await forgotten();
    expect((await shopper.json(paths.offerBar, { choice: "steal" })).status).toBe(400);
    const foreign = new Request(`https://${world.hostname}${paths.offerBar}`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
      body: "{}",
    });
    expect((await world.handle(foreign)).status).toBe(403);
  });

  it("is counted as shown, used and dismissed, and not at all under Global Privacy Control", async () => {
    const { world, shopper } = await forgotten();
    const { html } = await offered(shopper);
    await shopper.json(paths.offerBar, sentBy(html, "Not now"), { "sec-gpc": "1" });
    expect(await counts(world)).toEqual(["shown 1"]);
  });

  it("says of a cart that is not as it was what is different", async () => {
    const { world, shopper } = await forgotten();
    const { html } = await offered(shopper);
    await env.DB.prepare(
      "UPDATE carts SET lines = json_set(lines, '$[0].unitMinor', 1) WHERE parted_at IS NOT NULL",
    ).run();
    const told = await (await shopper.json(paths.offerBar, sentBy(html, "Add"))).text();
    expect(told).toContain("Your cart is back, with a few changes");
    expect(told).toMatch(/<li>Enamel mug.*Now £14\.00 each, before £0\.01<\/li>/);
    expect(world.logged.filter((line) => line.includes("error"))).toEqual([]);
  });
});

describe("the cookie that tells that a cart is kept", () => {
  it("comes with the shopper's own, can be read by scripts, and says nothing else", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    expect(shopper.cookies.get("cw_kept")).toBe("1");
  });
});
