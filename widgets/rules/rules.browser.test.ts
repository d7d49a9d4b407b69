import { describe, expect, it } from "vitest";
import { renderStatic } from "../static.fixture.ts";
import { desktop, phone, visitShop } from "../visits.fixture.ts";

const policy = "default-src 'self'; style-src 'self' 'nonce-abc'; require-trusted-types-for 'script'";
const at = visitShop(() => ({ policy }));
const kinds = { phone, desktop };

describe.each(["phone", "desktop"] as const)("on a %s", (device) => {
  it.each(["phone", "desktop"] as const)(
    "what stands in the page for a %s alone takes its place or none",
    async (only) => {
      at.shop.body = renderStatic("en", "abc", only).join("");
      await at.visit(kinds[device]);
      const hosts = await at.page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter(({ localName }) => localName.startsWith("cw-"))
          .map((host) => (host as HTMLElement).offsetHeight > 0),
      );
      expect(hosts).toEqual([1, 2, 3, 4, 5].map(() => device === only));
    },
  );

  it("the loader fetches what is for both, and for it, and nothing that is for the other", async () => {
    const [both, forPhone, forDesktop] = ["both", "phone", "desktop"].map(
      (name) => `${at.src("overlays")}?${name}`,
    ) as [string, string, string];
    at.shop.config = {
      load: [both],
      phone: { load: [both, forPhone] },
      desktop: { load: [both, forDesktop] },
    };
    await at.visit(kinds[device]);
    const fetched = () =>
      at.page.evaluate(() =>
        performance.getEntriesByType("resource").flatMap(({ name }) => new URL(name).search.slice(1) || []),
      );
    await expect.poll(fetched).toEqual(["both", device]);
    await at.settle();
    expect(await fetched()).toEqual(["both", device]);
  });
});
