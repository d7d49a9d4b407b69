import { expect, it } from "vitest";
import { exitOfferSettings } from "./settings.ts";

it("an exit offer nobody has set up waits five seconds and, once closed, a week", () => {
  expect(exitOfferSettings.parse({})).toMatchObject({
    enabled: true,
    pages: ["product", "cart", "checkout"],
    dwellSeconds: 5,
    quietDays: 7,
  });
});

it("an exit offer cannot be put on the confirmation page", () => {
  expect(exitOfferSettings.safeParse({ pages: ["confirmation"] }).success).toBe(false);
});
