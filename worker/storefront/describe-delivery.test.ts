import { describe, expect, it } from "vitest";
import { shippingSettings } from "../../widgets/shipping/settings.ts";
import { languages } from "../domain/language.ts";
import { describeDelivery, longestTexts, type Visit } from "./describe-delivery.ts";

const zones = [
  { countries: ["US"], regions: ["US-AK"], prices: { USD: { price: 2900 } }, days: [7, 12] },
  { countries: ["US"], prices: { USD: { price: 0 } }, days: [3, 3] },
  { countries: ["PL"], prices: { PLN: { price: 1490, freeFrom: 20000 }, GBP: { price: 350 } }, days: [1, 2] },
  { countries: ["GB"], prices: { GBP: { price: 390, freeFrom: 5000 } }, days: [2, 3] },
  { prices: { GBP: { price: 1250 } } },
];
const settings = (more: object = {}) =>
  shippingSettings.parse({ zones, country: "GB", currency: "GBP", ...more });
const at = { now: Date.parse("2026-11-24T10:00Z"), timezone: "Europe/London" };
const nobody: Visit = { country: null, region: null, cart: null, at: null };
const cart = (currency: string, afterDiscounts: number, beforeDiscounts = afterDiscounts) => ({
  currency,
  afterDiscounts,
  beforeDiscounts,
});

function said(visit: Partial<Visit>, language: (typeof languages)[number] = "en", more: object = {}) {
  const view = describeDelivery(settings(more), { ...nobody, ...visit }, language);
  return view && { text: view.sentence.join(""), goal: view.goal };
}

