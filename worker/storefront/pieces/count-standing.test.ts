import { decodeHTMLAttribute } from "entities";
import { expect, it } from "vitest";
import { generic } from "../../platforms/generic.ts";
import { storeSettings } from "../../wire/store-settings.ts";
import type { LoaderConfig } from "../../wire/storefront-api.ts";
import { planPage } from "../page-plan.ts";
import { assetPaths } from "../widget-assets.ts";

const all = {
  shipping: { zones: [{ prices: { GBP: { price: 390 } } }], country: "GB", currency: "GBP" },
  trustBadges: { badges: [{ kind: "returns", url: "/returns" }], variant: "two" },
  socialProof: { place: { selector: ".price" } },
};

/** The widgets that stand in a page, by their elements, and what the loader is told there; `null`: there is none. */
function page(path: string, widgets: object): { hosts: string[]; config: LoaderConfig | null } {
  const url = new URL(path, "https://shop.example");
  const plan = planPage(storeSettings.parse({ widgets }), generic, url, 0);
  const html = plan.map((piece) => piece.write({ language: null, policies: [] })).join("");
  const hosts = [...html.matchAll(/<cw-([a-z-]+)>/g)].map(([, name = ""]) => name);
  const told = /data-cw="([^"]*)"/.exec(html)?.[1];
  return { hosts, config: told === undefined ? null : JSON.parse(decodeHTMLAttribute(told)) };
}

const kebabCase = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

it.each([
  ["/cart", { progressBar: "standard", shipping: "standard", trustBadges: "two", saveCart: "standard" }],
  ["/checkout/contact", { progressBar: "standard", trustBadges: "two" }],
  ["/products/mug", { shipping: "standard", socialProof: "standard" }],
  ["/", undefined],
])("exactly the widgets that stand in a page are counted there, each by its variant: %s", (path, counts) => {
  const { hosts, config } = page(path, all);
  expect(config?.counts).toEqual(counts);
  expect(Object.keys(counts ?? {}).map(kebabCase)).toEqual(hosts);
  expect(config?.load?.includes(assetPaths.countStanding) ?? false).toBe(counts !== undefined);
});

it("being counted brings no script to a page that needs none", () => {
  const { hosts, config } = page("/checkout/payment", all);
  expect(hosts).toEqual(["progress-bar", "trust-badges"]);
  expect(config).toBeNull();
});

it("nothing is fetched to count what is for the other device alone", () => {
  const devices = ["phone"];
  const { config } = page("/cart", {
    progressBar: { enabled: false },
    saveCart: { devices },
  });
  expect(config).not.toHaveProperty("counts");
  expect(config).not.toHaveProperty("load");
  expect(config?.phone).toEqual({ load: [assetPaths.countStanding], counts: { saveCart: "standard" } });
});
