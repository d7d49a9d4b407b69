import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { day, hour, minute } from "../../domain/clock.ts";
import {
  buy,
  fillCart,
  leaveAddress,
  linkIn,
  salt,
  shopperWhoLeft,
  tokenIn,
} from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";
import { setSettings } from "../stores/change-store.ts";
import { loadStore, type Store } from "../stores/find-store.ts";
import { forgetSecrets, keepSecret } from "../stores/store-secrets.ts";
import { addCodes, reportIncentives, revokeCodes } from "./change-pool.ts";
import { couponsToEnter } from "./coupons-to-enter.ts";
import { releaseCoupons } from "./release-coupons.ts";
import { reserveIncentive } from "./reserve-incentive.ts";

const ten = { kind: "percent", value: 10, validHours: 24 };
const steps = [{ delayMinutes: 60, template: "incentive", incentive: "ten" }];

/** A world whose store gives ten per cent with its only mail. */
async function worldGiving(incentive: object = ten, more: object = {}, beside = false) {
  const settings = { recovery: { steps, quietHours: null }, incentives: { ten: incentive }, ...more };
  const world = await World.create({ settings, beside });
  const store = await storeOf(world);
  return { world, store, ctx: world.context() };
}

async function storeOf(world: World): Promise<Store> {
  const row = await env.DB.prepare("SELECT store_id AS id FROM store_hostnames WHERE hostname = ?")
    .bind(world.hostname)
    .first<{ id: string }>();
  return (await loadStore(world.context(), row?.id ?? "")) as Store;
}

const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const reportOf = async (world: World, store: Store) =>
  (await reportIncentives(world.context(), store.id, [])).find(({ incentive }) => incentive === "ten");
const states = async (world: World, store: Store) => (await reportOf(world, store))?.states ?? {};
const counts = async (world: World, store: Store) =>
  Object.fromEntries((await reportOf(world, store))?.counts.map(({ what, count }) => [what, count]) ?? []);
const codesIn = (text: string | undefined) =>
  text?.match(/\b(POOL-\d+|[2-9B-Z]{4}(-[2-9B-Z]{4,5}){3})\b/g) ?? [];
const pool = (count: number) => Array.from({ length: count }, (_, at) => `POOL-${at + 100}`).join("\n");

/** A cart that nobody else has, as `reserveIncentive` is asked about it. */
const cartNo = (number: number, more: object = {}) => ({
  id: `cart_${number}`,
  shopperId: `shopper_${number}`,
  addressHash: `hash_${number}`,
  totalMinor: 5000,
  currency: "GBP",
  coupons: null,
  ...more,
});
const asked = (number: number, more: object = {}) =>
  ({ name: "ten", occasion: "mail", cart: cartNo(number, more) }) as const;

const api = "/wp-json/wc/store/v1/cart";

/** Somebody with a cart in a WooCommerce shop. */
async function shopperIn(world: World): Promise<Device> {
  const shopper = world.device();
  const nonce = (await shopper.json(api)).headers.get("nonce") ?? "";
  const line = { id: 101, quantity: 2, variation: [{ attribute: "pa_colour", value: "sea" }] };
  await shopper.json(`${api}/add-item`, line, { nonce });
  return shopper;
}

