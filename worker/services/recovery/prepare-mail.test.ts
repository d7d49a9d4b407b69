import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fillCart, leaveAddress, linkIn, shopperWhoLeft, unsubscribeLinkIn } from "../../testing/shoppers.ts";
import { type Device, World } from "../../testing/world.ts";
import { setSettings } from "../stores/change-store.ts";

const hour = 60;
const oneStep = (more: object = {}) => ({ steps: [{ delayMinutes: hour, ...more }] });

async function firstMail(
  settings: Record<string, unknown>,
  prepare?: (left: { world: World; shopper: Device }) => Promise<unknown>,
) {
  const world = await World.create({ settings });
  const shopper = await shopperWhoLeft(world);
  await prepare?.({ world, shopper });
  await world.advance(2 * hour, 10);
  const [mail] = world.resend.accepted;
  if (!mail) throw new Error("no mail was sent");
  return { world, mail };
}

describe("a recovery mail", () => {
  it("looks and speaks as the merchant's settings say", async () => {
    const emails = {
      logo: { url: "https://shop.example/logo.png", alt: "Saltmarsh" },
      accent: "#aa0033",
      privacyUrl: "https://shop.example/privacy",
      texts: { en: { reminder: { subject: "{shop}: {product}" } } },
    };
    const { mail } = await firstMail({ emails, recovery: oneStep() });
    expect(mail.subject).toBe("Saltmarsh Supply: Enamel mug");
    for (const part of ['src="https://shop.example/logo.png"', "#aa0033", "https://shop.example/privacy"])
      expect(mail.html).toContain(part);
  });

  it("has a link that opens the cart with campaign parameters behind it, and one to unsubscribe without", async () => {
    const { world, mail } = await firstMail({ emails: { utm: {} }, recovery: oneStep() });
    const [link = ""] = mail.text.match(/https:\S+\/_cw\/r\/\S+/) ?? [];
    expect(link).toMatch(
      /\/_cw\/r\/[\w-]{43}\?utm_source=cartwright&utm_medium=email&utm_campaign=recovery&utm_content=reminder$/,
    );
    const page = await world.device().get(linkIn(mail.text) + new URL(link).search);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Enamel mug");
    expect(mail.text).not.toMatch(/_cw\/u\/\S+\?/);
    expect((await world.device().post(unsubscribeLinkIn(mail.text), {})).status).toBe(200);
  });

  it("speaks of the order where the shopper had come to the checkout", async () => {
    const left = await firstMail({ recovery: oneStep() }, () =>
      env.DB.prepare("UPDATE carts SET stage = 'cart'").run(),
    );
    expect(left.mail.subject).toBe("Enamel mug is still in your cart");
    const close = await firstMail({ recovery: oneStep() }, () =>
      env.DB.prepare("UPDATE carts SET stage = 'payment'").run(),
    );
    expect(close.mail.subject).toBe("Enamel mug: ready when you are");
  });

  it("has the variant's subject", async () => {
    const variants = [{ name: "short", subject: "Your {product}" }];
    const { mail } = await firstMail({ recovery: oneStep({ variants }) });
    expect(mail.subject).toBe("Your Enamel mug");
  });

  it("promises nothing where no incentive is left, and says that it is the last only where it is", async () => {
    const incentive = { template: "incentive", variants: [{ name: "loud", subject: "10% off {product}" }] };
    const { mail } = await firstMail({ recovery: oneStep(incentive) });
    expect(mail.subject).toBe("A last note about Enamel mug");
    const steps = [{ delayMinutes: hour, ...incentive }, { delayMinutes: 48 * hour }];
    const { mail: first } = await firstMail({ recovery: { steps } });
    expect(first.subject).toBe("Enamel mug is still in your cart");
  });

  it("says that it is the last by what was planned, whatever the settings say by now", async () => {
    const steps = (more: object[] = []) => ({
      steps: [{ delayMinutes: hour, template: "last-call" }, ...more],
    });
    const planned = async (before: object, after: object) => {
      const { mail } = await firstMail({ recovery: before }, async ({ world }) => {
        await world.advance(40, 10);
        const { id } = (await env.DB.prepare("SELECT id FROM stores").first<{ id: string }>()) ?? { id: "" };
        await setSettings(world.context(), id, [["recovery", after]]);
      });
      return mail.subject;
    };
    const another = { delayMinutes: 48 * hour };
    expect(await planned(steps(), steps([another]))).toBe("A last note about Enamel mug");
    expect(await planned(steps([another]), steps())).toBe("Enamel mug is still in your cart");
  });

  it("greets by the first name that its shopper gave the shop with that address, which nobody can read at rest", async () => {
    const give = (shopper: Device, email: string, firstname: string) =>
      shopper.post("/checkout/contact", { name: "x", email, firstname });
    const { mail } = await firstMail({ recovery: oneStep() }, async ({ shopper, world }) => {
      await give(shopper, "Ada@example.com", "Ada");
      await give(shopper, "bob@example.com", "Bob");
      // Nor by what somebody else types beside it.
      await give(world.device(), "ada@example.com", "Eve");
      expect(JSON.stringify((await env.DB.prepare("SELECT * FROM contacts").all()).results)).not.toMatch(
        /Ada|Bob|Eve/,
      );
    });
    expect(mail.text).toContain("\n\nHello Ada,\n\n");
    const { mail: other } = await firstMail({ recovery: oneStep() }, ({ shopper }) =>
      give(shopper, "ada@example.com", "Win £1000 www.evil.example"),
    );
    expect(other.text).not.toContain("Hello");
  });

  it("has what delivery costs where the shopper is, by the zones that the shop's pages tell it from", async () => {
    const delivery = async (more: object, country = "GB") => {
      const zones = [
        { countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } } },
        { countries: ["US"], regions: ["US-AK"], prices: { GBP: { price: 3900 } } },
        { prices: { GBP: { price: 1900 } } },
      ];
      const settings = { widgets: { shipping: { zones, ...more } }, recovery: oneStep() };
      const { mail } = await firstMail(settings, () =>
        env.DB.prepare("UPDATE carts SET country = ?").bind(country).run(),
      );
      return mail.text.match(/(Delivery: .*\n)?Total.*/)?.[0];
    };
    expect(await delivery({})).toBe("Delivery: £3.90\nTotal: £31.90");
    expect(await delivery({ zones: [{ prices: { GBP: { price: 390, freeFrom: 2000 } } }] })).toBe(
      "Delivery: Free\nTotal: £28.00",
    );
    expect(await delivery({}, "PL")).toBe("Delivery: £19.00\nTotal: £47.00");
    // Alaska costs something else, and nobody knows whether they are there.
    expect(await delivery({}, "US")).toBe("Total (before delivery): £28.00");
    expect(await delivery({ enabled: false })).toBe("Total (before delivery): £28.00");
    expect(await delivery({ zones: [{ prices: { EUR: { price: 390 } } }] })).toBe(
      "Total (before delivery): £28.00",
    );
  });

  it("answers with the shop's trust badges where it has no facts of its own, in the words of its language alone", async () => {
    const badges = [
      { kind: "returns", text: { en: "Thirty days to return" }, url: "/returns" },
      { kind: "delivery", text: { en: "By bicycle" }, url: "/delivery" },
      { kind: "support", text: { pl: "Napisz do nas" }, url: "/help" },
      { kind: "reviews", rating: { stars: 4.6, count: 31 }, url: "https://www.reviews.example/shop" },
    ];
    const facts = { en: { delivery: { text: "2 to 3 working days" } } };
    const settings = (enabled: boolean) => ({
      widgets: { trustBadges: { enabled, badges } },
      emails: { facts },
      recovery: oneStep({ template: "doubts" }),
    });
    const { mail, world } = await firstMail(settings(true));
    expect(mail.text).toContain(
      `Delivery: 2 to 3 working days\nReturns: Thirty days to return\nhttps://${world.hostname}/returns\n` +
        "4.6 out of 5, 31 reviews on reviews.example\nhttps://www.reviews.example/shop\n\n",
    );
    expect(mail.text).not.toMatch(/bicycle|Napisz/);
    expect((await firstMail(settings(false))).mail.text).not.toContain("Thirty days");
  });

  it("shows a product's name as text, and as one line of its subject, whatever the page had for one", async () => {
    const name = 'Mug\r\nBcc: x@evil.example\0 <img src="x"> https://evil.example/';
    const world = await World.create({ settings: { recovery: oneStep() } });
    const shopper = world.device();
    await fillCart(shopper);
    await leaveAddress(shopper);
    await env.DB.prepare("UPDATE carts SET lines = json_set(lines, '$[0].name', ?)").bind(name).run();
    await world.advance(2 * hour, 10);
    const [mail] = world.resend.accepted;
    expect(mail?.subject).toBe("Mug Bcc: x@evil.example <i… is still in your cart");
    expect(mail?.html).not.toMatch(/<img src="x"|https:\/\/evil/);
  });
});
