import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { newUnsubscribeToken } from "../../domain/tokens.ts";
import { askForCart, buy, cartOf, fillCart, linkIn, salt, tokenIn } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";

const hours = 3_600_000;
const engraved = "Buy pills at evil.example";

/** As from another household. */
const from = (shopper: Device, address: string, email = "ada@example.com") =>
  shopper.json("/_cw/send-cart", { email, language: "en", page: "/cart" }, { "cf-connecting-ip": address });

async function suppress(world: World, reason: string): Promise<void> {
  const ctx = world.context();
  const store = (await env.DB.prepare("SELECT id FROM stores").first()) as { id: string };
  const hash = await ctx.keys.hashAddress(store.id, "ada@example.com");
  await env.DB.prepare("INSERT INTO suppressions VALUES (?, 'email', ?, ?, 1)")
    .bind(store.id, hash, reason)
    .run();
}

async function shopperWithCart(world: World): Promise<Device> {
  const shopper = world.device();
  await fillCart(shopper);
  return shopper;
}

describe("send me my cart", () => {
  it("mails a link to the shopper's own cart at once, at night too, and asks for no consent", async () => {
    const world = await World.create();
    world.now = Date.parse("2026-11-23T23:30:00Z");
    const shopper = await shopperWithCart(world);
    const answer = await askForCart(shopper, " Ada@Example.com ");
    expect([answer.status, await answer.json()]).toEqual([202, { status: "asked" }]);
    await world.deliver();
    const [mail, ...more] = world.resend.accepted;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: ["ada@example.com"],
      subject: "Your cart at Saltmarsh Supply, as you asked",
    });
    expect(mail?.text).toContain("If it was not you, ignore it: nothing else will come.");
    expect(Object.keys(mail?.headers ?? {}).join()).not.toMatch(/unsubscribe/i);
    const phone = world.device();
    await phone.post("/_cw/resume", { token: tokenIn(linkIn(mail?.text)) });
    expect(await cartOf(phone)).toEqual(["2 × 101"]);
    for (const table of ["consents", "contacts", "recovery_messages"]) {
      expect(await env.DB.prepare(`SELECT count(*) AS count FROM ${table}`).first()).toEqual({ count: 0 });
    }
    // The address has served, and stands nowhere any more.
    expect(await env.DB.prepare("SELECT address_sealed AS sealed FROM cart_mails").first()).toEqual({
      sealed: null,
    });
    await world.advance(5 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(1);
    expect(JSON.stringify([world.logged, world.queued])).not.toMatch(/ada@|Enamel/i);
  });

  it("answers alike, whatever comes of it", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    const unknown = world.device();
    const answers = [];
    for (const device of [unknown, shopper, shopper]) {
      const answer = await askForCart(device);
      answers.push([answer.status, await answer.text(), answer.headers.getSetCookie()]);
    }
    await suppress(world, "complained");
    const last = await askForCart(shopper);
    answers.push([last.status, await last.text(), last.headers.getSetCookie()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(world.queued).toHaveLength(1);
  });

  it("writes once to a victim of a thousand sessions", async () => {
    const world = await World.create();
    for (let session = 0; session < 12; session++) {
      await from(await shopperWithCart(world), `192.0.2.${session}`);
    }
    await world.deliver();
    expect(world.resend.accepted).toHaveLength(1);
  });

  it("writes once an hour about the same cart, three times a day to an address, five times a day for a shopper", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    for (let asked = 0; asked < 3; asked++) await askForCart(shopper);
    await world.deliver();
    expect(world.resend.accepted).toHaveLength(1);
    for (let asked = 0; asked < 4; asked++) {
      world.now += hours;
      await askForCart(shopper);
      await world.deliver();
    }
    expect(world.resend.accepted).toHaveLength(3);
    for (let asked = 0; asked < 6; asked++) {
      world.now += hours;
      await askForCart(shopper, `ada+${asked}@example.com`);
      await world.deliver();
    }
    expect(world.resend.accepted).toHaveLength(5);
    world.now += 24 * hours;
    await askForCart(shopper);
    await world.deliver();
    expect(world.resend.accepted).toHaveLength(6);
  });

  it("writes at most thirty times a day for one network, whatever shoppers and addresses it makes up", async () => {
    const world = await World.create();
    for (let session = 0; session < 34; session++) {
      await from(await shopperWithCart(world), `2001:db8:1:2::${session}`, `victim${session}@example.com`);
      world.now += 60_000;
    }
    await world.deliver();
    expect(world.resend.accepted).toHaveLength(30);
  });

  it("carries nothing that whoever asked wrote", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    world.origin = async (request) => {
      const response = await world.shop.fetch(request);
      if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
      return new Response(
        (await response.text()).replaceAll("&quot;sea&quot;", `&quot;${engraved}&quot;`),
        response,
      );
    };
    await shopper.get("/cart");
    expect(await (await shopper.json("/_cw/cart")).text()).toContain(engraved);
    await askForCart(shopper);
    await world.deliver();
    expect(JSON.stringify(world.resend.accepted[0])).not.toContain("evil.example");
  });

  it("does not write to who complained or bounced, and does to who wants no reminders", async () => {
    for (const [reason, mails] of [
      ["complained", 0],
      ["bounced", 0],
      ["unsubscribed", 1],
    ] as const) {
      const world = await World.create();
      const shopper = await shopperWithCart(world);
      await suppress(world, reason);
      await askForCart(shopper);
      await world.deliver();
      expect(world.resend.accepted, reason).toHaveLength(mails);
    }
  });

  it("does not write to who complained while it waited, nor about what was bought meanwhile", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    await askForCart(shopper);
    await suppress(world, "complained");
    await world.deliver();
    const other = await World.create();
    const buyer = await shopperWithCart(other);
    await askForCart(buyer);
    await buy(buyer);
    await other.deliver();
    expect([...world.resend.calls, ...other.resend.calls]).toEqual([]);
  });

  it("is sent once however often the queue brings it, and never again when its outcome is uncertain", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    await askForCart(shopper);
    world.resend.mood = "accepts-then-breaks";
    const bodies = await world.deliver();
    world.resend.mood = "well";
    for (let again = 0; again < 3; again++) await world.deliver([...bodies]);
    await world.advance(120, 10);
    expect(world.resend.calls).toHaveLength(1);
    expect(await env.DB.prepare("SELECT status FROM cart_mails").first()).toEqual({ status: "unknown" });
  });

  it("is sent a little later when the provider was busy or the queue lost it, and not hours later", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    await askForCart(shopper);
    world.queued.splice(0);
    await world.advance(2);
    expect(world.resend.accepted).toHaveLength(1);
    world.now += hours;
    world.resend.mood = "throttles";
    await askForCart(shopper);
    await world.advance(3);
    world.resend.mood = "well";
    await world.advance(2);
    expect(world.resend.accepted).toHaveLength(2);
    expect(tokenIn(linkIn(world.resend.accepted[1]?.text))).toHaveLength(43);
    world.now += hours;
    await askForCart(shopper);
    world.queued.splice(0);
    world.now += 2 * hours;
    await world.advance(2);
    expect(world.resend.accepted).toHaveLength(2);
  });

  it("takes no address that is none, and no more than it asks for", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    const body = { email: "ada@example.com", language: "en", page: "/cart" };
    for (const wrong of [
      { ...body, email: "ada" },
      { ...body, note: engraved },
      { ...body, language: "xx" },
      null,
    ]) {
      expect((await shopper.json("/_cw/send-cart", wrong)).status).toBe(400);
    }
    expect(world.queued).toEqual([]);
  });

  it("leaves the unsubscribe of a reminder as it is", async () => {
    const world = await World.create();
    const shopper = await shopperWithCart(world);
    const ctx = world.context();
    const store = (await env.DB.prepare("SELECT id FROM stores").first()) as { id: string };
    const addressHash = await ctx.keys.hashAddress(store.id, "ada@example.com");
    const token = await newUnsubscribeToken(ctx.keys, { storeId: store.id, addressHash });
    await shopper.post(`/_cw/u/${token}`, {});
    await fillCart(shopper, salt);
    await askForCart(shopper);
    await world.deliver();
    await world.advance(3 * 24 * 60, 60);
    expect(world.resend.accepted).toHaveLength(1);
  });
});