describe("a mail with an incentive", () => {
  it("carries a code of the pool, with the end that its row has", async () => {
    const { world, store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(3));
    await shopperWhoLeft(world);
    await world.advance(120, 10);
    const [mail] = world.resend.accepted;
    expect(codesIn(mail?.text)).toEqual([expect.stringMatching(/^POOL-10\d$/)]);
    const [coupon] = await rows("SELECT * FROM coupons WHERE status = 'issued'");
    expect(coupon).toMatchObject({ occasion: "mail", kind: "percent", value: 10, currency: "GBP" });
    expect(Number(coupon?.ends_at)).toBe(
      Math.ceil((Number(coupon?.issued_at) + 24 * hour) / minute) * minute,
    );
    const end = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/London" });
    expect(mail?.text).toContain(end.format(Number(coupon?.ends_at)));
    expect(await states(world, store)).toEqual({ free: 2, issued: 1 });
  });

  it("is sent without one, which is counted and told, when the pool is empty", async () => {
    const { world, store } = await worldGiving();
    await shopperWhoLeft(world);
    await world.advance(120, 10);
    expect(world.resend.accepted).toHaveLength(1);
    expect(codesIn(world.resend.accepted[0]?.text)).toEqual([]);
    expect(await counts(world, store)).toEqual({ "withheld:pool-empty": 1 });
    expect(world.logged.join()).toContain('"reason":"pool-empty"');
    expect(await rows("SELECT kind FROM notices")).toEqual([{ kind: "pool.low" }]);
  });

  it("shows the same code when it is tried again, and no second one is used up", async () => {
    const { world, store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(3));
    await shopperWhoLeft(world);
    world.resend.mood = "throttles";
    await world.advance(95, 5);
    world.resend.mood = "well";
    await world.advance(30, 5);
    const bodies = world.resend.calls.map(({ body }) => codesIn(body).at(0));
    expect(bodies.length).toBeGreaterThan(1);
    expect(new Set(bodies).size).toBe(1);
    expect(await states(world, store)).toEqual({ free: 2, issued: 1 });
  });

  it("that comes to nothing gives its code back after ten minutes, and takes it off the count", async () => {
    const { world, store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(1));
    const held = await reserveIncentive(ctx, store, asked(1));
    expect(held.status).toBe("reserved");
    expect(await reserveIncentive(ctx, store, asked(2))).toMatchObject({ reason: "pool-empty" });
    world.now += 11 * minute;
    await releaseCoupons(ctx);
    expect(await states(world, store)).toEqual({ free: 1 });
    expect(await counts(world, store)).toEqual({ "withheld:pool-empty": 1 });
    expect((await reserveIncentive(ctx, store, asked(2))).status).toBe("reserved");
  });

  it("whose coupon ended before it could go out is not sent with it", async () => {
    const { world, store, ctx } = await worldGiving({ ...ten, validHours: 1 }, {});
    await addCodes(ctx, store.id, "ten", pool(3));
    await shopperWhoLeft(world);
    world.resend.mood = "throttles";
    await world.advance(100, 10);
    world.now += 2 * hour;
    world.resend.mood = "well";
    await world.advance(20, 10);
    expect(world.resend.accepted).toEqual([]);
    expect(await rows("SELECT status, reason FROM recovery_messages")).toEqual([
      { status: "unknown", reason: "coupon ended" },
    ]);
  });
});

