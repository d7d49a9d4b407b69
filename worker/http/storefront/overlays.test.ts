import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { day, hour, minute } from "../../domain/clock.ts";
import { addCodes } from "../../services/incentives/change-pool.ts";
import { removeExpired } from "../../services/retention/remove-expired.ts";
import { fillCart, leaveAddress } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";
import type { OfferedCart, OverlayView, SurveyView } from "../../wire/storefront-api.ts";

const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;

async function ask(device: Device, { names = "offer,survey", at = "leaving", lang = "en" } = {}) {
  const answer = await device.json(`${paths.cart}?lang=${lang}&for=${names}&at=${at}`);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  return (await answer.json()) as OverlayView;
}
const offerTo = async (device: Device, lang?: string) =>
  (await ask(device, { names: "offer", ...(lang && { lang }) })) as OfferedCart;
const surveyTo = async (device: Device, more: object = {}) =>
  (await ask(device, { names: "survey", ...more })) as SurveyView;

async function withCart(settings: Record<string, unknown> = {}): Promise<{ world: World; shopper: Device }> {
  const world = await World.create({ settings });
  const shopper = world.device();
  await fillCart(shopper);
  return { world, shopper };
}

describe("what may lie over a page as a shopper leaves", () => {
  it("is the offer before the survey, with the cart and its words, in the page's language", async () => {
    const { shopper } = await withCart();
    const view = (await ask(shopper, { lang: "pl" })) as OfferedCart;
    expect(view).toMatchObject({ show: "offer", count: 2, mail: "reminder", gift: null });
    expect(view.words).toMatchObject({ title: "Masz jeszcze coś w koszyku", more: "" });
    expect(view.words.terms).toContain("najwyżej trzy razy");
  });

  it.each<[string, object, { names?: string }]>([
    ["is off", { exitOffer: { enabled: false } }, {}],
    ["is meant for others", { exitOffer: { audience: { countries: ["PL"] } } }, {}],
    ["was closed before", {}, { names: "survey" }],
  ])("is the survey where the offer %s", async (_, widgets, asked) => {
    const { shopper } = await withCart({ widgets });
    expect((await ask(shopper, asked)).show).toBe("survey");
  });

  it("is the survey where a code is on the cart already", async () => {
    const { shopper } = await withCart();
    await env.DB.prepare(`UPDATE carts SET coupons = '["SHOPS-OWN"]'`).run();
    expect((await ask(shopper)).show).toBe("survey");
    expect((await offerTo(shopper)).show).toBeNull();
  });

  it("is nothing without a cart, to a stranger, or of a name that does not exist", async () => {
    const { world, shopper } = await withCart();
    const visitor = world.device();
    await visitor.get("/");
    expect(await ask(visitor)).toEqual({ show: null });
    expect(await ask(world.device())).toEqual({ show: null });
    expect(await ask(shopper, { names: "constructor" })).toEqual({ show: null });
  });

  it.each<[string, object, boolean]>([
    ["in a country it is meant for", { countries: ["PL", "GB"] }, true],
    ["in another", { countries: ["PL"] }, false],
    ["with a cart that is worth enough", { cart: { currency: "GBP", from: 100 } }, true],
    ["with one that is worth too little", { cart: { currency: "GBP", from: 100_000 } }, false],
    ["with one that is worth too much", { cart: { currency: "GBP", below: 100 } }, false],
    ["with one in another currency", { cart: { currency: "EUR" } }, false],
    ["who is new", { visitors: "new" }, true],
    ["who is new, where it is for those who return", { visitors: "returning" }, false],
  ])("is, by each widget's own rules, for a shopper %s: %j", async (_, audience, isMeant) => {
    const { shopper } = await withCart({ widgets: { exitOffer: { audience }, survey: { audience } } });
    expect((await offerTo(shopper)).show).toBe(isMeant ? "offer" : null);
    expect((await surveyTo(shopper)).show).toBe(isMeant ? "survey" : null);
  });

  it("is for those who return only from the day after their first cart", async () => {
    const { world, shopper } = await withCart({
      widgets: { exitOffer: { audience: { visitors: "returning" } } },
    });
    world.now += 25 * hour;
    expect((await offerTo(shopper)).show).toBe("offer");
  });
});

