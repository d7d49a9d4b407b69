import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { buy, fillCart, leaveAddress, salt, shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { setSettings } from "../stores/change-store.ts";

const hour = 60;
const day = 24 * hour;

const planned = async () =>
  (
    await env.DB.prepare(
      `SELECT plan ->> 'sequence' AS sequence, (planned_at - (SELECT abandoned_at FROM carts)) / 60000 AS minutes
       FROM recovery_messages ORDER BY step`,
    ).all()
  ).results;

const messages = async () =>
  (await env.DB.prepare("SELECT step, status, reason FROM recovery_messages ORDER BY cart_id, step").all())
    .results;

const oneStep = (delayMinutes: number, more: object = {}) => [{ delayMinutes, ...more }];

describe("the sequence of a cart", () => {
  it.each([
    ["its value", { value: { currency: "GBP", max: 5000 } }, true],
    ["its value, in another currency", { value: { currency: "EUR", max: 5000 } }, false],
    ["its country", { countries: ["GB"] }, true],
    ["a country it is not in", { countries: ["PL"] }, false],
    ["a stage it has not come to", { stages: ["payment"] }, false],
    ["the stage it was left at", { stages: ["cart", "contact", "delivery"] }, true],
    ["a shopper who has not bought before", { audience: "new" }, true],
    ["a shopper who has", { audience: "returning" }, false],
    ["what they told the survey", { reasons: ["extra-costs", "slow-delivery"] }, true],
    ["what they did not tell the survey", { reasons: ["no-trust"] }, false],
  ])("is chosen by %s", async (_, when, fits) => {
    const sequences = [{ name: "special", when, steps: oneStep(15) }];
    const world = await World.create({ settings: { recovery: { sequences } } });
    await shopperWhoLeft(world);
    await env.DB.prepare("UPDATE carts SET country = 'GB', reason = 'extra-costs'").run();
    await world.advance(40, 10);
    expect(await planned()).toEqual(
      fits
        ? [{ sequence: "special", minutes: 15 }]
        : [60, 1440, 4320].map((minutes) => ({ sequence: "gentle", minutes })),
    );
  });

  it("knows a shopper who has bought here before, on whatever device", async () => {
    const sequences = [{ name: "back", when: { audience: "returning" }, steps: oneStep(15) }];
    const world = await World.create({ settings: { recovery: { sequences } } });
    await buy(await shopperWhoLeft(world, "ada@example.com"));
    await world.advance(day, hour);
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(40, 10);
    expect(
      await env.DB.prepare("SELECT plan ->> 'sequence' AS name FROM recovery_messages").all(),
    ).toMatchObject({
      results: [{ name: "back" }],
    });
  });

  it("is the classic one where the merchant wants it, and all of it is sent", async () => {
    const world = await World.create({ settings: { recovery: { preset: "classic", quietHours: null } } });
    await shopperWhoLeft(world);
    await world.advance(8 * day, 30);
    expect(world.resend.accepted).toHaveLength(5);
  });

  it("stays what it was when the settings are changed meanwhile; later carts follow the new ones", async () => {
    const world = await World.create();
    await shopperWhoLeft(world);
    await world.advance(40, 10);
    const before = await planned();
    const { id } = (await env.DB.prepare("SELECT id FROM stores").first<{ id: string }>()) ?? { id: "" };
    const changed = await setSettings(world.context(), id, [["recovery.steps", oneStep(5)]]);
    expect(changed.status).toBe("done");
    await world.advance(hour, 10);
    expect(await planned()).toEqual(before);
    expect(world.resend.accepted).toHaveLength(1);
    await env.DB.prepare("DELETE FROM recovery_messages").run();
    await env.DB.prepare("DELETE FROM carts").run();
    await shopperWhoLeft(world, "bob@example.com");
    await world.advance(50, 10);
    expect(await planned()).toEqual([{ sequence: "own", minutes: 5 }]);
  });
});

describe("a step", () => {
  it("whose condition no longer holds when it is due is left out, and the next is not", async () => {
    const steps = [
      { delayMinutes: 60, when: { value: { currency: "GBP", max: 100 } } },
      { delayMinutes: 120 },
    ];
    const world = await World.create({ settings: { recovery: { steps } } });
    await shopperWhoLeft(world);
    await world.advance(4 * hour, 10);
    expect(await messages()).toEqual([
      { step: 1, status: "skipped", reason: "not-for-this-cart" },
      { step: 2, status: "accepted", reason: null },
    ]);
  });

  it("that answers what a shopper told the survey is sent to them, and to nobody who told nothing", async () => {
    const steps = [
      {
        delayMinutes: 60,
        when: { reasons: ["extra-costs"] },
        variants: [{ name: "costs", subject: "What it costs" }],
      },
      { delayMinutes: 120, template: "doubts" },
    ];
    const sent = async (reason: string | null) => {
      const world = await World.create({
        settings: { recovery: { steps, caps: { hoursBetween: 1, perCart: 2, perMonth: 2 } } },
      });
      await shopperWhoLeft(world);
      // Told after the cart was left: the answer counts when the step is due.
      await world.advance(40, 10);
      await env.DB.prepare("UPDATE carts SET reason = ?").bind(reason).run();
      await world.advance(4 * hour, 10);
      return world.resend.accepted.map(({ subject }) => subject);
    };
    expect(await sent("extra-costs")).toEqual(["What it costs", "Enamel mug: any questions?"]);
    expect(await sent("no-trust")).toEqual(["Enamel mug: any questions?"]);
    expect(await sent(null)).toEqual(["Enamel mug: any questions?"]);
  });

  it("has quiet hours of its own where it says so", async () => {
    const steps = [{ delayMinutes: 60, quietHours: { from: "08:00", to: "18:00" } }];
    const world = await World.create({ settings: { recovery: { steps } } });
    await shopperWhoLeft(world);
    await world.advance(4 * hour, 10);
    expect(await messages()).toEqual([{ step: 1, status: "scheduled", reason: "quiet-hours" }]);
    await world.advance(5 * hour, 10);
    expect(await messages()).toEqual([{ step: 1, status: "accepted", reason: "quiet-hours" }]);
  });
});

describe("the caps", () => {
  const caps = { hoursBetween: 1, perCart: 2, perMonth: 3 };
  const steps = [30, 120, 240].map((delayMinutes) => ({ delayMinutes }));

  it("hold for one cart", async () => {
    const world = await World.create({ settings: { recovery: { steps, caps } } });
    await shopperWhoLeft(world);
    await world.advance(6 * hour, 10);
    expect(await messages()).toMatchObject([
      { status: "accepted" },
      { status: "accepted" },
      { status: "skipped", reason: "cart-cap" },
    ]);
  });

  it("hold for one address over all its carts and devices, and end with the month", async () => {
    const world = await World.create({ settings: { recovery: { steps, caps, quietHours: null } } });
    for (let device = 0; device < 3; device++) {
      const shopper = world.device();
      await fillCart(shopper, device === 0 ? undefined : salt);
      await leaveAddress(shopper, "ada@example.com");
      await world.advance(6 * hour, 10);
    }
    expect(world.resend.accepted).toHaveLength(3);
    await world.advance(31 * day, 4 * hour);
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(6 * hour, 10);
    expect(world.resend.accepted).toHaveLength(5);
  });
});

describe("a store that tries things out", () => {
  it("has every message in its own inbox, and none in a shopper's", async () => {
    const world = await World.create({ settings: { recovery: { testInbox: "test@merchant.example" } } });
    await shopperWhoLeft(world, "ada@example.com");
    await world.advance(2 * hour, 10);
    expect(world.resend.accepted.flatMap(({ to }) => to)).toEqual(["test@merchant.example"]);
  });
});

describe("how far a shopper came", () => {
  const stage = () => env.DB.prepare("SELECT stage FROM carts").first("stage");

  it("is the last stop of the checkout they opened, and going back does not undo it", async () => {
    const world = await World.create();
    const shopper = world.device();
    await fillCart(shopper);
    expect(await stage()).toBe("cart");
    await shopper.post("/checkout/contact", { name: "Ada Lovelace", email: "ada@example.com" });
    await shopper.get("/checkout/delivery");
    expect(await stage()).toBe("delivery");
    await shopper.get("/checkout/contact");
    await shopper.get("/cart");
    expect(await stage()).toBe("delivery");
  });

  it("is nothing of whoever only looks in", async () => {
    const world = await World.create();
    await fillCart(world.device());
    await world.device().get("/checkout/contact");
    expect(await stage()).toBe("cart");
  });
});
