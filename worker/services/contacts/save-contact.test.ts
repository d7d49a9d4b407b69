import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fillCart, leaveAddress, salt } from "../../testing/shoppers.ts";
import { type Device, World, type WorldOptions } from "../../testing/world.ts";

const day = 24 * 60;

async function shopperFrom(country: string | null, options: WorldOptions = {}) {
  const world = await World.create(options);
  const shopper = world.device();
  shopper.country = country;
  await fillCart(shopper);
  return { world, shopper };
}

const status = async (answer: Response) => ((await answer.json()) as { status: string }).status;
const decisions = async () =>
  (await env.DB.prepare("SELECT decision, rule, basis, country FROM consents ORDER BY at, rowid").all())
    .results;
const contacts = async () => await env.DB.prepare("SELECT count(*) AS n FROM contacts").first("n");
const confirmLinkIn = (text: string | undefined) =>
  new URL(text?.match(/https:\S+\/_cw\/y\/\S+/)?.[0] ?? "https://no-link/").pathname;
const subjects = (world: World) => world.resend.accepted.map(({ subject }) => subject);

async function confirm(shopper: Device, path: string): Promise<Response> {
  return shopper.post(path, {});
}

describe("a shopper who ticks the box", () => {
  it.each(["US", "GB", "PL", "FR", "JP", "KR", "RU", "CA"])("in %s is written to", async (country) => {
    const { world, shopper } = await shopperFrom(country, { settings: { recovery: { quietHours: null } } });
    expect(await status(await leaveAddress(shopper))).toBe("saved");
    await world.advance(2 * 60, 10);
    expect(world.resend.accepted).toHaveLength(1);
    expect(await decisions()).toMatchObject([{ decision: "granted", basis: "opt-in", country }]);
  });

  it.each(["DE", "AT", "BR", "XX", null])(
    "in %s is asked again in the mailbox, and written to only after that",
    async (country) => {
      const { world, shopper } = await shopperFrom(country, { settings: { recovery: { quietHours: null } } });
      expect(await status(await leaveAddress(shopper))).toBe("unconfirmed");
      await world.deliver();
      expect(subjects(world)).toEqual(["Please confirm your address for Saltmarsh Supply"]);
      await world.advance(3 * 60, 10);
      expect(world.resend.accepted).toHaveLength(1);

      const link = confirmLinkIn(world.resend.accepted[0]?.text);
      // Scanners open every link; nothing comes of it.
      await world.device().get(link);
      await world.advance(30, 10);
      expect(world.resend.accepted).toHaveLength(1);

      expect((await confirm(world.device(), link)).status).toBe(200);
      await world.advance(2 * 60, 10);
      expect(world.resend.accepted).toHaveLength(2);
      expect(await decisions()).toMatchObject([
        { decision: "pending", rule: "double-opt-in", basis: "opt-in" },
        { decision: "granted", rule: "double-opt-in", basis: "double-opt-in" },
      ]);
    },
  );

  it("and confirms need not confirm the next cart", async () => {
    const { world, shopper } = await shopperFrom("DE");
    await leaveAddress(shopper);
    await world.deliver();
    await confirm(shopper, confirmLinkIn(world.resend.accepted[0]?.text));
    world.now += day * 60_000;
    const other = world.device();
    other.country = "DE";
    await fillCart(other, salt);
    expect(await status(await leaveAddress(other))).toBe("saved");
  });

  it("and does not confirm is never written to, nor asked again for the same cart", async () => {
    const { world, shopper } = await shopperFrom("DE");
    for (let time = 0; time < 3; time++) await leaveAddress(shopper);
    await world.advance(8 * day, 60);
    expect(world.resend.calls).toHaveLength(1);
  });
});

describe("a shopper who is only told", () => {
  const told = { settings: { consent: { mode: "notice" } } };

  it.each(["US", "GB"])("in %s is written to", async (country) => {
    const { shopper } = await shopperFrom(country, told);
    expect(await status(await leaveAddress(shopper))).toBe("saved");
    expect(await decisions()).toMatchObject([{ decision: "granted", basis: "notice" }]);
  });

  it.each(["PL", "DE", "CA", "BR", null])("in %s is not: nothing of the address is kept", async (country) => {
    const { world, shopper } = await shopperFrom(country, told);
    const answer = await leaveAddress(shopper);
    expect([answer.status, await answer.json()]).toEqual([409, { status: "invalid", field: "consent" }]);
    expect(await contacts()).toBe(0);
    expect(await decisions()).toEqual([]);
    await world.advance(2 * day, 60);
    expect(world.resend.calls).toHaveLength(0);
  });

  it("is written to where the merchant has decided so", async () => {
    const settings = { consent: { mode: "notice", regions: { BR: "opt-out" } } };
    const { shopper } = await shopperFrom("BR", { settings });
    expect(await status(await leaveAddress(shopper))).toBe("saved");
  });
});

describe("a confirmation link", () => {
  async function asked() {
    const { world, shopper } = await shopperFrom("DE");
    await leaveAddress(shopper);
    await world.deliver();
    return { world, shopper, link: confirmLinkIn(world.resend.accepted[0]?.text) };
  }

  it("ends after a week", async () => {
    const { world, shopper, link } = await asked();
    world.now += 7 * day * 60_000 + 1;
    expect((await confirm(shopper, link)).status).toBe(404);
    expect(await decisions()).toHaveLength(1);
  });

  it("counts once, however often it is pressed", async () => {
    const { shopper, link } = await asked();
    for (let time = 0; time < 3; time++) await confirm(shopper, link);
    expect(await decisions()).toHaveLength(2);
  });

  it("cannot undo a refusal that came after it", async () => {
    const { world, shopper, link } = await asked();
    world.now += 1000;
    await shopper.json("/_cw/contact", {
      email: "",
      decision: "refused",
      surface: "address-notice",
      language: "en",
      page: "/",
    });
    world.now += 1000;
    await confirm(shopper, link);
    expect((await decisions()).at(-1)).toMatchObject({ decision: "refused" });
  });

  it("is worth nothing changed, in another store, or from another site", async () => {
    const { world, shopper, link } = await asked();
    expect((await confirm(shopper, `${link.slice(0, -3)}AAA`)).status).toBe(404);
    const other = await World.create({ beside: true });
    expect((await confirm(other.device(), link)).status).toBe(404);
    const foreign = await world.handle(
      new Request(`https://${world.hostname}${link}`, {
        method: "POST",
        headers: { "sec-fetch-site": "cross-site" },
      }),
    );
    expect(foreign.status).toBe(403);
    expect(await decisions()).toHaveLength(1);
  });

  it("has neither the address nor the cart in it", async () => {
    const { world, link } = await asked();
    expect(atob(link.split(".")[2]?.replaceAll("-", "+").replaceAll("_", "/") ?? "")).not.toContain("ada");
    expect(JSON.stringify(world.resend.accepted[0])).not.toMatch(/mug/i);
  });
});