describe("the address in the offer", () => {
  const mailTo = async (settings: object, act?: (shopper: Device) => Promise<unknown>) => {
    const { shopper } = await withCart(settings as Record<string, unknown>);
    await act?.(shopper);
    return offerTo(shopper);
  };

  it("is asked for where it is good for something: not without a sender, nor where mails are off", async () => {
    expect((await mailTo({ sender: null })).mail).toBeNull();
    expect((await mailTo({ recovery: { enabled: false } })).mail).toBeNull();
    expect((await mailTo({ widgets: { exitOffer: { mail: "none" } } })).mail).toBeNull();
  });

  it("is not asked for again from who has given it", async () => {
    expect((await mailTo({}, leaveAddress)).mail).toBeNull();
  });

  it("is for one mail with the cart, and says so, where the store wants that", async () => {
    const { mail, words } = await mailTo({ widgets: { exitOffer: { mail: "cart" } } });
    expect(mail).toBe("cart");
    expect(words.remind).toBe("Email me this cart");
    expect(words.terms).not.toContain("three");
  });
});

describe("what the offer gives", () => {
  const bye = { kind: "percent", value: 10, occasion: "exit-offer", currency: "GBP" };
  async function giving(incentive: object, codes = "BYE-1") {
    const { world, shopper } = await withCart({ incentives: { bye: { ...bye, ...incentive } } });
    const [store] = await rows("SELECT store_id AS id FROM store_hostnames");
    if (codes) await addCodes(world.context(), String(store?.id), "bye", codes);
    return { world, shopper };
  }
  const states = () => rows("SELECT status, count(*) AS n FROM coupons GROUP BY 1");

  it("is named before the click, and neither its code nor anything else is held, given or counted by that", async () => {
    const { shopper } = await giving({});
    const view = await offerTo(shopper);
    expect(view.gift).toMatchObject({
      title: "10% off this cart",
      terms: "Good for 48 hours once you take it.",
    });
    expect(JSON.stringify(view)).not.toContain("BYE-1");
    expect(await (await shopper.get("/cart")).text()).not.toContain("BYE-1");
    expect(await states()).toEqual([{ status: "free", n: 1 }]);
    expect(await rows("SELECT * FROM incentive_counts")).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["the cart is worth too little", { minimum: 100_000 }, "BYE-1"],
    ["it would come to less than the margin floor", { floor: 3500 }, "BYE-1"],
    ["the cart is in another currency", { currency: "EUR" }, "BYE-1"],
    ["no code is left", {}, ""],
    ["the month's budget is spent", { budget: { count: 0 } }, "BYE-1"],
    ["it is for another occasion", { occasion: "mail" }, "BYE-1"],
  ])("is nothing where %s, and the offer goes without", async (_, incentive, codes) => {
    const { shopper } = await giving(incentive, codes);
    expect(await offerTo(shopper)).toMatchObject({ show: "offer", gift: null });
  });

  it("is what the click then gives, with its end as a date and a time; and nothing to who had it", async () => {
    const { world, shopper } = await giving({ validHours: 24, againAfterDays: 30 });
    expect((await offerTo(shopper)).gift).not.toBeNull();
    const body = { surface: "exit-offer", language: "en" };
    const given = await (await shopper.json(paths.incentive, body)).json();
    expect(given).toMatchObject({
      status: "code",
      code: "BYE-1",
      until: "Valid until 24 Nov 2026, 10:00",
      total: null,
    });
    // The same cart is given the same code again; another of theirs gets none.
    expect((await offerTo(shopper)).gift).not.toBeNull();
    await env.DB.prepare("UPDATE carts SET status = 'lost', closed_at = 1").run();
    await fillCart(shopper);
    world.now += minute;
    expect(await offerTo(shopper)).toMatchObject({ show: "offer", gift: null });
  });
});

