import { describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { offerConsentWords, offerWords } from "./words.ts";

describe("the words of the exit offer", () => {
  it.each([
    ["en", 2, "and 2 more"],
    ["pl", 1, "i jeszcze 1 produkt"],
    ["pl", 3, "i jeszcze 3 produkty"],
    ["pl", 12, "i jeszcze 12 produktów"],
    ["pl", 22, "i jeszcze 22 produkty"],
    ["ja", 2, "ほか2点"],
    ["ko", 2, "외 2개"],
    ["ru", 1, "и ещё 1 товар"],
    ["ru", 2, "и ещё 2 товара"],
    ["ru", 5, "и ещё 5 товаров"],
    ["ru", 21, "и ещё 21 товар"],
  ] as const)("count what is not listed as %s does: %i", (language, lines, expected) => {
    expect(offerWords[language].more(lines)).toBe(expected);
  });

  it.each(languages)("neither shout nor leave out what is agreed to, in %s", (language) => {
    const { more, ...texts } = offerWords[language];
    for (const text of Object.values(texts)) expect(text).not.toMatch(/[!！]/);
    expect(offerConsentWords[language].length).toBeGreaterThan(20);
  });
});
