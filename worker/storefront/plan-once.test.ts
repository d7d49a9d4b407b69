import { expect, it } from "vitest";
import { generic } from "../platforms/generic.ts";
import { storeSettings } from "../wire/store-settings.ts";
import { planOnce } from "./plan-once.ts";

const moment = (time: string) => Date.parse(`2026-11-27T${time}:00Z`);
const badges = {
  badges: [{ kind: "returns", url: "/returns" }],
  schedule: { from: "2026-11-27T09:00:00Z", until: "2026-11-27T18:00:00Z" },
};
const settings = () => storeSettings.parse({ widgets: { trustBadges: badges } });

function planned(own: ReturnType<typeof settings>, path: string, time: string) {
  const url = new URL(path, "https://shop.example");
  return planOnce(own, generic, generic.pageOf(url, own), url, moment(time));
}

it("plans pages of one kind once, and of another kind anew", () => {
  const own = settings();
  const plan = planned(own, "/checkout/contact?token=1", "10:00");
  expect(planned(own, "/checkout/contact?token=2", "10:30")).toBe(plan);
  expect(planned(own, "/cart", "10:30")).not.toBe(plan);
});

it("plans anew for settings that have changed", () => {
  expect(planned(settings(), "/cart", "10:00")).not.toBe(planned(settings(), "/cart", "10:00"));
});

it.each([
  ["begins", "08:59", "09:00"],
  ["ends", "17:59", "18:00"],
  ["has begun, when the clock is turned back", "09:00", "08:59"],
])("plans anew when a schedule %s", (_, one, other) => {
  const own = settings();
  const hasBadges = (time: string) =>
    planned(own, "/cart", time).some(({ widgets }) => widgets.includes("trustBadges"));
  expect(hasBadges(one)).toBe(one > "08:59" && one < "18:00");
  expect(hasBadges(other)).toBe(other > "08:59" && other < "18:00");
});