describe("coupons", () => {
  it("go to one person each, however many ask at once", async () => {
    const { store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(8));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => reserveIncentive(ctx, store, asked(at))),
    );
    const given = answers.flatMap((one) => (one.status === "reserved" ? one.coupon.incentive.code : []));
    expect(given).toHaveLength(8);
    expect(new Set(given).size).toBe(8);
  });

  it("are one for a person, by address, browser or cart, however many of their carts ask at once", async () => {
    const { store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(8));
    const ask = (number: number, more: object) => reserveIncentive(ctx, store, asked(number, more));
    const answers = await Promise.all([
      ...[1, 2, 3].map((number) => ask(number, { addressHash: "ada" })),
      ...[11, 12, 13].map((number) => ask(number, { shopperId: "browser", addressHash: null })),
    ]);
    expect(answers.filter(({ status }) => status === "reserved")).toHaveLength(2);
    expect(answers.filter((one) => one.status === "withheld" && one.reason === "had-one")).toHaveLength(4);
  });

  it("are the same one for the same cart, and not for its next holder", async () => {
    const { store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(8));
    const [first, again] = [
      await reserveIncentive(ctx, store, asked(1)),
      await reserveIncentive(ctx, store, asked(1)),
    ];
    expect(again).toEqual(first);
    const other = await reserveIncentive(ctx, store, asked(1, { addressHash: "eve" }));
    expect(other).toMatchObject({ status: "withheld", reason: "had-one" });
  });

  it("can be had again after the time the merchant set", async () => {
    const { world, store, ctx } = await worldGiving({
      ...ten,
      source: "fixed",
      code: "SEA10",
      againAfterDays: 30,
    });
    await reserveIncentive(ctx, store, asked(1));
    await env.DB.prepare("UPDATE coupons SET status = 'issued', due_at = NULL").run();
    world.now += 29 * day;
    expect((await reserveIncentive(ctx, store, asked(1))).status).toBe("withheld");
    world.now += 2 * day;
    expect((await reserveIncentive(ctx, store, asked(1))).status).toBe("reserved");
  });

  it("stop at the month's budget, in number and in money, and go on with the next month", async () => {
    const budget = { count: 3, amount: 1200 };
    const fixed = { ...ten, currency: "GBP", source: "fixed", code: "SEA10", budget };
    const { world, store, ctx } = await worldGiving(fixed);
    const askAll = async (from: number) =>
      (await Promise.all([0, 1, 2, 3].map((at) => reserveIncentive(ctx, store, asked(from + at))))).map(
        (one) => (one.status === "reserved" ? "given" : one.reason),
      );
    // 500 each: two are 1000, a third would be 1500.
    expect((await askAll(1)).sort()).toEqual(["budget-spent", "budget-spent", "given", "given"]);
    world.now += 31 * day;
    const cheap = { totalMinor: 100 };
    const many = await Promise.all(
      [21, 22, 23, 24].map((at) => reserveIncentive(ctx, store, asked(at, cheap))),
    );
    expect(many.filter(({ status }) => status === "reserved")).toHaveLength(3);
  });

  it("are only for new customers where the merchant says so", async () => {
    const { world, store, ctx } = await worldGiving({
      ...ten,
      source: "fixed",
      code: "SEA10",
      onlyNew: true,
    });
    await buy(await shopperWhoLeft(world));
    const [buyer] = await rows("SELECT address_hash AS hash FROM buyers");
    const answer = await reserveIncentive(ctx, store, asked(1, { addressHash: buyer?.hash }));
    expect(answer).toMatchObject({ reason: "not-new" });
    expect((await reserveIncentive(ctx, store, asked(2))).status).toBe("reserved");
  });

  it("raise an alarm once when few are left", async () => {
    const { store, ctx } = await worldGiving({ ...ten, lowPoolAt: 2 });
    await addCodes(ctx, store.id, "ten", pool(5));
    await Promise.all([1, 2, 3, 4].map((number) => reserveIncentive(ctx, store, asked(number))));
    const notices = await rows("SELECT kind, data FROM notices");
    expect(notices).toEqual([{ kind: "pool.low", data: JSON.stringify({ incentive: "ten", left: 2 }) }]);
  });

  it("of one store are unknown to another", async () => {
    const { store, ctx } = await worldGiving();
    const other = await worldGiving(ten, {}, true);
    await addCodes(ctx, store.id, "ten", pool(2));
    expect(await reserveIncentive(other.ctx, other.store, asked(1))).toMatchObject({ reason: "pool-empty" });
    expect(await addCodes(other.ctx, other.store.id, "ten", pool(2))).toEqual({
      status: "added",
      added: 2,
      duplicates: [],
    });
    expect((await reserveIncentive(ctx, store, asked(1))).status).toBe("reserved");
    await env.DB.prepare("UPDATE coupons SET status = 'issued' WHERE status = 'held'").run();
    const cart = { id: "cart_1", coupons: null };
    expect(await couponsToEnter(other.ctx, other.store, cart)).toEqual({ codes: [], ended: [] });
    expect((await couponsToEnter(ctx, store, cart)).codes).toHaveLength(1);
    expect((await reserveIncentive(other.ctx, other.store, asked(1))).status).toBe("reserved");
    expect(await revokeCodes(other.ctx, other.store.id, "ten")).toBe(1);
    expect(await states(other.world, store)).toEqual({ free: 1, issued: 1 });
  });

  it("cannot be read in a copy of the database", async () => {
    const { store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", "SECRET-CODE-1");
    expect(JSON.stringify(await rows("SELECT * FROM coupons"))).not.toMatch(/secret-code/i);
  });
});

