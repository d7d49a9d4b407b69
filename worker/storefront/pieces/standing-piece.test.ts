import { expect, it } from "vitest";
import { generic } from "../../platforms/generic.ts";
import { storeSettings } from "../../wire/store-settings.ts";
import { planPage } from "../page-plan.ts";

const badges = [{ kind: "returns", url: "/returns" }];

function badgesAt(place: object | null): string {
  const settings = storeSettings.parse({ widgets: { trustBadges: { badges, place } } });
  const plan = planPage(settings, generic, new URL("https://shop.example/cart"), 0);
  const written = plan.map((piece) => piece.write({ language: null, policies: [] }));
  return (
    written.filter((html) => typeof html === "string").find((html) => html.startsWith("<cw-trust")) ?? ""
  );
}

it("a widget keeps off the window's edge at the start of a page, and is as wide as its column elsewhere", () => {
  const margin = "margin-inline:auto!important;padding-inline:16px!important";
  expect(badgesAt(null)).toContain(margin);
  expect(badgesAt({ selector: ".summary" })).toContain("<cw-trust-badges>");
  expect(badgesAt({ selector: ".summary" })).not.toContain(margin);
});
