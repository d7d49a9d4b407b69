import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fillCart, leaveAddress, linkIn, shopperWhoLeft, unsubscribeLinkIn } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";

const hour = 60;
const oneStep = (more: object = {}) => ({ steps: [{ delayMinutes: hour, ...more }] });

async function firstMail(settings: Record<string, unknown>, prepare?: () => Promise<unknown>) {
  const world = await World.create({ settings });
  await shopperWhoLeft(world);
  await prepare?.();
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