describe("a coupon made at the platform", () => {
  async function shopify(answer: (made: string[]) => Response | Promise<Response>) {
    const { world, store, ctx } = await worldGiving({ ...ten, source: "mint" });
    const made: string[] = [];
    world.elsewhere = async (request) => {
      const { variables } = (await request.json()) as { variables: { coupon: { code: string } } };
      made.push(variables.coupon.code);
      return answer(made);
    };
    await keepSecret(ctx, store.id, "platform", "sea-shop.myshopify.com:shpat_0");
    return { world, ctx, store: { ...store, platform: "shopify" as const }, made };
  }
  const result = (userErrors: object[]) =>
    Response.json({ data: { discountCodeBasicCreate: { codeDiscountNode: null, userErrors } } });

  it("is one, under one code, though the first answer was lost", async () => {
    const lostThenTaken = (made: string[]) =>
      made.length === 1 ? Promise.reject(new Error("connection reset")) : result([{ code: "TAKEN" }]);
    const { ctx, store, made } = await shopify(lostThenTaken);
    const reserved = await reserveIncentive(ctx, store, asked(1));
    expect(made).toHaveLength(2);
    expect(new Set(made).size).toBe(1);
    expect(reserved).toMatchObject({ status: "reserved", coupon: { incentive: { code: made[0] } } });
  });

  it("is the same when a message is tried again after its consumer was gone", async () => {
    const { ctx, store, made } = await shopify(() => result([]));
    await reserveIncentive(ctx, store, asked(1));
    await reserveIncentive(ctx, store, asked(1));
    expect(new Set(made).size).toBe(1);
  });

  it.each([
    ["the platform refuses it", () => result([{ code: "INVALID" }])],
    ["nobody can tell whether it was made", () => new Response(null, { status: 503 })],
  ])("is not shown when %s, and what was meant for it is given back", async (_, answer) => {
    const { world, ctx, store } = await shopify(answer);
    expect(await reserveIncentive(ctx, store, asked(1))).toEqual({
      status: "withheld",
      reason: "not-minted",
    });
    world.now += 11 * minute;
    await releaseCoupons(ctx);
    expect(await states(world, store)).toEqual({});
    expect(await counts(world, store)).toEqual({ "withheld:not-minted": 1 });
  });

  it("is asked of no platform that has not let us in", async () => {
    const { ctx, store, made } = await shopify(() => result([]));
    await forgetSecrets(ctx, store.id, "platform");
    expect((await reserveIncentive(ctx, store, asked(1))).status).toBe("withheld");
    expect(made).toEqual([]);
  });
});

describe("a pool", () => {
  it("takes what is new of a file, in any case once, and tells the rest", async () => {
    const { world, store, ctx } = await worldGiving();
    expect(await addCodes(ctx, store.id, "ten", "AAA-1\r\n\naaa-1\nBBB-2\n")).toEqual({
      status: "added",
      added: 2,
      duplicates: ["aaa-1"],
    });
    expect(await addCodes(ctx, store.id, "other", "BBB-2\nCCC-3")).toEqual({
      status: "added",
      added: 1,
      duplicates: ["BBB-2"],
    });
    expect(await states(world, store)).toEqual({ free: 2 });
  });

  it("takes nothing of a file in which one line is wrong, and names the line, not the code", async () => {
    const { world, store, ctx } = await worldGiving();
    const refused = await addCodes(ctx, store.id, "ten", "GOOD-1\nbad code\n");
    expect(refused).toEqual({ status: "refused", problems: [expect.stringMatching(/^line 2: a code/)] });
    expect(await states(world, store)).toEqual({});
  });

  it("takes ten thousand codes at once", async () => {
    const { world, store, ctx } = await worldGiving();
    const codes = Array.from({ length: 10_000 }, (_, at) => `BULK-${at}`).join("\n");
    expect(await addCodes(ctx, store.id, "ten", codes)).toMatchObject({ added: 10_000, duplicates: [] });
    expect(await states(world, store)).toEqual({ free: 10_000 });
  }, 60_000);
});