describe("what is told of delivery", () => {
  it.each([
    ["en", "£3.90 delivery to the United Kingdom, arrives Thu 26 Nov – Fri 27 Nov"],
    ["pl", "3,90 £ za dostawę (Wielka Brytania), u Ciebie czw., 26 lis – pt., 27 lis"],
    ["ja", "送料£3.90（イギリス宛）、11/26(木)～11/27(金)お届け予定"],
    ["ko", "배송비 £3.90 (영국), 11월 26일 (목)~27일 (금) 도착 예정"],
    ["ru", "3,90 £ за доставку (Великобритания), получите чт, 26 нояб. – пт, 27 нояб."],
  ] as const)("has the number first and the days it arrives, in %s", (language, expected) => {
    const { text } = said({ country: "GB", at }, language) ?? { text: "" };
    expect(text.replace(/[\u00a0\u2009\u202f]/g, " ")).toBe(expected);
  });

  it("names working days instead where a page may be kept for days", () => {
    expect(said({})?.text).toBe("£3.90 delivery to the United Kingdom, 2–3 working days");
    expect(said({ country: "US", cart: cart("USD", 100) })?.text).toBe(
      "Free delivery to the United States, 3 working days",
    );
  });

  it("is of the part of the country where one has its own price, else of the country, else of everywhere", () => {
    const us = { country: "US", cart: cart("USD", 100) };
    expect(said({ ...us, region: "US-AK" })?.text).toContain("$29.00");
    expect(said({ ...us, region: "US-TX" })?.text).toContain("Free");
    expect(said({ country: "JP" })?.text).toBe("£12.50 delivery to Japan");
  });

  it("is in the cart's currency", () => {
    expect(said({ country: "PL", cart: cart("PLN", 100) })?.text).toMatch(/14.90/);
    expect(said({ country: "PL", cart: cart("GBP", 100) })?.text).toMatch(/^£3.50/);
  });

  it("says that the checkout knows, where no price is known, and makes none up", () => {
    expect(said({ country: "JP", cart: cart("JPY", 100) })).toEqual({
      text: "Delivery to Japan is shown at checkout",
      goal: null,
    });
  });

  it.each([
    [null, "Free delivery from £50.00", 0],
    [cart("GBP", 2490), "£25.10 more for free delivery", 49],
    [cart("GBP", 4999), "£0.01 more for free delivery", 99],
    [cart("GBP", 5000), "Your delivery is free", 100],
  ])("tells how far the cart is from free delivery: %j", (cart, text, percent) => {
    const found = said({ country: "GB", cart });
    expect(found?.goal).toEqual({ text, percent });
    expect(found?.text.startsWith("Free")).toBe(percent === 100);
  });

  it("counts the cart's value before or after discounts, as the store says", () => {
    const visit = { country: "GB", cart: cart("GBP", 4500, 5200) };
    expect(said(visit)?.goal?.percent).toBe(90);
    expect(said(visit, "en", { freeBy: "before-discounts" })?.goal?.percent).toBe(100);
  });

  it("is nothing where the store has no zones, or knows no country to speak of", () => {
    expect(said({ country: "GB" }, "en", { zones: [] })).toBeNull();
    expect(said({}, "en", { country: null })).toBeNull();
  });

  const asked = { source: "platform", zones: [] };
  const estimate = { currency: "GBP", price: 450, days: null, goods: 4770, total: 5230, tax: 410 };

  it.each([
    ["en", "Total with delivery: £52.30, including £4.10 tax"],
    ["pl", "Razem z dostawą: 52,30 £, w tym 4,10 £ podatku"],
    ["ja", "送料込み合計：£52.30（うち税£4.10）"],
    ["ko", "배송비 포함 합계: £52.30 (세금 £4.10 포함)"],
    ["ru", "Итого с доставкой: 52,30 £, включая налог 4,10 £"],
  ] as const)("has the total and its tax where the shop tells them, in %s", (language, expected) => {
    const view = describeDelivery(settings(asked), { ...nobody, country: "GB", at, estimate }, language);
    expect(view?.total?.replace(/[\u00a0\u202f]/g, " ")).toBe(expected);
    const untaxed = { ...estimate, tax: 0 };
    const plain = describeDelivery(
      settings(asked),
      { ...nobody, country: "GB", estimate: untaxed },
      language,
    );
    expect(plain?.total).not.toMatch(/4.10|tax|podatku|税|세금|налог/);
    expect(describeDelivery(settings({ ...asked, total: false }), { ...nobody, estimate }, language)).toEqual(
      expect.not.objectContaining({ total: expect.anything() }),
    );
  });

  it("is what the shop says before what the zones say, with its days, else theirs", () => {
    const visit = { country: "GB", cart: cart("GBP", 2490), at };
    expect(said({ ...visit, estimate })?.text).toBe(
      "£4.50 delivery to the United Kingdom, arrives Thu 26 Nov – Fri 27 Nov",
    );
    expect(said({ ...visit, estimate: { ...estimate, days: [1, 1] } })?.text).toContain("arrives Wed 25 Nov");
    expect(said({ ...visit, estimate })?.goal?.text).toBe("£25.10 more for free delivery");
  });

  it("is kept room for, as much as most need, before it is known", () => {
    for (const language of languages) {
      const longest = longestTexts(settings(asked), language);
      const view = describeDelivery(settings(asked), { ...nobody, country: "GB", at, estimate }, language);
      expect(longest.sentence.length).toBeGreaterThanOrEqual(view?.sentence.join("").length ?? 0);
      expect(longest.total?.length).toBeGreaterThanOrEqual(view?.total?.length ?? 0);
    }
    expect(longestTexts(settings({ ...asked, total: false }), "en").total).toBeNull();
    expect(longestTexts(settings({ ...asked, currency: "JPY" }), "ja").total).toContain("8,888,888");
    expect(longestTexts(settings(), "en").total).toBeNull();
  });

  it.each(languages)("is complete and does not shout in %s", (language) => {
    for (const country of ["GB", "US", "PL", "JP"]) {
      for (const value of [0, 1, 19_999, 20_000]) {
        const found = said({ country, at, cart: cart(country === "PL" ? "PLN" : "GBP", value) }, language);
        expect(found?.text.length).toBeGreaterThan(5);
        expect(`${found?.text}${found?.goal?.text ?? ""}`).not.toMatch(/[!！]|undefined|NaN/);
      }
    }
  });
});
