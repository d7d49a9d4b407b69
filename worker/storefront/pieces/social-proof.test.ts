import { expect, it } from "vitest";
import { generic } from "../../platforms/generic.ts";
import { storeSettings } from "../../wire/store-settings.ts";
import { planPage } from "../page-plan.ts";
import { assetPaths } from "../widget-assets.ts";

const place = { selector: ".price" };

function inserted(path: string, socialProof: object, now = 0): string {
  const settings = storeSettings.parse({ widgets: { socialProof } });
  const plan = planPage(settings, generic, new URL(path, "https://shop.example"), now);
  return plan.map((piece) => piece.write({ language: null, policies: [] })).join("");
}

it.each<[string, string, object, boolean]>([
  ["on a product's page, once it has a place", "/products/mug", { place }, true],
  ["nowhere without one", "/products/mug", {}, false],
  ["on no other page", "/cart", { place }, false],
  ["nowhere when it is off", "/products/mug", { place, enabled: false }, false],
  ["nowhere when nothing is to be told", "/products/mug", { place, rating: false, stock: false }, false],
  [
    "where the last ones alone are told",
    "/products/mug",
    { place, rating: false, stock: false, fewFrom: 3 },
    true,
  ],
  ["not before its time", "/products/mug", { place, schedule: { from: "2026-11-27T00:00:00Z" } }, false],
])("space for reviews and stock is kept, and what reads them is loaded, %s", (_, path, settings, isThere) => {
  const html = inserted(path, settings);
  expect(html.includes("<cw-social-proof>")).toBe(isThere);
  expect(html.includes(assetPaths.socialProof)).toBe(isThere);
});