describe("an exit offer", () => {
  const exit = { ...ten, occasion: "exit-offer" };
  async function shopWith(incentive: object, codes: string) {
    const settings = { incentives: { bye: incentive } };
    const world = await World.create({ dialect: "woocommerce", settings });
    const store = await storeOf(world);
    await addCodes(world.context(), store.id, "bye", codes);
    return { world, store };
  }

  const click = async (shopper: Device, surface = "exit-offer") => {
    const answer = await shopper.json("/_cw/incentive", { surface, language: "en" });
    return { status: answer.status, cache: answer.headers.get("cache-control"), body: await answer.json() };
  };
  const none = { status: 200, cache: "private, no-store", body: { status: "none" } };

  it("puts the coupon into the shop's cart after the click, once for a shopper", async () => {
    const { world } = await shopWith(exit, "SAVE10\nOTHER-1");
    const shopper = await shopperIn(world);
    expect(await (await shopper.get("/cart")).text()).not.toMatch(/save10/i);
    const { body } = await click(shopper);
    expect(body).toMatchObject({ status: expect.stringMatching(/applied|code/) });
    expect(body).toMatchObject({ text: expect.stringContaining("10% off with the code") });
    const cart = (await (await shopper.json(api)).json()) as { coupons: { code: string }[] };
    const [{ code = "" } = {}] = cart.coupons;
    expect([code, (body as { status: string }).status]).toEqual(
      (body as { code: string }).code === "SAVE10" ? ["save10", "applied"] : ["", "code"],
    );
    expect(await rows("SELECT count(*) AS n FROM coupons WHERE status = 'issued'")).toEqual([{ n: 1 }]);
  });

  it("shows the code to copy where the shop does not take it, and the same one when asked again", async () => {
    const { world } = await shopWith(exit, "OTHER-1\nOTHER-2");
    const shopper = await shopperIn(world);
    const { body } = await click(shopper);
    expect(body).toMatchObject({ status: "code", code: expect.stringMatching(/^OTHER-\d$/) });
    expect((await click(shopper)).body).toEqual(body);
  });

  it("answers everybody who gets none alike, byte for byte", async () => {
    const { world } = await shopWith({ ...exit, currency: "GBP", minimum: 100 }, "OTHER-1");
    const lucky = await shopperIn(world);
    expect((await click(lucky)).body).toMatchObject({ status: "code" });
    const late = await shopperIn(world);
    const withoutCart = world.device();
    await withoutCart.get("/");
    for (const shopper of [late, withoutCart, world.device()]) expect(await click(shopper)).toEqual(none);
    expect(await click(lucky, "anything-else")).toEqual(none);
    expect(await click(lucky, "next-order")).toEqual(none);
  });

  it("gives a network ten tries an hour, whatever its cookies", async () => {
    const codes = Array.from({ length: 20 }, (_, at) => `OTHER-${at + 10}`).join("\n");
    const { world } = await shopWith(exit, codes);
    let given = 0;
    for (let at = 0; at < 13; at++) {
      const { body } = await click(await shopperIn(world));
      if ((body as { status: string }).status !== "none") given++;
    }
    expect(given).toBe(10);
  });

  it("is refused to other sites", async () => {
    const { world } = await shopWith(exit, "OTHER-1");
    const shopper = await shopperIn(world);
    const body = { surface: "exit-offer", language: "en" };
    expect((await shopper.json("/_cw/incentive", body, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});

describe("the next order's coupon", () => {
  it("is for a contact who has just bought, and for nobody else", async () => {
    const settings = {
      incentives: { thanks: { ...ten, occasion: "next-order", source: "fixed", code: "THANKS" } },
    };
    const world = await World.create({ settings });
    const ask = async (shopper: Device) =>
      (await shopper.json("/_cw/incentive", { surface: "next-order", language: "pl" })).json();
    const ada = await shopperWhoLeft(world);
    expect(await ask(ada)).toEqual({ status: "none" });
    await buy(ada);
    expect(await ask(ada)).toMatchObject({
      status: "code",
      code: "THANKS",
      text: "10% rabatu z kodem THANKS",
    });
    const stranger = world.device();
    await fillCart(stranger, salt);
    await buy(stranger, "eve@example.com");
    expect(await ask(stranger)).toEqual({ status: "none" });
  });
});

describe("a coupon's end", () => {
  it("is kept by us: it is entered when the cart is taken up again, and not after its end", async () => {
    const { world, store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(1));
    await shopperWhoLeft(world);
    await world.advance(120, 10);
    const [cart] = await rows("SELECT id FROM carts");
    const kept = { id: String(cart?.id), coupons: null };
    expect(await couponsToEnter(ctx, store, kept)).toEqual({ codes: ["POOL-100"], ended: [] });
    const other = { id: "cart_other", coupons: ["pool-100"] };
    expect(await couponsToEnter(ctx, store, other)).toEqual({ codes: [], ended: ["pool-100"] });
    world.now += day;
    expect(await couponsToEnter(ctx, store, kept)).toEqual({ codes: [], ended: [] });
    expect(await couponsToEnter(ctx, store, { ...kept, coupons: ["POOL-100", "SHOPS-OWN"] })).toEqual({
      codes: ["SHOPS-OWN"],
      ended: ["POOL-100"],
    });
  });

  it.each([
    ["before its end, the shop has it in the cart", 0, ["save10"]],
    ["after its end, the shop is not even asked", day, []],
  ])("decides what the mail's button does: %s", async (_, later, coupons) => {
    const settings = { recovery: { steps, quietHours: null }, incentives: { ten } };
    const world = await World.create({ dialect: "woocommerce", settings });
    const store = await storeOf(world);
    await addCodes(world.context(), store.id, "ten", "SAVE10");
    await leaveAddress(await shopperIn(world));
    await world.advance(120, 10);
    const text = world.resend.accepted[0]?.text;
    expect(text).toContain("SAVE10");
    world.now += later;
    const phone = world.device();
    await phone.post("/_cw/resume", { token: tokenIn(linkIn(text)), language: "en" });
    const cart = (await (await phone.json(api)).json()) as { items: unknown[]; coupons: { code: string }[] };
    expect(cart.items).toHaveLength(1);
    expect(cart.coupons.map(({ code }) => code)).toEqual(coupons);
  });

  it("is no way to find codes: one that nobody was given is never entered", async () => {
    const { store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(1));
    const guess = { id: "cart_1", coupons: ["POOL-100"] };
    expect(await couponsToEnter(ctx, store, guess)).toEqual({ codes: [], ended: ["POOL-100"] });
  });
});

describe("an order", () => {
  async function bought(coupons: string[]) {
    const { world, store, ctx } = await worldGiving();
    await addCodes(ctx, store.id, "ten", pool(2));
    const ada = await shopperWhoLeft(world);
    await world.advance(120, 10);
    const [code = ""] = codesIn(world.resend.accepted[0]?.text);
    const inCart = JSON.stringify(coupons.map((one) => (one === "theirs" ? code : one)));
    await ada.post("/_cw/resume", {
      token: tokenIn(linkIn(world.resend.accepted[0]?.text)),
      language: "en",
    });
    await env.DB.prepare("UPDATE carts SET coupons = ?").bind(inCart).run();
    return { world, store, ada, code };
  }

  it("marks the coupon in its cart as redeemed, once, however often the order is seen", async () => {
    const { world, store, ada } = await bought(["theirs"]);
    await buy(ada);
    await ada.get("/checkout/done");
    expect(await states(world, store)).toEqual({ free: 1, redeemed: 1 });
    expect(await counts(world, store)).toEqual({ issued: 1, redeemed: 1 });
  });

  it("uses up a code of the pool that leaked: nobody is given it", async () => {
    const { world, store, ada, code } = await bought(["POOL-100", "POOL-101"]);
    await buy(ada);
    expect(["POOL-100", "POOL-101"]).toContain(code);
    expect(await states(world, store)).toEqual({ redeemed: 2 });
    expect(await counts(world, store)).toEqual({ issued: 1, redeemed: 1, leaked: 1 });
  });
});

it("an incentive that a store no longer has is left out of its mails, and told", async () => {
  const { world, store, ctx } = await worldGiving();
  await setSettings(ctx, store.id, [["incentives", { other: ten }]]);
  await leaveAddress(await shopperWhoLeft(world));
  await world.advance(120, 10);
  expect(world.resend.accepted).toHaveLength(1);
  expect(await counts(world, store)).toEqual({ "withheld:unknown-incentive": 1 });
});
