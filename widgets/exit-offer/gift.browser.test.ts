import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "../../worker/wire/paths.ts";
import type { IncentiveResponse } from "../../worker/wire/storefront-api.ts";
import { violationsIn } from "../look.fixture.ts";
import { desktop, form, visitShop } from "../visits.fixture.ts";
import { giftTexts } from "./gift-words.ts";
import { offered } from "./offered.fixture.ts";
import { exitOfferStates } from "./states.ts";
import { offerTexts } from "./words.ts";

const gift = giftTexts("en", "percent", "10%", 48);
const at = visitShop(() => ({ body: form, cart: offered({ gift }) }));
const dialog = () => at.page.locator("cw-exit-offer dialog");
const given: Extract<IncentiveResponse, { code: string }> = {
  status: "applied",
  code: "SEA-10-7KQ4",
  text: "10% off with the code SEA-10-7KQ4",
  endsAt: "25 Nov 2026, 10:00",
  endsAtMs: 1,
  until: "Valid until 25 Nov 2026, 10:00",
  total: "$76.50",
};

const open = async () => {
  await at.visit();
  await at.leaveByTop();
  await dialog().waitFor();
};
const take = () => dialog().getByRole("button", { name: "Take it" }).click();

beforeEach(() => {
  at.shop.config = at.overlays();
  at.shop.incentive = given;
});

describe("what the offer gives", () => {
  it("is named, and asked for by a click alone: no code is in the page before", async () => {
    await open();
    expect(await dialog().innerText()).toContain("10% off this cart\nGood for 48 hours once you take it.");
    expect(at.shop.asked).not.toContain(paths.incentive);
    expect(await at.page.content()).not.toContain(given.code);
    await take();
    await expect.poll(() => at.shop.posted).toEqual([{ surface: "exit-offer", language: "en" }]);
  });

  it("is in the cart where the shop takes it, with its end and what the cart comes to, and the focus there", async () => {
    await open();
    await take();
    await expect
      .poll(() => dialog().innerText())
      .toContain("It is in your cart.\nValid until 25 Nov 2026, 10:00");
    const text = await dialog().innerText();
    expect(text).toContain("$76.50");
    expect(text).not.toContain("$85.00");
    expect(text).not.toContain(given.code);
    const focused = () =>
      at.page.evaluate(() => document.querySelector("cw-exit-offer")?.shadowRoot?.activeElement?.textContent);
    expect(await focused()).toContain("It is in your cart.");
    expect(at.shop.counted).toEqual(["exitOffer shown standard", "exitOffer used standard"]);
    await at.page.keyboard.press("Escape");
    await at.settle();
    expect(at.shop.counted).toHaveLength(2);
  });

  it("is a code to copy where it does not", async () => {
    at.shop.incentive = { ...given, status: "code", total: null };
    await at.visit({ ...desktop, permissions: ["clipboard-read", "clipboard-write"] });
    await at.leaveByTop();
    await take();
    await expect.poll(() => dialog().locator("code").innerText()).toBe(given.code);
    expect(await dialog().innerText()).toContain("$85.00");
    await dialog().getByRole("button", { name: "Copy" }).click();
    await dialog().getByRole("button", { name: "Copied" }).waitFor();
    expect(await at.page.evaluate(() => navigator.clipboard.readText())).toBe(given.code);
  });

  it("selects the code where the page may not copy", async () => {
    at.shop.incentive = { ...given, status: "code", total: null };
    await open();
    await at.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
    });
    await take();
    await dialog().getByRole("button", { name: "Copy" }).click();
    await expect.poll(() => at.page.evaluate(() => String(getSelection()))).toBe(given.code);
  });

  it("says so when it is gone meanwhile, and counts as nothing used", async () => {
    at.shop.incentive = { status: "none" };
    await open();
    await take();
    await expect.poll(() => dialog().innerText()).toContain("can no longer be had");
    await at.page.keyboard.press("Escape");
    await expect.poll(() => at.shop.counted.at(-1)).toBe("exitOffer dismissed standard");
  });

  it("can be tried again when the worker could not be reached", async () => {
    await open();
    at.shop.incentive = "sorry";
    await take();
    await expect.poll(() => dialog().getByRole("alert").first().innerText()).toContain("try again");
    at.shop.incentive = given;
    await take();
    await expect.poll(() => dialog().innerText()).toContain("It is in your cart.");
  });

  it("is asked for once, however often the button is pressed", async () => {
    await open();
    await dialog().getByRole("button", { name: "Take it" }).dblclick();
    await expect.poll(() => dialog().innerText()).toContain("It is in your cart.");
    expect(at.shop.posted).toHaveLength(1);
  });
});

describe("the cart by mail, once", () => {
  it("goes to the address that is given, and nothing is agreed to by that", async () => {
    at.shop.cart = offered({ mail: "cart", words: offerTexts("en", 2, "cart") });
    at.shop.answer = { status: "asked" };
    await open();
    await dialog().getByRole("textbox").fill("ada@example.com");
    await dialog().getByRole("button", { name: "Email me this cart" }).click();
    await expect.poll(() => dialog().getByRole("status").innerText()).toContain("on its way");
    expect(at.shop.posted).toEqual([{ email: "ada@example.com", language: "en", page: "/start" }]);
    expect(at.shop.contacts).toEqual([]);
  });

  it("is not asked for where there is nothing to mail", async () => {
    at.shop.cart = offered({ mail: null });
    await open();
    expect(await dialog().getByRole("textbox").count()).toBe(0);
  });
});

it.each(exitOfferStates.map((state) => [state.name, state] as const))(
  "axe objects to nothing in the offer: %s",
  async (_, state) => {
    // axe brings styles of its own.
    at.shop.policy = "";
    const answers = state.answers?.("pl") ?? {};
    at.shop.cart = answers[paths.cart] as typeof at.shop.cart;
    at.shop.incentive = answers[paths.incentive];
    at.shop.answer = answers[paths.contact] ?? { status: "saved" };
    await at.visit();
    await at.leaveByTop();
    for (const act of state.acts ?? []) {
      if ("click" in act) await at.page.locator(act.click).click();
      if ("type" in act) await at.page.locator(act.into).fill(act.type);
      if ("wait" in act) await at.page.locator(act.wait).waitFor();
    }
    await at.settle();
    expect(await violationsIn(at.page, "cw-exit-offer")).toEqual([]);
  },
);
