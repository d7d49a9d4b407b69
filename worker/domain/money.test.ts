import { describe, expect, it } from "vitest";
import { decimalToMinor, formatMoney, parsePrice } from "./money.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  it("is written as people of the language write it", () => {
    expect(plain(formatMoney({ minor: 1490, currency: "PLN" }, "pl"))).toBe("14,90 zł");
    expect(plain(formatMoney({ minor: 123450, currency: "GBP" }, "en"))).toBe("£1,234.50");
    expect(plain(formatMoney({ minor: 1500, currency: "JPY" }, "ja"))).toBe("￥1,500");
    expect(plain(formatMoney({ minor: 99900, currency: "RUB" }, "ru"))).toBe("999,00 ₽");
  });

  it("is printed with its code when the currency is not one", () => {
    expect(formatMoney({ minor: 5, currency: "??" }, "en")).toBe("5 ??");
  });

  it.each([
    ["£1,234.50", "GBP", 123450],
    ["14,90 zł", "PLN", 1490],
    ["1 299,00 kr", "SEK", 129900],
    ["1.299,5 €", "EUR", 129950],
    ["¥1,500", "JPY", 1500],
    ["18", "GBP", 1800],
    ["1,234", "GBP", 123400],
    ["KWD 1.250", "KWD", 1250],
  ])("reads %s in %s as %i minor units", (text, currency, minor) => {
    expect(parsePrice(text, currency)).toBe(minor);
  });

  it.each([
    [18.5, "GBP", 1850],
    ["18.50", "GBP", 1850],
    [1.005, "GBP", 101],
    [110.7, "USD", 11070],
    ["1500.00", "JPY", 1500],
    ["1.25", "KWD", 1250],
    [-3, "EUR", -300],
    ["1e5", "EUR", null],
    ["", "EUR", null],
    [null, "EUR", null],
    [Number.NaN, "EUR", null],
    ["9".repeat(20), "EUR", null],
    ["18.50", "euro", null],
  ])("is %j %s in minor units: %j", (value, currency, minor) => {
    expect(decimalToMinor(value, currency)).toBe(minor);
  });

  it("is not read out of a text without a number", () => {
    expect(parsePrice("ask us", "GBP")).toBeNull();
  });
});
