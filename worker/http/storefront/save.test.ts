import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fillCart } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { paths } from "../../wire/paths.ts";

const polish = { "accept-language": "pl" };
const codes = () => env.DB.prepare("SELECT count(*) AS n FROM handover_codes").first("n");

async function shopperWithCart() {
  const world = await World.create();
  const shopper = world.device();
  await fillCart(shopper);
  return { world, shopper };
}

describe("the page on which a cart is taken along", () => {
  it("is linked from the cart, and from nowhere that somebody pays", async () => {
    const { shopper } = await shopperWithCart();
    expect(await (await shopper.get("/cart")).text()).toContain(`href="${paths.save}"`);
    expect(await (await shopper.get("/checkout/payment")).text()).not.toContain(paths.save);
  });

  it("mails the cart to the address that is typed, and says no more than that it was asked", async () => {
    const { world, shopper } = await shopperWithCart();
    const answer = await shopper.post(paths.save, { email: " Ada@example.com " });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    expect(await answer.text()).toContain("On its way");
    await world.deliver();
    expect(world.resend.accepted.map(({ to }) => to)).toEqual([["ada@example.com"]]);
  });

  it("shows a code and its picture, which open the cart elsewhere", async () => {
    const { world, shopper } = await shopperWithCart();
    const page = await (await shopper.post(paths.save, { code: "show" })).text();
    expect(page).toContain("<svg");
    const code = page.match(/<strong>([A-Z0-9-]+)<\/strong>/)?.[1] ?? "";
    const shown = await (await world.device().post(paths.code, { code })).text();
    expect(shown).toContain("Enamel mug");
  });

  it("changes nothing by being looked at", async () => {
    const { world, shopper } = await shopperWithCart();
    expect(await (await shopper.get(paths.save, polish)).text()).toContain("Zabierz koszyk ze sobą");
    expect(await codes()).toBe(0);
    expect(world.queued).toEqual([]);
  });

  it("says what is wrong with an address, and keeps what was typed as text", async () => {
    const { world, shopper } = await shopperWithCart();
    const page = await (await shopper.post(paths.save, { email: '"><script>x</script>' })).text();
    expect(page).toContain("does not look like");
    expect(page).not.toContain("<script>x");
    expect(world.queued).toEqual([]);
  });

  it("says that there is no cart where there is none, and makes no code", async () => {
    const { world } = await shopperWithCart();
    for (const answer of [
      await world.device().get(paths.save),
      await world.device().post(paths.save, { code: "show" }),
      await world.device().post(paths.save, { email: "ada@example.com" }),
    ]) {
      expect(await answer.text()).toContain("Your cart is empty");
    }
    expect(await codes()).toBe(0);
  });

  it("takes no form of another site", async () => {
    const { world } = await shopperWithCart();
    const answer = await world.handle(
      new Request(`https://${world.hostname}${paths.save}`, {
        method: "POST",
        headers: { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
        body: "email=ada@example.com",
      }),
    );
    expect(answer.status).toBe(403);
  });
});