describe("the survey", () => {
  const zones = [
    { countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } }, days: [2, 3] },
    { prices: { EUR: { price: 990 } } },
  ];
  const badges = [
    { kind: "returns", url: "/returns", text: { en: "30 days to return" } },
    { kind: "payment", url: "/payment" },
  ];
  const widgets = { shipping: { zones, country: "GB", currency: "GBP" }, trustBadges: { badges } };
  const reasons = (view: SurveyView) => view.choices.map(({ reason }) => reason);
  const replyTo = ({ choices }: SurveyView, to: string) => choices.find(({ reason }) => reason === to)?.reply;

  it("has the store's answers in an order of chance, and something else as the last", async () => {
    const { shopper } = await withCart();
    const orders = new Set<string>();
    for (let time = 0; time < 12; time++) {
      const all = reasons(await surveyTo(shopper));
      expect(all.at(-1)).toBe("other");
      expect([...all].sort()).toEqual(
        [
          "account",
          "complicated",
          "extra-costs",
          "just-browsing",
          "no-trust",
          "other",
          "slow-delivery",
        ].sort(),
      );
      orders.add(all.join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it("meets an answer with what the shop charges where they are, and with its proofs", async () => {
    const own = { account: { en: "You can order as a guest." } };
    const chosen = ["extra-costs", "returns", "payment-methods", "account", "just-browsing"];
    const { shopper } = await withCart({
      widgets: { ...widgets, survey: { reasons: chosen, answers: own } },
    });
    const view = await surveyTo(shopper);
    expect(replyTo(view, "extra-costs")?.text).toMatch(
      /^£3\.90 delivery to the United Kingdom, arrives .* · £[\d.]+ more for free delivery$/,
    );
    expect(replyTo(view, "returns")).toEqual({
      text: "",
      links: [{ text: "30 days to return", href: "/returns" }],
    });
    expect(replyTo(view, "payment-methods")?.links).toEqual([{ text: "Payment methods", href: "/payment" }]);
    expect(replyTo(view, "account")).toEqual({ text: "You can order as a guest.", links: [] });
    expect(replyTo(view, "just-browsing")).toBeUndefined();
  });

  it("says nothing where nothing true is known", async () => {
    const { shopper } = await withCart({ widgets });
    shopper.country = "PL";
    expect(replyTo(await surveyTo(shopper), "extra-costs")).toBeUndefined();
    const bare = await withCart();
    expect((await surveyTo(bare.shopper)).choices.every(({ reply }) => !reply)).toBe(true);
  });

  it("is asked on return to a cart of half an hour ago, not to one of now, nor the offer then", async () => {
    const { world, shopper } = await withCart();
    expect((await ask(shopper, { at: "return" })).show).toBeNull();
    world.now += 31 * minute;
    expect(await ask(shopper, { at: "return" })).toMatchObject({ show: "survey", moment: "return" });
  });

  it.each([
    [["leaving"], "return"],
    [["return"], "leaving"],
  ])("keeps to the moments the store wants: %j, not %s", async (moments, at) => {
    const { world, shopper } = await withCart({ widgets: { survey: { moments } } });
    world.now += 31 * minute;
    expect((await surveyTo(shopper, { at })).show).toBeNull();
  });

  it("is never asked twice, whatever became of the cookie that says so, nor of the cart", async () => {
    const { world, shopper } = await withCart();
    await tell(shopper);
    expect((await surveyTo(shopper)).show).toBeNull();
    await env.DB.prepare("UPDATE carts SET status = 'lost', closed_at = 1").run();
    world.now += hour;
    await fillCart(shopper);
    expect((await surveyTo(shopper)).show).toBeNull();
  });
});

const answer = { reason: "extra-costs", moment: "leaving", device: "phone", language: "en" } as const;
/** As a beacon does: JSON as text. */
const tell = (shopper: Device, more: object = {}, headers: Record<string, string> = {}) =>
  shopper.json(
    paths.survey,
    { ...answer, ...more },
    { "content-type": "text/plain;charset=UTF-8", ...headers },
  );
const answers = () => rows("SELECT * FROM survey_answers");

describe("an answer to the survey", () => {
  const zones = [{ countries: ["GB"], prices: { GBP: { price: 390 } } }];
  const settings = { widgets: { shipping: { zones, country: "GB", currency: "GBP" } } };

  it("is kept with what the shop had shown by then, and told to the cart", async () => {
    const { world, shopper } = await withCart(settings);
    await shopper.get("/checkout/contact");
    const response = await tell(shopper);
    expect(response.status).toBe(204);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    const [cart] = await rows("SELECT * FROM carts");
    expect(cart?.reason).toBe("extra-costs");
    expect(await answers()).toEqual([
      {
        cart_id: cart?.id,
        store_id: cart?.store_id,
        reason: "extra-costs",
        words_sealed: null,
        moment: "leaving",
        total_minor: cart?.total_minor,
        currency: "GBP",
        delivery_minor: 390,
        stage: "contact",
        device: "phone",
        country: "GB",
        language: "en",
        answered_at: world.now,
      },
    ]);
  });

  it("is what a sequence may be conditioned on", async () => {
    const steps = [{ delayMinutes: 60 }];
    const costly = { name: "costly", when: { reasons: ["extra-costs"] }, steps };
    const { world, shopper } = await withCart({ recovery: { sequences: [costly], quietHours: null } });
    await leaveAddress(shopper);
    await tell(shopper);
    await world.advance(40, 10);
    const [message] = await rows("SELECT plan FROM recovery_messages");
    expect(JSON.parse(String(message?.plan))).toMatchObject({ sequence: "costly" });
  });

  it("stays as it was first given, but that words may follow within the hour, sealed", async () => {
    const { world, shopper } = await withCart();
    await tell(shopper, { reason: "other" });
    await tell(shopper, { reason: "returns" });
    await tell(shopper, { reason: "other", words: " Ada says: too heavy " });
    expect(await rows("SELECT reason FROM carts")).toEqual([{ reason: "other" }]);
    const [kept] = await answers();
    expect(kept?.reason).toBe("other");
    expect(JSON.stringify(kept)).not.toContain("Ada");
    const { sealed, label } = {
      sealed: String(kept?.words_sealed),
      label: `survey_answers/${kept?.cart_id}`,
    };
    expect(await world.context().keys.decrypt(sealed, label)).toBe("Ada says: too heavy");
    world.now += hour + 1;
    await tell(shopper, { reason: "other", words: "something else again" });
    expect((await answers())[0]?.words_sealed).toBe(sealed);
  });

  it.each<[string, unknown]>([
    ["a reason that does not exist", { ...answer, reason: "revenge" }],
    ["words that are too long", { ...answer, words: "x".repeat(301) }],
    ["a cart of their choice", { ...answer, cartId: "cart_1" }],
    ["no JSON", "hello"],
  ])("is refused without a word when it has %s", async (_, body) => {
    const { shopper } = await withCart();
    expect((await shopper.json(paths.survey, body)).status).toBe(204);
    expect(await answers()).toEqual([]);
  });

  it("is of who has a cart: strangers, empty carts and stores that do not ask leave nothing", async () => {
    const { world, shopper } = await withCart({ widgets: { survey: { enabled: false } } });
    await tell(shopper);
    await tell(world.device());
    const visitor = world.device();
    await visitor.get("/");
    await tell(visitor);
    expect(await answers()).toEqual([]);
  });

  it("is refused to other sites, to what is too long, and to floods", async () => {
    const { shopper } = await withCart();
    expect((await tell(shopper, {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await tell(shopper, { words: "x".repeat(3000) })).status).toBe(413);
    expect(await answers()).toEqual([]);
    let last = 0;
    for (let time = 0; time < 40; time++) last = (await tell(shopper)).status;
    expect(last).toBe(429);
  });

  it("goes with its cart when that has been kept for its time", async () => {
    const { world, shopper } = await withCart({ retention: { cartDays: 90 } });
    await tell(shopper);
    world.now += 100 * day;
    await removeExpired(world.context());
    expect(await rows("SELECT * FROM carts")).toEqual([]);
    expect(await answers()).toEqual([]);
  });
});
